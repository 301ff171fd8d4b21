import { resolve } from 'node:path';
import { diskSource } from '../../intake/disk.ts';
import { type EngineOptions, runEngine } from './engine.ts';
import { type ArchiveCode, ArchiveError } from './errors.ts';
import { archiveKind } from './kind.ts';
import { linesOf } from './lines.ts';

/** A member as the listing of 7-Zip has it. */
export interface Listed {
  /** `/` between folders, on Windows too; line feeds in names have become `_`. May be hostile. */
  readonly path: string;
  /** Unpacked bytes as the archive claims them; null where it does not say. */
  readonly size: number | null;
  readonly directory: boolean;
  readonly encrypted: boolean;
  /** How it is packed, in the words of 7-Zip (`LZMA2:24`, the number is the dictionary as a power of two). */
  readonly method: string;
}

/** What a 7z or a cabinet holds, in archive order. */
export interface Listing {
  readonly kind: '7z' | 'cab';
  readonly entries: Listed[];
}

export interface ListingOptions extends Partial<EngineOptions> {
  /** Entries at most; 200,000 unless told. */
  readonly maxEntries?: number | undefined;
}

/** Bytes 30 and 31 of a cabinet: there is a cabinet before or after it. */
const CAB_FLAGS = 30;
const CAB_IN_SET = 0x03;

/**
 * Lists a 7z or a cabinet on disk by the 7-Zip engine, of the kind that its first bytes tell. Unpacks nothing.
 * @throws ArchiveError `empty`, `wrong-kind`, `multi-volume`, `encrypted` (the names too), `damaged`, `too-many`,
 *   `timeout` (60 s unless told), `unsupported-method`, `engine-missing`, `engine-failed`; IntakeError when the file cannot be read
 */
export async function listArchive(diskPath: string, options: ListingOptions = {}): Promise<Listing> {
  const kind = await kindOf(diskPath);
  const { maxEntries = 200_000, timeoutMs = 60_000 } = options;
  // -ba no heading, -slt one property a line, -p- no password and no question, -spd no wildcards, -- no switches after
  const args = ['l', '-ba', '-slt', '-sccUTF-8', '-p-', '-spd', `-t${kind}`, '--', resolve(diskPath)];
  const { made, exitCode, complaint } = await runEngine(args, { ...options, timeoutMs }, (output) =>
    entriesOf(linesOf(output), maxEntries),
  );
  if (exitCode !== 0) throw new ArchiveError(codeOf(exitCode, complaint));
  return { kind, entries: made };
}

/** By 7-Zip's exit codes (1 warning, 2 the archive is at fault) and whole phrases: the complaint names the archive too. */
function codeOf(exitCode: number | null, complaint: string): ArchiveCode {
  if (exitCode !== 1 && exitCode !== 2) return 'engine-failed';
  if (/ : Cannot open encrypted archive\./.test(complaint)) return 'encrypted';
  return /^Unsupported Method\r?$/m.test(complaint) ? 'unsupported-method' : 'damaged';
}

async function kindOf(diskPath: string): Promise<'7z' | 'cab'> {
  const source = await diskSource(diskPath, '');
  const head = await source.read(0, 64);
  const kind = archiveKind(head);
  if (kind !== '7z' && kind !== 'cab') throw new ArchiveError(kind === 'empty' ? 'empty' : 'wrong-kind');
  if (kind === 'cab' && ((head[CAB_FLAGS] ?? 0) & CAB_IN_SET) !== 0) throw new ArchiveError('multi-volume');
  if (kind === '7z' && /\.\d{3}$/.test(diskPath)) throw new ArchiveError('multi-volume');
  return kind;
}

async function entriesOf(lines: AsyncIterable<string>, maxEntries: number): Promise<Listed[]> {
  const entries: Listed[] = [];
  let properties = new Map<string, string>();
  for await (const line of lines) {
    const text = process.platform === 'win32' && line.endsWith('\r') ? line.slice(0, -1) : line;
    const [, name, value] = /^(\w[\w ]*) = (.*)$/s.exec(text) ?? [];
    if (text === '') {
      if (properties.has('Path')) entries.push(listed(properties));
      properties = new Map();
    } else if (name !== undefined && value !== undefined && !properties.has(name)) properties.set(name, value);
    if (entries.length > maxEntries) {
      throw new ArchiveError('too-many', { limit: 'maxEntries', value: maxEntries, found: entries.length });
    }
  }
  if (properties.has('Path')) entries.push(listed(properties));
  return entries;
}

function listed(properties: ReadonlyMap<string, string>): Listed {
  const path = properties.get('Path') ?? '';
  const size = properties.get('Size') ?? '';
  return {
    path: process.platform === 'win32' ? path.replaceAll('\\', '/') : path,
    size: /^\d+$/.test(size) ? Number(size) : null,
    directory: properties.get('Folder') === '+' || (properties.get('Attributes') ?? '').startsWith('D'),
    encrypted: properties.get('Encrypted') === '+',
    method: properties.get('Method') ?? '',
  };
}
