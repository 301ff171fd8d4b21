import { remember } from '../remember.ts';
import { AMPERSAND, BRACKET, CARRIAGE_RETURN, CLASSES, CONTROL, HIGH, LINE_FEED, SOLID } from './classes.ts';
import type { Odd } from './decoder.ts';
import type { Draft } from './draft.ts';
import { KEPT } from './judge.ts';
import type { Scan } from './scan-state.ts';
import type { Entry, FormatTable, SegmentTable } from './table.ts';

/** Reads on as long as everything is plain, and stops before what is not. */
export type PlainReader = (scan: Scan) => void;

/** The tags of a field or segment, in bytes. */
interface Tags {
  readonly entry: Entry;
  readonly start: readonly number[];
  readonly end: readonly number[];
}

/** The tags that may stand in a segment. */
interface Inside {
  /** By rank. */
  readonly tags: readonly Tags[];
  /** By the rank that comes before, plus 1: which one followed the last time. */
  readonly likely: (Tags | undefined)[];
  /** The end tag of the segment itself. */
  readonly end: readonly number[];
}

const SPACE = 0x20;
const CR = 0x0d;
const LF = 0x0a;
const LESS = 0x3c;
const SLASH = 0x2f;

/** What the short way leaves alone in a value. */
const UNUSUAL = AMPERSAND | CONTROL | CARRIAGE_RETURN | LINE_FEED;

const insideOf = ({ tag, byTag }: SegmentTable): Inside => ({
  tags: [...byTag.values()].map((entry) => ({
    entry,
    start: [...Buffer.from(`<${entry.tag}>`)],
    end: [...Buffer.from(`</${entry.tag}>`)],
  })),
  likely: Array.from({ length: byTag.size + 1 }, () => undefined),
  end: [...Buffer.from(`</${tag}>`)],
});

/** Whether a tag stands at a place, where its `<` does. */
function stands(bytes: Uint8Array, at: number, end: number, tag: readonly number[]): boolean {
  const { length } = tag;
  if (at + length > end) return false;
  for (let i = 1; i < length; i++) if (bytes[at + i] !== tag[i]) return false;
  return true;
}

/** The start tag at a place, if it is one that may follow. */
function following(
  { tags, likely }: Inside,
  rank: number,
  bytes: Uint8Array,
  at: number,
  end: number,
): Tags | undefined {
  const guess = likely[rank + 1];
  if (guess && stands(bytes, at, end, guess.start)) return guess;
  for (let next = Math.max(rank, 0); next < tags.length; next++) {
    const some = tags[next] as Tags;
    if (!stands(bytes, at, end, some.start)) continue;
    if (next === rank && some.entry.kind === 'field') return undefined;
    likely[rank + 1] = some;
    return some;
  }
  return undefined;
}

/**
 * The short way for what nearly all of a file is made of: `<tag>value</tag>` in order, without attributes, references or line
 * ends within, and segments of such. It does what the long way would do, only sooner.
 */
export function plainReader(format: FormatTable): PlainReader {
  const known = new Map<SegmentTable, Inside>();
  const inside = (table: SegmentTable): Inside => remember(known, table, () => insideOf(table));
  return (scan) => {
    const { cursor, builder, names, decoder, limits } = scan;
    const top = builder.top();
    if (top === undefined) return;
    const { bytes, text, end } = cursor;
    const most = Math.min(limits.text, KEPT);
    let { line, lineStart, excess } = cursor;
    let draft = top === 'root' ? undefined : top;
    let own = inside(draft ? draft.table : format.top);
    let at = cursor.at;
    /** Behind the last tag. */
    let from = -1;
    while (at < end) {
      const byte = bytes[at] as number;
      if (byte === SPACE || byte === CR) {
        at++;
        continue;
      }
      if (byte === LF) {
        line++;
        lineStart = ++at;
        excess = 0;
        continue;
      }
      if (byte !== LESS) break;
      if (draft && bytes[at + 1] === SLASH) {
        if (!stands(bytes, at, end, own.end) || names.at(-1) !== draft.table.tag) break;
        at += own.end.length;
        from = at;
        draft = leave(scan, draft);
        own = inside(draft ? draft.table : format.top);
        continue;
      }
      const found = following(own, draft ? draft.rank : -1, bytes, at, end);
      if (!found || at > scan.recordMost || names.length >= limits.depth) break;
      const { entry, start, end: closing } = found;
      const column = at - lineStart - excess + 1;
      const valueAt = at + start.length;
      if (entry.kind === 'segment') {
        if (!draft) scan.recordMost = valueAt + limits.record;
        draft = builder.enter(entry, draft, line, column);
        names.push(entry.tag);
        own = inside(entry.segment);
        at = valueAt;
        from = at;
        continue;
      }
      let stop = valueAt;
      let all = 0;
      for (; stop < end; stop++) {
        const some = bytes[stop] as number;
        if (some === LESS) break;
        all |= CLASSES[some] as number;
      }
      if (!draft || all & UNUSUAL || !(all & SOLID) || stop - valueAt > most || !stands(bytes, stop, end, closing))
        break;
      let value: string;
      if (all & HIGH) {
        const odd: Odd[] = [];
        value = decoder.decode(bytes, valueAt, stop, odd);
        if (odd.length > 0 || value.trim() === '') break;
      } else value = text.substring(valueAt, stop);
      if (all & BRACKET && value.includes(']]>')) break;
      builder.field(draft, entry, value, line, column);
      excess += stop - valueAt - value.length;
      at = stop + closing.length;
      from = at;
    }
    scan.textLength = from < 0 ? scan.textLength + at - cursor.at : at - from;
    if (at > cursor.at) scan.brackets = 0;
    Object.assign(cursor, { at, line, lineStart, excess });
  };
}

/** Ends a segment. @returns the one around it */
function leave(scan: Scan, { above }: Draft): Draft | undefined {
  scan.names.pop();
  scan.builder.close();
  if (typeof above !== 'string') return above;
  scan.recordMost = Number.POSITIVE_INFINITY;
  return undefined;
}
