import { remember } from '../remember.ts';
import { isKnownType } from './record-types.ts';
import type { Tree } from './tree.ts';
import { TOP } from './tree-walk.ts';
import type { DirectoryRecord } from './types.ts';

/** A Directory Record Type as it may be shown; `?` for one that no edition of PS3.3 has. */
export const typeText = (type = ''): string => (isKnownType(type) ? type : '?');

/**
 * The path of each record by index, e.g. `PATIENT[1]/STUDY[1]/SERIES[2]/IMAGE[3]`, counted among siblings of a type; a
 * type that is none is `?`. Paths share their beginnings (V8 ropes).
 */
export function pathsOf(records: readonly DirectoryRecord[], { parents, order }: Tree): string[] {
  const paths = new Array<string>(records.length).fill('');
  const counts = new Map<number, Map<string, number>>();
  for (const index of order) {
    const parent = parents[index] ?? TOP;
    const type = typeText(records[index]?.type);
    const ofParent = remember(counts, parent, () => new Map<string, number>());
    const count = (ofParent.get(type) ?? 0) + 1;
    ofParent.set(type, count);
    paths[index] = `${parent === TOP ? '' : `${paths[parent]}/`}${type}[${count}]`;
  }
  return paths;
}
