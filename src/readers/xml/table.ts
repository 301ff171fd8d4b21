import type { XmlField, XmlFormat } from './format.ts';

/** A field of a segment, with its place in the order of the segment. */
export interface FieldEntry {
  readonly kind: 'field';
  readonly tag: string;
  readonly rank: number;
  /** Unique in the format. */
  readonly id: number;
  readonly field: XmlField;
}

/** An inner segment, with its place in the order of the outer one: after all fields. */
export interface InnerEntry {
  readonly kind: 'segment';
  readonly tag: string;
  readonly rank: number;
  readonly segment: SegmentTable;
}

export type Entry = FieldEntry | InnerEntry;

/** What may stand in a segment. */
export interface SegmentTable {
  readonly tag: string;
  readonly byTag: ReadonlyMap<string, Entry>;
  /** By the tag in lower case. */
  readonly byLower: ReadonlyMap<string, Entry>;
  readonly fields: readonly FieldEntry[];
  readonly inner: readonly InnerEntry[];
  /** Fields that have to be there. */
  readonly must: readonly FieldEntry[];
}

/** A field table, made ready for reading. */
export interface FormatTable {
  readonly root: string;
  /** What stands below the root: records alone. */
  readonly top: SegmentTable;
  readonly record: InnerEntry;
  /** All tags of the format by themselves in lower case. */
  readonly tags: ReadonlyMap<string, string>;
}

const lower = (entries: readonly Entry[]): Map<string, Entry> =>
  new Map(entries.map((entry) => [entry.tag.toLowerCase(), entry]));

function segmentOf(tag: string, ranks: readonly Entry[]): SegmentTable {
  const fields = ranks.filter((entry) => entry.kind === 'field');
  return {
    tag,
    byTag: new Map(ranks.map((entry) => [entry.tag, entry])),
    byLower: lower(ranks),
    fields,
    inner: ranks.filter((entry) => entry.kind === 'segment'),
    must: fields.filter(({ field }) => field.need === 'must'),
  };
}

/** Makes the tables of a format. */
function tables(format: XmlFormat): (tag: string, rank: number) => InnerEntry {
  let ids = 0;
  const innerOf = (tag: string, rank: number): InnerEntry => {
    const segment = format.segments[tag];
    if (!segment) throw new Error(`the format has no segment ${tag}`);
    const fields = Object.entries(segment.fields);
    const entries = [
      ...fields.map(([name, field], i): FieldEntry => ({ kind: 'field', tag: name, rank: i, id: ids++, field })),
      ...segment.segments.map((name, i) => innerOf(name, fields.length + i)),
    ];
    return { kind: 'segment', tag, rank, segment: segmentOf(tag, entries) };
  };
  return innerOf;
}

/** Makes a field table ready. @throws Error when a segment that it names is not there */
export function formatTable(format: XmlFormat): FormatTable {
  const record = tables(format)(format.record, 0);
  const tags = [
    format.root,
    ...Object.entries(format.segments).flatMap(([tag, { fields }]) => [tag, ...Object.keys(fields)]),
  ];
  return {
    root: format.root,
    top: segmentOf(format.root, [record]),
    record,
    tags: new Map(tags.map((tag) => [tag.toLowerCase(), tag])),
  };
}
