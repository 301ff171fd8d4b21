import { resolve } from 'node:path';
import { diskSource } from '../../intake/disk.ts';
import { cabNamed } from './cab-names.ts';
import { failureOf } from './complaint.ts';
import { boundOf, type EngineOptions, runEngine } from './engine.ts';
import { ArchiveError } from './errors.ts';
import { archiveKind, HEAD_BYTES } from './kind.ts';
import { archiveLimits } from './limits.ts';
import { linesOf } from './lines.ts';
import { type Listed, listed } from './listed.ts';

/** What a 7z or a cabinet holds, in archive order. */
export interface Listing {
  readonly kind: '7z' | 'cab';
  /** Bytes of the archive itself. */
  readonly size: number;
  readonly entries: Listed[];
}

export interface ListingOptions extends Partial<EngineOptions> {
  /** Entries at most; `archiveLimits` unless told. */
  readonly maxEntries?: number | undefined;
}

/** Headers may be packed, and unpack to anything: a listing of a million entries takes less. */
const MEMORY = 2 ** 30;

/** Characters of a listing; that of 100,000 entries has some 30 millions. */
const LONGEST = 2 ** 27;

/** Bytes 30 and 31 of a cabinet: there is a cabinet before or after it. */
const CAB_FLAGS = 30;
const CAB_IN_SET = 0x03;

/**
 * Lists a 7z or a cabinet on disk by the 7-Zip engine, of the kind that its first bytes tell. Unpacks nothing.
 * @throws ArchiveError `empty`, `wrong-kind`, `multi-volume`, `encrypted` (the names too), `damaged`, `too-many`,
 *   `too-large` (its directory takes more memory than the engine may), `timeout` (`archiveLimits` unless told), `unsupported-method`, `engine-missing`, `engine-failed`; IntakeError when the file cannot be read
 */
export async function listArchive(diskPath: string, options: ListingOptions = {}): Promise<Listing> {
  const { kind, size } = await kindOf(diskPath);
  const { maxEntries = archiveLimits.maxEntries, timeoutMs = archiveLimits.timeoutMs } = options;
  // -ba no heading, -slt one property a line, -p- no password and no question, -spd no wildcards, -- no switches after
  const args = ['l', '-ba', '-slt', '-sccUTF-8', '-p-', '-spd', `-t${kind}`, '--', resolve(diskPath)];
  const engine: EngineOptions = { memoryBytes: MEMORY, ...options, timeoutMs };
  const { made, exitCode, complaint } = await runEngine(args, engine, (output) =>
    entriesOf(linesOf(output), maxEntries),
  );
  if (exitCode !== 0) throw failureOf(exitCode, complaint, boundOf(engine.memoryBytes));
  return { kind, size, entries: kind === 'cab' ? await cabNamed(diskPath, made) : made };
}

async function kindOf(diskPath: string): Promise<Pick<Listing, 'kind' | 'size'>> {
  const source = await diskSource(diskPath, '');
  const head = await source.read(0, HEAD_BYTES);
  const kind = archiveKind(head);
  if (kind !== '7z' && kind !== 'cab') throw new ArchiveError(kind === 'empty' ? 'empty' : 'wrong-kind');
  if (kind === 'cab' && ((head[CAB_FLAGS] ?? 0) & CAB_IN_SET) !== 0) throw new ArchiveError('multi-volume');
  if (kind === '7z' && /\.\d{3}$/.test(diskPath)) throw new ArchiveError('multi-volume');
  return { kind, size: source.size };
}

async function entriesOf(lines: AsyncIterable<string>, maxEntries: number): Promise<Listed[]> {
  const entries: Listed[] = [];
  let properties = new Map<string, string>();
  let length = 0;
  for await (const line of lines) {
    length += line.length;
    if (length > LONGEST) throw new ArchiveError('too-large');
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
