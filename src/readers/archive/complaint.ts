import { type ArchiveCode, ArchiveError } from './errors.ts';
import { archiveLimits } from './limits.ts';

/**
 * Why 7-Zip failed, by its exit code (1 warning, 2 the archive is at fault) and by whole phrases: the complaint names
 * the archive and its members too. No name begins a line; line feeds in names are printed as `_`.
 */
function codeOf(exitCode: number | null, complaint: string): ArchiveCode {
  if (exitCode !== 1 && exitCode !== 2) return 'engine-failed';
  if (NO_MEMORY.test(complaint)) return 'engine-failed';
  if (/^(?:ERROR: )?Unsupported Method(?: : .*)?\r?$/m.test(complaint)) return 'unsupported-method';
  return ENCRYPTED.test(complaint) ? 'encrypted' : 'damaged';
}

const NO_MEMORY = /^ERROR: Can't allocate required memory!\r?$/m;

const ENCRYPTED =
  /^ERROR: (?!(?:Data Error|CRC Failed) : ).* : Cannot open encrypted archive\.|^ERROR: (?:Data Error|CRC Failed) in encrypted file\./m;

/**
 * What 7-Zip failed of.
 * @param bound the bytes of address space that it had; undefined where nothing bound it, and the machine had no more
 */
export function failureOf(exitCode: number | null, complaint: string, bound: number | undefined): ArchiveError {
  const code = codeOf(exitCode, complaint);
  if (code !== 'engine-failed' || bound === undefined || !NO_MEMORY.test(complaint)) return new ArchiveError(code);
  return new ArchiveError('too-large', { limit: 'maxDictionary', value: archiveLimits.maxDictionary, found: bound });
}
