import { big5Table } from '../big5/table.ts';
import type { Builder } from './build.ts';
import { CLASSES, CONTROL, HIGH, LINE_FEED } from './classes.ts';
import { type Cursor, columnOf, newCursor, placeIn } from './cursor.ts';
import { type Decoder, decoderOf, type Odd } from './decoder.ts';
import type { XmlBreak, XmlFacts, XmlLimits } from './types.ts';

/** A document that is being read. */
export interface Scan {
  readonly cursor: Cursor;
  readonly builder: Builder;
  readonly limits: XmlLimits;
  decoder: Decoder;
  /** Names of the open elements, as written. */
  readonly names: string[];
  /** Within what the next byte is. */
  mode: 'content' | 'comment' | 'instruction' | 'cdata';
  /** Whether anything, and whether the root, was met. */
  begun: boolean;
  rootMet: boolean;
  /** Characters of the text of the innermost element since its last tag. */
  textLength: number;
  /** How many `]` the text ends with so far. */
  brackets: number;
  /** Where the open record has its most bytes; infinite outside of records. */
  recordMost: number;
  broken: XmlFacts['broken'];
  stopped: XmlFacts['stopped'];
}

export const newScan = (builder: Builder, limits: XmlLimits): Scan => ({
  cursor: newCursor(),
  builder,
  limits,
  decoder: decoderOf('ascii'),
  names: [],
  mode: 'content',
  begun: false,
  rootMet: false,
  textLength: 0,
  brackets: 0,
  recordMost: Number.POSITIVE_INFINITY,
  broken: undefined,
  stopped: undefined,
});

interface Spot {
  readonly line: number;
  readonly column: number;
}

/** The place of the next byte. */
export const here = ({ cursor }: Scan): Spot => ({ line: cursor.line, column: columnOf(cursor) });

/** The place of the end of the bytes that are there. */
export function endOf(scan: Scan): Spot {
  const { bytes, at, end } = scan.cursor;
  const { line, column } = here(scan);
  const text = scan.decoder.decode(bytes, at, end, []);
  return placeIn(text, text.length, line, column);
}

/** The document is not well-formed. @returns false: nothing more is read */
export function breaks(scan: Scan, why: XmlBreak, spot: Spot = here(scan), sign?: string): false {
  const tag = scan.names.at(-1)?.slice(0, 64);
  scan.broken = {
    xpath: scan.builder.xpath(),
    ...spot,
    why,
    ...(tag === undefined ? {} : { tag }),
    ...(sign === undefined ? {} : { sign }),
  };
  return false;
}

/** A limit of ours is reached. @returns false: nothing more is read */
export function stops(scan: Scan, limit: string, most?: number, spot: Spot = here(scan)): false {
  if (scan.broken) return false;
  scan.stopped = { xpath: scan.builder.xpath(), ...spot, limit, ...(most === undefined ? {} : { most }) };
  return false;
}

const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f]/;

/** Where a text has the first character that XML does not allow, and its code; undefined where it has none. */
function forbidden(text: string, controls: boolean, odd: readonly Odd[]): { at: number; sign: string } | undefined {
  const first = odd.find(({ kind }) => kind === 'forbidden');
  const control = controls ? text.search(CONTROLS) : -1;
  if (control < 0 || (first && first.at < control)) return first;
  return { at: control, sign: text.charCodeAt(control).toString(16).toUpperCase().padStart(2, '0') };
}

/** Tells what is odd in a text from here on. @returns the text up to what XML does not allow, which ends the reading */
function looked(scan: Scan, text: string, controls: boolean, odd: readonly Odd[]): string {
  const from = here(scan);
  const end = forbidden(text, controls, odd);
  for (const { kind, at, sign } of odd) {
    if (kind === 'forbidden' || at >= (end?.at ?? text.length)) break;
    const { line, column } = placeIn(text, at, from.line, from.column);
    scan.builder.odd(kind, sign, line, column);
  }
  if (!end) return text;
  breaks(scan, 'character', placeIn(text, end.at, from.line, from.column), end.sign);
  return text.slice(0, end.at);
}

const NOTHING_ODD: Odd[] = [];

/**
 * Goes on to `to`.
 * @returns the text up to there as it stands; where it holds what XML does not allow, up to that: then `scan.broken` is set
 */
export function take(scan: Scan, to: number): string {
  const { cursor, decoder } = scan;
  const { bytes, at } = cursor;
  let classes = 0;
  for (let i = at; i < to; i++) classes |= CLASSES[bytes[i] as number] as number;
  const odd = classes & HIGH ? [] : NOTHING_ODD;
  const text = classes & HIGH ? decoder.decode(bytes, at, to, odd) : cursor.text.slice(at, to);
  if (classes & CONTROL || odd.length > 0) {
    const good = looked(scan, text, (classes & CONTROL) !== 0, odd);
    if (scan.broken) return good;
  }
  if (classes & LINE_FEED) {
    for (let i = at; i < to; i++) if (bytes[i] === 0x0a) cursor.line++;
    cursor.lineStart = bytes.lastIndexOf(0x0a, to - 1) + 1;
    cursor.excess = to - cursor.lineStart - (text.length - text.lastIndexOf('\n') - 1);
  } else cursor.excess += to - at - text.length;
  cursor.at = to;
  return text;
}

/** Whether Big5 has a character. */
export const inBig5 = (sign: string): boolean => sign.length === 1 && big5Table().has[sign.charCodeAt(0)] === 1;
