import { ABOVE, levelOf } from './record-types.ts';
import { TOP } from './tree-walk.ts';
import type { DirectoryRecord } from './types.ts';

/**
 * The parent of each record if a tree is read off their order: PATIENT, its STUDY, its SERIES, its instances. PRIVATE,
 * retired and unknown types, and what has nothing above it, are at the top.
 * @returns indexes, or `TOP`; a parent is always of a higher level than its child
 */
export function parentsByOrder(records: readonly DirectoryRecord[]): Int32Array {
  const parents = new Int32Array(records.length).fill(TOP);
  const last = { PATIENT: TOP, STUDY: TOP, SERIES: TOP };
  for (const [index, { type }] of records.entries()) {
    const level = levelOf(type);
    const above = level === undefined ? null : ABOVE[level];
    if (above !== null) parents[index] = last[above];
    if (level === 'PATIENT') Object.assign(last, { PATIENT: index, STUDY: TOP, SERIES: TOP });
    else if (level === 'STUDY') Object.assign(last, { STUDY: index, SERIES: TOP });
    else if (level === 'SERIES') last.SERIES = index;
  }
  return parents;
}
