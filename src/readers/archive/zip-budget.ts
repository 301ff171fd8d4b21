import type { Entry } from '../../intake/source.ts';
import { ArchiveError } from './errors.ts';

/** How much of a zip is taken on. */
export interface ZipLimits {
  /** Entries, folders included. */
  readonly maxEntries: number;
  /** Unpacked bytes of all bodies that are read. */
  readonly maxUnpackedBytes: number;
  /** Unpacked bytes per packed byte of one entry; asked only of entries over 10 MiB. */
  readonly maxRatio: number;
}

/** Far above what NHI takes, far below what fills a disk. */
export const zipLimits: ZipLimits = { maxEntries: 200_000, maxUnpackedBytes: 16 * 2 ** 30, maxRatio: 250 };

const SMALL = 10 * 2 ** 20;

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
    if (entry.size > SMALL && ratio > maxRatio) {
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
