import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** A file for a zip. */
export interface ZipMember {
  /** `/` between folders. */
  readonly path: string;
  bytes(): AsyncIterable<Uint8Array>;
}

/** One time for all, so that the same files make the same zip, in every zone of the world. */
const TIME = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true } as const;
/** Always deflated: sizes follow the data, and some readers cannot find the end of what is only stored. */
const FILE = { ...TIME, mode: 0o100644, compress: true } as const;

/**
 * Writes a zip to a new file, members in this order, holding no more than pieces of them in memory.
 * @param folders that the zip lists beside its files
 * @throws what reading a member throws; the system's error when the file cannot be written
 */
export async function writeZipFile(
  diskPath: string,
  members: readonly ZipMember[],
  folders: readonly string[],
): Promise<void> {
  const zip = new ZipFile();
  const stopped = new AbortController();
  let failure: unknown;
  zip.on('error', (error) => {
    failure ??= error;
    stopped.abort();
  });
  for (const folder of folders) zip.addEmptyDirectory(folder, { ...TIME, mode: 0o40755 });
  for (const { path, bytes } of members)
    zip.addReadStreamLazy(path, FILE, (give) => give(null, Readable.from(bytes(), { objectMode: false })));
  zip.end();
  try {
    const out = createWriteStream(diskPath, { flags: 'wx', mode: 0o600 });
    await pipeline(zip.outputStream, out, { signal: stopped.signal });
  } catch (error) {
    throw failure ?? error;
  }
}
