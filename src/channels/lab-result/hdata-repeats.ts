import { hashTable } from '../../readers/hash/hash-table.ts';
import type { CheckRecord } from '../record.ts';
import { type KeptHdata, keptPlace, keptUnit, WORD } from './hdata-kept.ts';
import { keyHash, keyOf } from './hdata-key.ts';
import type { HdataData } from './hdata-record-type.ts';
import type { RepeatData } from './hdata-record-types.ts';

/** Hdata of one key (表七) against each other. */
export interface Repeats {
  /** Notes one that is kept; rising numbers. About 17 to 35 bytes are kept of its key. */
  add(number: number, data: HdataData): void;
  /** After the last one: those that another one replaces, and those of which nobody can tell. */
  records(): Iterable<CheckRecord>;
}

/** Numbers of hdata that another one came before, sorted by that one. */
function repeated(kept: KeptHdata, count: number): Uint32Array {
  const numbers = new Uint32Array(count);
  for (let number = 0, at = 0; number < kept.size; number++)
    if (kept.get(number, WORD.first) > 0) numbers[at++] = number;
  return numbers.sort((a, b) => kept.get(a, WORD.first) - kept.get(b, WORD.first) || a - b);
}

/** The hdata of one key after the other. */
function* groups(kept: KeptHdata, numbers: Uint32Array): Generator<Uint32Array> {
  for (let from = 0, to = 1; from < numbers.length; from = to++) {
    const first = kept.get(numbers[from] ?? 0, WORD.first);
    while (to < numbers.length && kept.get(numbers[to] ?? 0, WORD.first) === first) to++;
    yield Uint32Array.of(first - 1, ...numbers.subarray(from, Math.min(to, from + MOST_ALIKE)));
  }
}

/** Of one key, so many are told. */
const MOST_ALIKE = 10_000;

/** Begins with the hdata of a file. @param path of the XML */
export function repeats(path: string, kept: KeptHdata): Repeats {
  const digest = new Uint32Array(2);
  const keys = hashTable(keyHash(digest));
  let count = 0;

  const recordOf = (number: number, other: number, repeat: RepeatData['repeat']): CheckRecord => {
    const place = keptPlace(path, kept, other);
    const data: RepeatData = { repeat, other: other + 1, line: kept.get(other, WORD.line) };
    return {
      type: 'lab-result.repeat',
      unit: keptUnit(path, kept, number),
      data,
      locate: () => keptPlace(path, kept, number),
      places: { other: [place] },
    };
  };

  function* recordsOf(alike: Uint32Array): Generator<CheckRecord> {
    const latest = alike.reduce((time, number) => Math.max(time, kept.time(number)), 0);
    const [last = 0, twin] = [...alike].filter((number) => kept.time(number) === latest).reverse();
    for (const number of alike) {
      if (kept.time(number) < latest) yield recordOf(number, last, 'superseded');
      else if (twin !== undefined) yield recordOf(number, number === last ? twin : last, 'undecided');
    }
  }

  return {
    add(number, data) {
      const key = kept.time(number) > 0 ? keyOf(data) : undefined;
      if (!key) return;
      const first = keys.add(key, number);
      kept.set(number, WORD.digest, digest[0] ?? 0);
      kept.set(number, WORD.digest + 1, digest[1] ?? 0);
      if (first === undefined) return;
      if (kept.get(first, WORD.digest) !== digest[0] || kept.get(first, WORD.digest + 1) !== digest[1]) return;
      kept.set(number, WORD.first, first + 1);
      count++;
    },
    *records() {
      if (count === 0) return;
      for (const alike of groups(kept, repeated(kept, count))) yield* recordsOf(alike);
    },
  };
}
