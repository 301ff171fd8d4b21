import { fromRandomAccessReaderPromise, type Entry as RawEntry, type ZipFile } from 'yauzl';
import type { Entry, Source } from '../../intake/source.ts';
import { ArchiveError } from './errors.ts';
import { archiveKind, HEAD_BYTES } from './kind.ts';
import { archiveLimits } from './limits.ts';
import { decodeName, hostileName, unicodePath } from './names.ts';
import { zipBody, zipError } from './zip-body.ts';
import { Budget, type ZipLimits } from './zip-budget.ts';
import { SourceReader } from './zip-reader.ts';

/** A zip that was opened; nothing has to be closed. */
export interface Zip {
  /** In the order of the central directory; names as given, hostile and double ones too. */
  readonly entries: readonly Entry[];
}

/**
 * Lists a zip. Bodies are unpacked when asked for, in any order.
 * @throws ArchiveError `empty`, `wrong-kind`, `multi-volume`, `encrypted` (names too), `too-many` or `damaged` (cut,
 *   broken directory, entries over one another, entries left out of the count); a body throws `encrypted`,
 *   `unsupported-method`, `too-large` before its first byte, or `damaged` up to its end. IntakeError of the source
 */
export async function openZip(source: Source, limits: Partial<ZipLimits> = {}): Promise<Zip> {
  const all = { ...archiveLimits, ...limits };
  const reader = new SourceReader(source);
  const kind = archiveKind(await source.read(0, HEAD_BYTES));
  if (kind !== 'zip') throw new ArchiveError(kind === 'empty' ? 'empty' : 'wrong-kind');
  try {
    const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
    const zip = await fromRandomAccessReaderPromise(reader, source.size, options);
    const directory = Number(zip.readEntryCursor);
    if (zip.entryCount * DIRECTORY_ENTRY > source.size) throw new ArchiveError('damaged');
    if (zip.entryCount > all.maxEntries) {
      throw new ArchiveError('too-many', { limit: 'maxEntries', value: all.maxEntries, found: zip.entryCount });
    }
    const raws: RawEntry[] = [];
    for await (const raw of zip.eachEntry()) raws.push(raw);
    const after = await reader.bytes(Number(zip.readEntryCursor), Number(zip.readEntryCursor) + 4);
    if (Buffer.from(after).equals(DIRECTORY_MAGIC)) throw new ArchiveError('damaged'); // more than were counted
    const ends = endsOf(raws, directory);
    const budget = new Budget(all);
    return { entries: raws.map((raw) => entryOf(zip, reader, raw, ends.get(raw) ?? 0, budget)) };
  } catch (error) {
    throw zipError(error);
  }
}

const LOCAL_HEADER = 30;
const DIRECTORY_ENTRY = 46;
const DIRECTORY_MAGIC = Buffer.from('PK\x01\x02', 'latin1');

/** Where the data of each entry must have ended: at the next local header, or the directory. */
function endsOf(raws: readonly RawEntry[], directory: number): Map<RawEntry, number> {
  const sorted = [...raws].sort((a, b) => b.relativeOffsetOfLocalHeader - a.relativeOffsetOfLocalHeader);
  const ends = new Map<RawEntry, number>();
  let end = directory;
  for (const raw of sorted) {
    const start = raw.relativeOffsetOfLocalHeader;
    if (start + LOCAL_HEADER + raw.fileNameLength + raw.compressedSize > end) throw new ArchiveError('damaged');
    ends.set(raw, end);
    end = start;
  }
  return ends;
}

/** A hostile name stays, whatever the Unicode Path field says: who goes by the raw names (NHI may) meets it. */
function nameOf(raw: RawEntry): string {
  const name = decodeName(raw.fileNameRaw, (raw.generalPurposeBitFlag & 0x800) !== 0);
  return hostileName(name) === null ? (unicodePath(raw.extraFields, raw.fileNameRaw) ?? name) : name;
}

function entryOf(zip: ZipFile, reader: SourceReader, raw: RawEntry, end: number, budget: Budget): Entry {
  const path = nameOf(raw);
  const entry: Entry = {
    path,
    size: raw.uncompressedSize,
    compressedSize: raw.compressedSize,
    encrypted: raw.isEncrypted(),
    directory: /[/\\]$/.test(path) && raw.uncompressedSize === 0,
    async *body() {
      if (!entry.encrypted) budget.charge(entry);
      yield* zipBody(zip, reader, raw, end);
    },
  };
  return entry;
}
