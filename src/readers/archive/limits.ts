import { ArchiveError } from './errors.ts';
import type { Listed } from './listed.ts';

/** How much of an archive is taken on. */
export interface ArchiveLimits {
  /** Entries, folders included. */
  readonly maxEntries: number;
  /** Unpacked bytes of all entries together (of a zip: of all bodies that are read). */
  readonly maxUnpackedBytes: number;
  /** Unpacked bytes per packed byte, of the whole archive (of a zip: of one entry); asked only above 10 MiB. */
  readonly maxRatio: number;
  /** Bytes that unpacking keeps in memory, as the archive asks for them. */
  readonly maxDictionary: number;
  /** Milliseconds for one run of the engine. */
  readonly timeoutMs: number;
}

/** Far above what NHI takes, far below what fills a disk. */
export const archiveLimits: ArchiveLimits = {
  maxEntries: 100_000,
  maxUnpackedBytes: 16 * 2 ** 30,
  maxRatio: 250,
  maxDictionary: 512 * 2 ** 20,
  timeoutMs: 600_000,
};

/** Up to here in bytes, no ratio makes a bomb. */
export const NO_BOMB = 10 * 2 ** 20;

/**
 * Whether a listing may be unpacked, by what it claims; nothing may later grow beyond its claim.
 * @throws ArchiveError `too-many`, `too-large` with the limit and both numbers; `damaged` when a size is missing
 */
export function checkLimits(
  { entries, size }: { entries: readonly Listed[]; size: number },
  limits: ArchiveLimits,
): void {
  const { maxEntries, maxUnpackedBytes, maxRatio, maxDictionary } = limits;
  if (entries.length > maxEntries) {
    throw new ArchiveError('too-many', { limit: 'maxEntries', value: maxEntries, found: entries.length });
  }
  let unpacked = 0;
  let dictionary = 0;
  for (const entry of entries) {
    if (entry.size === null) throw new ArchiveError('damaged');
    unpacked += entry.size;
    dictionary = Math.max(dictionary, entry.dictionary ?? 0);
  }
  atMost('maxUnpackedBytes', maxUnpackedBytes, unpacked);
  if (unpacked > NO_BOMB) atMost('maxRatio', maxRatio, unpacked / Math.max(size, 1));
  atMost('maxDictionary', maxDictionary, dictionary);
}

function atMost(limit: 'maxUnpackedBytes' | 'maxRatio' | 'maxDictionary', value: number, found: number): void {
  if (found > value) throw new ArchiveError('too-large', { limit, value, found: Math.round(found) });
}
