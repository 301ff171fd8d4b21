import { join } from 'node:path';
import { ArchiveError } from '../../../src/readers/archive/errors.ts';
import { listArchive } from '../../../src/readers/archive/sevenzip.ts';
import { type WalkOptions, walkArchive } from '../../../src/readers/archive/walk.ts';
import { allOf, scratch } from './scratch.ts';

/** An entry that was walked by, with all of its bytes. */
export interface WalkedEntry {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Lists and walks an archive to its end and reads all of it. @throws as those do */
export async function walked(archive: Uint8Array, options: WalkOptions = {}): Promise<WalkedEntry[]> {
  using folder = scratch({ archive });
  const path = join(folder.path, 'archive');
  const entries: WalkedEntry[] = [];
  for await (const entry of walkArchive(path, await listArchive(path, options), options)) {
    entries.push({ path: entry.path, bytes: await allOf(entry.body()) });
  }
  return entries;
}

/** What walking an archive comes to: its entries, or the code of the ArchiveError. @throws anything else */
export async function outcome(archive: Uint8Array, options: WalkOptions = {}): Promise<WalkedEntry[] | string> {
  try {
    return await walked(archive, options);
  } catch (error) {
    if (error instanceof ArchiveError) return error.code;
    throw error;
  }
}

/** Paths and contents in a fixed order, to compare. */
export function sortedBytes(files: readonly { path?: string; name?: string; bytes: Uint8Array }[]): string[] {
  return files.map(({ path, name, bytes }) => `${path ?? name}: ${Buffer.from(bytes).toString('base64')}`).sort();
}
