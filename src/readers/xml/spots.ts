/** Where field elements stand: of each its id, line and column. They are many, and seldom asked for. */
export interface Spots {
  data: Int32Array;
  used: number;
}

const FIRST = 3 * 4096;

export const newSpots = (): Spots => ({ data: new Int32Array(FIRST), used: 0 });

/** Whether so many are in it that a new record had better begin a new one. */
export const isFull = ({ used }: Spots): boolean => used > FIRST / 2;

export function addSpot(spots: Spots, id: number, line: number, column: number): void {
  if (spots.used + 3 > spots.data.length) {
    const more = new Int32Array(2 * spots.data.length);
    more.set(spots.data);
    spots.data = more;
  }
  const { data, used } = spots;
  data[used] = id;
  data[used + 1] = line;
  data[used + 2] = column;
  spots.used = used + 3;
}

/** Adds up how many of each id there are from a place on. */
export function countSpots({ data, used }: Spots, from: number, times: Map<number, number>): void {
  for (let i = from; i < used; i += 3) {
    const id = data[i] as number;
    times.set(id, (times.get(id) ?? 0) + 1);
  }
}

/** Line and column of the first of an id from a place on, up to another. */
export function findSpot(
  data: Int32Array,
  from: number,
  to: number,
  id: number,
): { line: number; column: number } | undefined {
  for (let i = from; i < to; i += 3)
    if (data[i] === id) return { line: data[i + 1] as number, column: data[i + 2] as number };
  return undefined;
}
