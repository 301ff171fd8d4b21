import type { Location, Unit } from '../record.ts';

/** What is kept of an hdata, in words of 32 bits. */
export const WORD = {
  line: 0,
  column: 1,
  /** Of its h16. */
  timeLine: 2,
  timeColumn: 3,
  /** Two words of a digest of its key. */
  digest: 4,
  /** Number of the first hdata of the same key, plus 1; 0 where it is that one itself, or has no key. */
  first: 6,
} as const;
type Word = number;

const WORDS = 7;
const BITS = 14;
const PIECE = 1 << BITS;

type Spot = Pick<Location, 'line' | 'column'>;

/** What is kept of all hdata: 36 bytes each. They are known by their number, from 0. */
export interface KeptHdata {
  /** One past the highest number that was kept. */
  readonly size: number;
  /** @param time h16 as a number of 13 digits; 0 where it is no date and time of the Republic */
  keep(number: number, hdata: Spot | undefined, h16: Spot | undefined, time: number): void;
  get(number: number, word: Word): number;
  /** Of one that is kept. */
  set(number: number, word: Word, value: number): void;
  time(number: number): number;
}

interface Piece {
  readonly words: Uint32Array;
  readonly times: Float64Array;
}

/** Nothing yet. In pieces, so that growing copies nothing. */
export function keptHdata(): KeptHdata {
  const pieces: Piece[] = [];
  let size = 0;
  const at = (number: number, word: Word): number => (number & (PIECE - 1)) * WORDS + word;
  return {
    get size() {
      return size;
    },
    keep(number, hdata, h16, time) {
      while (pieces.length <= number >>> BITS)
        pieces.push({ words: new Uint32Array(PIECE * WORDS), times: new Float64Array(PIECE) });
      const { words, times } = pieces[number >>> BITS] as Piece;
      words[at(number, WORD.line)] = hdata?.line ?? 0;
      words[at(number, WORD.column)] = hdata?.column ?? 0;
      words[at(number, WORD.timeLine)] = h16?.line ?? 0;
      words[at(number, WORD.timeColumn)] = h16?.column ?? 0;
      times[number & (PIECE - 1)] = time;
      size = Math.max(size, number + 1);
    },
    get: (number, word) => pieces[number >>> BITS]?.words[at(number, word)] ?? 0,
    set(number, word, value) {
      const piece = pieces[number >>> BITS];
      if (piece) piece.words[at(number, word)] = value;
    },
    time: (number) => pieces[number >>> BITS]?.times[number & (PIECE - 1)] ?? 0,
  };
}

const xpathOf = (number: number): string => `/patient/hdata[${number + 1}]`;

/** The place of an hdata that is kept. @param path of the XML */
export const keptPlace = (path: string, kept: KeptHdata, number: number): Location => ({
  file: path,
  xpath: xpathOf(number),
  line: kept.get(number, WORD.line),
  column: kept.get(number, WORD.column),
});

/** The place of its h16. */
export const keptTimePlace = (path: string, kept: KeptHdata, number: number): Location => ({
  file: path,
  xpath: `${xpathOf(number)}/h16`,
  line: kept.get(number, WORD.timeLine),
  column: kept.get(number, WORD.timeColumn),
});

/** Its unit, as `hdataUnit` makes it. */
export const keptUnit = (path: string, kept: KeptHdata, number: number): Unit => ({
  id: `hdata-${number + 1}`,
  kind: 'hdata',
  number,
  locations: [keptPlace(path, kept, number)],
});
