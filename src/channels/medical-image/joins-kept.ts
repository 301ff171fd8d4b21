/** What is kept of a row, in words of 32 bits; rows are known by their number. */
export const WORD = {
  /** Physical line. */
  line: 0,
  /** Place in the file: the lower 32 bits, and the higher ones above the 24 bits of the length. */
  offset: 1,
  length: 2,
  /** Number of the first row of the same visit, plus 1; 0 where the visit is not known. */
  visit: 3,
  /** 報告序號. */
  serial: 4,
  /** Of the columns that make two rows of a visit and serial the same. */
  hash: 5,
  /** Number of the first row that names the same archive, plus 1; 0 where none is named. */
  archive: 6,
  /** Hash of the order code. */
  order: 7,
  /** At the first row of a visit: which serials it has. */
  serials: 8,
  /** At the first row of an archive: the first row of another order, plus 1. */
  otherOrder: 9,
} as const;
export type Word = (typeof WORD)[keyof typeof WORD];

const WORDS = Object.keys(WORD).length;
const BITS = 15;
const ROWS = 1 << BITS;
const LENGTH = 24;

/** Records that are given at a time. */
export const BATCH = 1000;

/** Where a row lies in the file. `offset` and `length` are bytes. */
export interface RowPlace {
  readonly row: number;
  readonly offset: number;
  readonly length: number;
}

/** What is kept of all rows: 40 bytes each. */
export interface KeptRows {
  /** One past the highest number that was kept. */
  readonly size: number;
  /** Rows that were kept: fewer than the size where some were left out. */
  readonly count: number;
  /** Keeps a row; all that is not of its place is 0. @param place of a row of less than 16 MiB, in less than 1 TiB */
  keep(number: number, place: RowPlace): void;
  /** 0 for what was never written. */
  get(number: number, word: Word): number;
  /** Of a row that is kept. @param value an integer from 0 to 2^32 − 1 */
  set(number: number, word: Word, value: number): void;
}

/** No rows yet. In pieces, so that growing copies nothing. */
export function keptRows(): KeptRows {
  const pieces: Uint32Array[] = [];
  let size = 0;
  let count = 0;
  return {
    get size() {
      return size;
    },
    get count() {
      return count;
    },
    keep(number, { row, offset, length }) {
      while (pieces.length <= number >>> BITS) pieces.push(new Uint32Array(ROWS * WORDS));
      const piece = pieces[number >>> BITS] as Uint32Array;
      const at = (number & (ROWS - 1)) * WORDS;
      piece[at + WORD.line] = row;
      piece[at + WORD.offset] = offset;
      piece[at + WORD.length] = length + Math.floor(offset / 2 ** 32) * 2 ** LENGTH;
      size = Math.max(size, number + 1);
      count++;
    },
    get: (number, word) => pieces[number >>> BITS]?.[(number & (ROWS - 1)) * WORDS + word] ?? 0,
    set(number, word, value) {
      const piece = pieces[number >>> BITS];
      if (piece) piece[(number & (ROWS - 1)) * WORDS + word] = value;
    },
  };
}

/** Where a row lies in the file, in bytes. */
export function placeOf(kept: KeptRows, number: number): { start: number; end: number } {
  const high = kept.get(number, WORD.length);
  const start = (high >>> LENGTH) * 2 ** 32 + kept.get(number, WORD.offset);
  return { start, end: start + (high & (2 ** LENGTH - 1)) };
}
