import type { Unit } from '../record.ts';
import { rowUnit } from './units.ts';

/** Rows that have something in common: 8 bytes each, so that there may be a million. */
export interface RowList {
  /** @param row its physical line @param number its place among the rows */
  add(row: number, number: number): void;
  count(): number;
  /** The first; only where there is one. */
  first(): Unit;
  units(): Iterable<Unit>;
}

/** An empty list of rows of a CSV. */
export function rowList(csv: string): RowList {
  let places = new Uint32Array(2);
  let count = 0;
  const at = (i: number): Unit => rowUnit(csv, places[2 * i] ?? 0, places[2 * i + 1] ?? 0);
  return {
    add(row, number) {
      if (2 * count === places.length) {
        const grown = new Uint32Array(places.length * 2);
        grown.set(places);
        places = grown;
      }
      places[2 * count] = row;
      places[2 * count + 1] = number;
      count++;
    },
    count: () => count,
    first: () => at(0),
    *units() {
      for (let i = 0; i < count; i++) yield at(i);
    },
  };
}
