import { countSpots, type Spots } from './spots.ts';
import type { FieldEntry, SegmentTable } from './table.ts';
import type { XmlSegment } from './types.ts';

/** A segment while it is being read. */
export interface Draft {
  readonly table: SegmentTable;
  /** 1-based among its siblings of the same tag. */
  readonly index: number;
  /** What it stands in; of a record, the path of the root. */
  readonly above: Draft | string;
  readonly line: number;
  readonly column: number;
  /** By rank. */
  readonly values: (string | undefined)[];
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
  /** How often each field was met, by id, of the places before `to`; made when it is first asked for. */
  met?: { to: number; readonly times: Map<number, number> };
}

/** `/patient/hdata[3]/rdata[1]` */
export const draftPath = ({ above, table, index }: Draft): string =>
  `${typeof above === 'string' ? above : draftPath(above)}/${table.tag}[${index}]`;

/** How often a field was met. Each place is counted once, however often this is asked. */
export function timesMet(draft: Draft, { id }: FieldEntry): number {
  draft.met ??= { to: draft.from, times: new Map() };
  const { met, spots } = draft;
  countSpots(spots, met.to, met.times);
  met.to = spots.used;
  return met.times.get(id) ?? 0;
}
