import { dataSet, item, sequence } from './data-set.ts';
import { cut } from './file.ts';
import type { DicomdirModel, Elements, RecordModel, Target } from './model.ts';
import { EXPLICIT_LITTLE, encodingOf, packed, prelude } from './part10.ts';
import type { Encoding } from './values.ts';

const SEQUENCE = '00041220';

/** A record with its neighbours, as paths. */
interface Placed {
  readonly path: string;
  readonly record: RecordModel;
  readonly next: string | undefined;
  readonly lower: string | undefined;
}

/** The bytes of a DICOMDIR. @throws Error where `offsets` names a record that is not there */
export function writeDicomdir(model: DicomdirModel): Uint8Array {
  const { lengths = 'defined', transferSyntax = EXPLICIT_LITTLE, without = [] } = model;
  const encoding = encodingOf(transferSyntax);
  const tree = placed(model.records, '');
  const inFile = model.order === 'backward' ? tree.toReversed() : tree;
  const head = prelude(model.preamble ?? true, meta(model, transferSyntax), without);
  const body = (places: ReadonlyMap<string, number>): { before: Buffer; items: Buffer[]; records: Buffer } => {
    const before = dataSet(root(model, tree, places), encoding, lengths, without);
    const items = inFile.map((one) => recordItem(model, one, places, encoding));
    return { before, items, records: sequence(SEQUENCE, 'SQ', items, encoding, lengths) };
  };
  const sketch = body(new Map());
  let at = head.length + sketch.before.length + (encoding.explicit ? 12 : 8);
  const places = new Map<string, number>();
  for (const [index, { path }] of inFile.entries()) {
    places.set(path, at);
    at += sketch.items[index]?.length ?? 0;
  }
  const { before, records } = body(places);
  const parts = without.includes(SEQUENCE) ? [before] : [before, records];
  return cut(Buffer.concat([head, packed(Buffer.concat(parts), transferSyntax)]), model.cut);
}

function meta(model: DicomdirModel, transferSyntax: string): Elements {
  return {
    '00020002': model.sopClass ?? '1.2.840.10008.1.3.10',
    '00020003': model.uid ?? '2.25.255211775190704149838209461890538536960',
    '00020010': transferSyntax,
    '00020012': '2.25.255211775190704149838209461890538530000',
  };
}

function root(model: DicomdirModel, tree: readonly Placed[], places: ReadonlyMap<string, number>): Elements {
  const top = tree.filter(({ path }) => !path.includes('/'));
  const { next, lower } = model.offsets?.[''] ?? {};
  return {
    '00041130': model.fileSetId ?? 'TEST',
    '00041200': offset(model, next ?? top[0]?.path, '', places),
    '00041202': offset(model, lower ?? top.at(-1)?.path, '', places),
    '00041212': model.consistency ?? 0,
  };
}

function recordItem(
  model: DicomdirModel,
  one: Placed,
  places: ReadonlyMap<string, number>,
  encoding: Encoding,
): Buffer {
  const { record, path } = one;
  const moved = model.offsets?.[path];
  const elements: Elements = {
    '00041400': offset(model, moved?.next ?? one.next, path, places),
    '00041410': record.inUse ?? 0xffff,
    '00041420': offset(model, moved?.lower ?? one.lower, path, places),
    '00041430': record.type,
    '00041432': record.privateUid ?? null,
    '00041500': record.file ?? null,
    ...record.elements,
  };
  const { lengths = 'defined' } = model;
  const bytes = dataSet(elements, encoding, lengths, [...(model.without ?? []), ...(record.without ?? [])]);
  return item(bytes, encoding, lengths);
}

/** 0 where there is no target, and while the places are not known yet. */
function offset(
  model: DicomdirModel,
  target: Target | undefined,
  self: string,
  places: ReadonlyMap<string, number>,
): number {
  if (target === undefined || places.size === 0) return 0;
  if (typeof target === 'number') return target;
  const place = places.get(target === 'self' ? self : target);
  if (place === undefined) throw new Error(`no record "${target}"`);
  return place + (model.shift ?? 0);
}

/** The records as a tree is read. */
function placed(records: readonly RecordModel[], above: string): Placed[] {
  const counts = new Map<string, number>();
  const paths = records.map(({ type }) => {
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    return `${above}${type}[${count}]`;
  });
  return records.flatMap((record, index) => {
    const path = paths[index] ?? '';
    const below = placed(record.children ?? [], `${path}/`);
    return [{ path, record, next: paths[index + 1], lower: below[0]?.path }, ...below];
  });
}
