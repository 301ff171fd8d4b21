import { countSpots, findSpot, type Spots } from './spots.ts';
import type { FieldEntry, SegmentTable } from './table.ts';
import type { XmlPlace, XmlSegment } from './types.ts';

/** A segment while it is being read. */
export interface Draft {
  readonly table: SegmentTable;
  /** 1-based among its siblings of the same tag. */
  readonly index: number;
  /** What it stands in; of a record, the path of the root. */
  readonly above: Draft | string;
  readonly line: number;
  readonly column: number;
  readonly fields: Record<string, string>;
  readonly segments: XmlSegment[];
  /** How many of each inner segment, in the order of the table. */
  readonly counts: number[];
  /** The places of its fields are in there, from `from` on. */
  readonly spots: Spots;
  readonly from: number;
  /** The highest rank that was met, -1 before the first. */
  rank: number;
  /** Whether text beside its elements was told since the last of them. */
  textTold: boolean;
}

/** `/patient/hdata[3]/rdata[1]` */
export const draftPath = ({ above, table, index }: Draft): string =>
  `${typeof above === 'string' ? above : draftPath(above)}/${table.tag}[${index}]`;

/** How often a field was met. */
export const timesMet = ({ spots, from }: Draft, { id }: FieldEntry): number => countSpots(spots, from, id);

/** A draft as the segment that it has become. */
export function segmentOf(draft: Draft): XmlSegment {
  const { table, index, line, column, fields, segments, from } = draft;
  const { data, used } = draft.spots;
  const place = (tag?: string): XmlPlace => {
    const entry = tag === undefined ? undefined : table.byTag.get(tag);
    const spot = entry?.kind === 'field' ? findSpot(data, from, used, entry.id) : undefined;
    const path = draftPath(draft);
    return spot ? { xpath: `${path}/${tag}`, ...spot } : { xpath: path, line, column };
  };
  return { tag: table.tag, index, fields, segments, place };
}
