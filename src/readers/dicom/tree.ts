import { parentsByOrder } from './tree-order.ts';
import { constantShift } from './tree-shift.ts';
import { follow, type Growing, place, seedling, TOP, UNPLACED } from './tree-walk.ts';
import type { AuditedRecord, Dicomdir, DirectoryRecord, FileSetAudit } from './types.ts';

/** Where the records of a DICOMDIR belong. All of them have a place, those that nothing leads to at the top at worst. */
export interface Tree extends Pick<FileSetAudit, 'offsets' | 'shift' | 'circles' | 'astray'> {
  /** By index of the record: the index of its parent, or `TOP`. */
  readonly parents: Int32Array;
  /** Indexes of the records, parents before children, siblings as they follow one another. */
  readonly order: readonly number[];
  /** By index of the record. */
  readonly reached: readonly AuditedRecord['reached'][];
}

/**
 * Makes the tree of a DICOMDIR by its offsets (PS3.3 F.3.2.2), shifted by a constant if they need it. What they do not
 * reach is placed by the order of the records; what lies beneath it by offsets again. Offsets only lead to Items.
 */
export function buildTree({ records, first }: Dicomdir): Tree {
  const byOffset = new Map(records.map(({ offset, index }) => [offset, index]));
  const targets = targetsOf(records, first);
  const shift = constantShift(targets, byOffset);
  const find = (offset: number): number | undefined => byOffset.get(offset) ?? byOffset.get(offset + (shift ?? 0));
  const tree = seedling(records, find);
  const root = first ? find(first) : undefined;
  if (root !== undefined) place(tree, root, TOP);
  const circles = root === undefined ? 0 : follow(tree, root);
  const byOffsets = tree.order.length;
  if (byOffsets < records.length) placeTheRest(tree);
  const unshifted = new Set(shift === undefined ? [] : targets);
  const reached = new Array<AuditedRecord['reached']>(records.length).fill('order');
  for (const index of tree.order.slice(0, byOffsets)) {
    const led = shift === undefined || unshifted.has(records[index]?.offset ?? 0);
    reached[index] = led ? 'offset' : 'shifted';
  }
  const astray = targets.filter((target) => find(target) === undefined).length;
  const { parents, order } = tree;
  const common = { circles, astray, parents, order, reached };
  if (byOffsets < records.length) return { ...common, offsets: 'rebuilt' };
  return shift === undefined ? { ...common, offsets: 'exact' } : { ...common, offsets: 'shifted', shift };
}

/** All offsets of records, but for those that say there is none. */
function targetsOf(records: readonly DirectoryRecord[], first: number | undefined): number[] {
  const targets = first ? [first] : [];
  for (const { next, lower } of records) {
    if (next) targets.push(next);
    if (lower) targets.push(lower);
  }
  return targets;
}

/** First what no offset at all leads to, with what lies beneath it; then what only leads round in circles. */
function placeTheRest(tree: Growing): void {
  const { records, find } = tree;
  const led = new Uint8Array(records.length);
  for (const { next, lower, index } of records) {
    for (const offset of [next, lower]) {
      const target = offset ? find(offset) : undefined;
      if (target !== undefined && target !== index) led[target] = 1;
    }
  }
  const byOrder = parentsByOrder(records);
  for (const { index } of records) if (led[index] === 0) placeByOrder(tree, byOrder, index);
  for (const { index } of records) placeByOrder(tree, byOrder, index);
}

function placeByOrder(tree: Growing, byOrder: Int32Array, index: number): void {
  const lineage: number[] = [];
  for (let at = index; at !== TOP && tree.parents[at] === UNPLACED; at = byOrder[at] ?? TOP) lineage.push(at);
  for (const at of lineage.toReversed()) place(tree, at, byOrder[at] ?? TOP);
  for (const at of lineage) follow(tree, at);
}
