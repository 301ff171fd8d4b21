import type { DirectoryRecord } from './types.ts';

/** Instead of the index of a parent: at the top, not placed yet. */
export const TOP = -1;
export const UNPLACED = -2;

/** Far beyond PS3.3 Table F.4-1, where PRIVATE alone may nest. */
const DEEPEST = 32;

/** A tree that grows. */
export interface Growing {
  readonly records: readonly DirectoryRecord[];
  /** The record that an offset leads to, as an index. */
  readonly find: (offset: number) => number | undefined;
  /** By index: the index of the parent, `TOP` or `UNPLACED`. */
  readonly parents: Int32Array;
  readonly depths: Uint8Array;
  /** Indexes of the records placed, parents before children, siblings as they follow one another. */
  readonly order: number[];
}

/** An empty tree. */
export function seedling(records: readonly DirectoryRecord[], find: Growing['find']): Growing {
  const parents = new Int32Array(records.length).fill(UNPLACED);
  return { records, find, parents, depths: new Uint8Array(records.length), order: [] };
}

/** Puts a record that is unplaced under its parent. */
export function place({ parents, depths, order }: Growing, index: number, parent: number): void {
  parents[index] = parent;
  depths[index] = parent === TOP ? 0 : (depths[parent] ?? 0) + 1;
  order.push(index);
}

/**
 * Follows the offsets of the next and of the lower records from one that is placed, without recursion; each record is
 * placed once.
 * @returns how many offsets led to a record that was placed already
 */
export function follow(tree: Growing, from: number): number {
  const { records, parents, depths } = tree;
  const open = [from];
  let again = 0;
  const lead = (offset: number | undefined, parent: number): void => {
    const index = offset ? tree.find(offset) : undefined;
    if (index === undefined) return;
    if (parents[index] !== UNPLACED) again++;
    else if (parent === TOP || (depths[parent] ?? 0) < DEEPEST) {
      place(tree, index, parent);
      open.push(index);
    }
  };
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    lead(records[index]?.next, parents[index] ?? TOP);
    lead(records[index]?.lower, index);
  }
  return again;
}
