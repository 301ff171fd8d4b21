import { type Draft, draftPath } from './draft.ts';
import { findSpot } from './spots.ts';
import type { XmlFault, XmlPlace, XmlRecord, XmlSegment } from './types.ts';

const NONE: readonly XmlFault[] = [];

/** A segment that was read. A class, since there are millions and few are asked for their fields by name, or for a place. */
class ReadSegment implements XmlRecord {
  readonly tag: string;
  readonly index: number;
  readonly values: readonly (string | undefined)[];
  readonly segments: readonly XmlSegment[];
  readonly faults: readonly XmlFault[];
  private readonly draft: Draft;
  /** How far the places of its fields go. */
  private readonly to: number;
  private named: Record<string, string> | undefined;

  constructor(draft: Draft, faults: readonly XmlFault[]) {
    this.tag = draft.table.tag;
    this.index = draft.index;
    this.values = draft.values;
    this.segments = draft.segments;
    this.faults = faults;
    this.draft = draft;
    this.to = draft.spots.used;
    this.named = undefined;
  }

  get fields(): Readonly<Record<string, string>> {
    if (this.named) return this.named;
    const named: Record<string, string> = {};
    for (const { tag, rank } of this.draft.table.fields) {
      const value = this.values[rank];
      if (value !== undefined) named[tag] = value;
    }
    this.named = named;
    return named;
  }

  place(tag?: string): XmlPlace {
    const { table, spots, from, line, column } = this.draft;
    const entry = tag === undefined ? undefined : table.byTag.get(tag);
    const spot = entry?.kind === 'field' ? findSpot(spots.data, from, this.to, entry.id) : undefined;
    const path = draftPath(this.draft);
    return spot ? { xpath: `${path}/${tag}`, ...spot } : { xpath: path, line, column };
  }
}

/** A draft as the segment, or record, that it has become. @param faults of a record */
export const segmentOf = (draft: Draft, faults = NONE): XmlRecord => new ReadSegment(draft, faults);
