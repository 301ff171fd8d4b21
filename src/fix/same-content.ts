import { createHash } from 'node:crypto';
import type { ArchiveLimits } from '../readers/archive/limits.ts';
import type { Listing } from '../readers/archive/sevenzip.ts';
import { listArchive } from '../readers/archive/sevenzip.ts';
import { walkArchive } from '../readers/archive/walk.ts';

/** How archives are read while they are changed. */
export type FixLimits = ArchiveLimits & { readonly signal?: AbortSignal | undefined };

/** Name and SHA-256 of every file of an archive, in a fixed order. @throws ArchiveError */
async function contentsOf(diskPath: string, listing: Listing, limits: FixLimits, name: (path: string) => string) {
  const found: string[] = [];
  for await (const entry of walkArchive(diskPath, listing, limits)) {
    if (entry.directory) continue;
    const hash = createHash('sha256');
    for await (const bytes of entry.body()) hash.update(bytes);
    found.push(`${name(entry.path)}\0${hash.digest('hex')}`);
  }
  return found.sort();
}

/**
 * Makes sure that an archive holds the files of another one, byte for byte, under the names that were planned, and
 * nothing else.
 * @throws Error where it does not: a fault of ours
 */
export async function mustHoldTheSame(
  before: { readonly diskPath: string; readonly listing: Listing },
  after: string,
  names: ReadonlyMap<string, string>,
  limits: FixLimits,
): Promise<void> {
  const wanted = await contentsOf(before.diskPath, before.listing, limits, (path) => names.get(path) ?? path);
  const listing = await listArchive(after, limits);
  const found = await contentsOf(after, listing, limits, (path) => path);
  const same = wanted.length === found.length && wanted.every((line, i) => line === found[i]);
  if (!same) throw new Error('an archive does not hold what it was to hold');
}
