import type { ArchiveCode } from './errors.ts';

/**
 * Why 7-Zip failed, by its exit code (1 warning, 2 the archive is at fault) and by whole phrases: the complaint names
 * the archive and its members too. No name begins a line; line feeds in names are printed as `_`.
 */
export function codeOf(exitCode: number | null, complaint: string): ArchiveCode {
  if (exitCode !== 1 && exitCode !== 2) return 'engine-failed';
  if (/^ERROR: Can't allocate required memory!\r?$/m.test(complaint)) return 'engine-failed';
  if (/^(?:ERROR: )?Unsupported Method(?: : .*)?\r?$/m.test(complaint)) return 'unsupported-method';
  return ENCRYPTED.test(complaint) ? 'encrypted' : 'damaged';
}

const ENCRYPTED =
  /^ERROR: (?!(?:Data Error|CRC Failed) : ).* : Cannot open encrypted archive\.|^ERROR: (?:Data Error|CRC Failed) in encrypted file\./m;
