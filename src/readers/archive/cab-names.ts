import { diskSource } from '../../intake/disk.ts';
import type { Listed } from './listed.ts';
import { decodeName } from './names.ts';

/** A file as the cabinet has it (CFFILE). */
interface CabRecord {
  readonly name: string;
  readonly size: number;
  readonly offset: number;
  readonly folder: number;
  readonly directory: boolean;
}

const FILES_AT = 16;
const COUNT_AT = 28;
const HEADER = 36;
const RECORD = 16;
const LONGEST_NAME = 1024;
const IS_FOLDER = 0x10;
const IS_UTF8 = 0x80;

/** A name that 7-Zip could not decode. */
const LOST = /\uFFFD/;

/**
 * The entries of a cabinet under their true names. A name without the UTF-8 flag is in the code page of who packed it,
 * in Taiwan Big5, and 7-Zip makes U+FFFD of it where it knows no code pages: then names are read from the cabinet.
 * @param entries as 7-Zip lists them; given back as they are when none has lost its name, or the records do not fit them
 */
export async function cabNamed(diskPath: string, entries: Listed[]): Promise<Listed[]> {
  if (!entries.some(({ path }) => LOST.test(path))) return entries;
  const records = await recordsOf(diskPath);
  if (records?.length !== entries.length) return entries;
  const sorted = records.sort(order);
  if (entries.some((entry, index) => !belongs(sorted[index], entry))) return entries;
  return entries.map((entry, index) => {
    const name = sorted[index]?.name;
    return name === undefined || !LOST.test(entry.path) ? entry : { ...entry, path: name };
  });
}

/** As 7-Zip sorts: folders, then as the bytes lie. Sorting is stable, the rest stays in the order of the cabinet. */
const order = (a: CabRecord, b: CabRecord): number =>
  Number(b.directory) - Number(a.directory) || a.folder - b.folder || a.offset - b.offset || a.size - b.size;

/** Same size; and the same name, where 7-Zip could read it and every reader reads it alike. */
function belongs(record: CabRecord | undefined, { path, size }: Listed): boolean {
  if (record?.size !== size) return false;
  return !/^[\x20-\x7E]*$/.test(path) || record.name === path;
}

/** The sizes that the files of a cabinet claim, also where 7-Zip cannot list it; none where its records are cut short. */
export const cabSizes = async (diskPath: string): Promise<readonly { readonly size: number }[]> =>
  (await recordsOf(diskPath)) ?? [];

/** The records of the files, which are never packed; null where they are cut short. */
async function recordsOf(diskPath: string): Promise<CabRecord[] | null> {
  const source = await diskSource(diskPath, '');
  const head = Buffer.from(await source.read(0, HEADER));
  if (head.length < HEADER) return null;
  const start = head.readUInt32LE(FILES_AT);
  const count = head.readUInt16LE(COUNT_AT);
  const bytes = Buffer.from(await source.read(start, Math.min(source.size, start + count * (RECORD + LONGEST_NAME))));
  const records: CabRecord[] = [];
  for (let at = 0; records.length < count; ) {
    const end = at + RECORD < bytes.length ? bytes.indexOf(0, at + RECORD) : -1;
    if (end < 0) return null;
    records.push(recordAt(bytes, at, end));
    at = end + 1;
  }
  return records;
}

function recordAt(bytes: Buffer, at: number, end: number): CabRecord {
  const attributes = bytes.readUInt16LE(at + 14);
  const name = decodeName(bytes.subarray(at + RECORD, end), (attributes & IS_UTF8) !== 0);
  return {
    name: name.replaceAll('\\', '/'), // only now: the second byte of a Big5 sign may be one
    size: bytes.readUInt32LE(at),
    offset: bytes.readUInt32LE(at + 4),
    folder: bytes.readUInt16LE(at + 8),
    directory: (attributes & IS_FOLDER) !== 0,
  };
}
