import type { Entry } from '../../intake/source.ts';
import { ArchiveError } from './errors.ts';
import { type ArchiveLimits, NO_BOMB } from './limits.ts';

/** How much of a zip is taken on. */
export type ZipLimits = Pick<ArchiveLimits, 'maxEntries' | 'maxUnpackedBytes' | 'maxRatio'>;

/**
 * What may still be unpacked. Entries are charged with the size that they claim, before a byte is unpacked; since no
 * body may grow beyond its claim, a lie does not help.
 */
export class Budget {
  readonly #limits: ZipLimits;
  readonly #charged = new Set<Entry>();
  #spent = 0;

  constructor(limits: ZipLimits) {
    this.#limits = limits;
  }

  /** @throws ArchiveError `too-large` */
  charge(entry: Entry): void {
    const { maxRatio, maxUnpackedBytes } = this.#limits;
    const ratio = entry.size / Math.max(entry.compressedSize, 1);
    if (entry.size > NO_BOMB && ratio > maxRatio) {
      throw new ArchiveError('too-large', { limit: 'maxRatio', value: maxRatio, found: Math.round(ratio) });
    }
    const spent = this.#charged.has(entry) ? this.#spent : this.#spent + entry.size;
    if (spent > maxUnpackedBytes) {
      throw new ArchiveError('too-large', { limit: 'maxUnpackedBytes', value: maxUnpackedBytes, found: spent });
    }
    this.#charged.add(entry);
    this.#spent = spent;
  }
}
