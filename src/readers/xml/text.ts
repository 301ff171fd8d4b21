import { placeIn } from './cursor.ts';
import { lineEnds, resolve } from './references.ts';
import { breaks, here, inBig5, type Scan, stops, take } from './scan-state.ts';

/** Text that is waited for at most before it is read in pieces. */
const WAITED = 32 * 1024;
const SOLID = /[^ \t\r\n]/;

/** Where the text may be cut that has no end yet: not in a character, nor in a reference, nor between CR and LF. */
function pieceEnd({ cursor, decoder, limits }: Scan): number {
  const { bytes, at, end } = cursor;
  if (end - at < WAITED) return at;
  const ampersand = bytes.lastIndexOf(0x26, end - 1);
  const open = ampersand >= at && end - ampersand <= limits.name && bytes.indexOf(0x3b, ampersand) < 0;
  const to = decoder.cut(bytes, at, open ? ampersand : end);
  return bytes[to - 1] === 0x0d ? to - 1 : to;
}

/** Text outside of the root: blanks alone. */
function outside(scan: Scan, text: string, spot: { line: number; column: number }): boolean {
  const first = text.search(SOLID);
  if (first < 0) return true;
  const place = placeIn(text, first, spot.line, spot.column);
  if (scan.rootMet) return breaks(scan, 'after-root', place);
  return breaks(scan, scan.begun ? 'syntax' : 'not-xml', place);
}

/** Resolves references, and tells characters of them that Big5 does not have. */
function resolved(scan: Scan, text: string, spot: { line: number; column: number }): string | undefined {
  const { text: out, references } = resolve(text);
  for (const reference of references) {
    const place = placeIn(text, reference.at, spot.line, spot.column);
    if ('wrong' in reference) {
      breaks(scan, reference.wrong, place, reference.sign);
      return undefined;
    }
    if (reference.numeric && !inBig5(reference.text))
      scan.builder.odd('not-in-big5', reference.text, place.line, place.column);
  }
  return out;
}

/** Gives a text to the builder. @param raw as it stands @param line and column: of its first character */
export function give(scan: Scan, text: string, raw: string, line: number, column: number): boolean {
  scan.textLength += raw.length;
  if (scan.textLength > scan.limits.text) return stops(scan, 'xml-text', scan.limits.text, { line, column });
  if (text !== '') scan.builder.text(text, raw, line, column);
  return true;
}

/** Text between tags. @returns false where more bytes are needed, or nothing more is read */
export function readText(scan: Scan): boolean {
  const { cursor } = scan;
  const tag = cursor.bytes.indexOf(0x3c, cursor.at);
  const to = tag >= 0 ? tag : cursor.last ? cursor.end : pieceEnd(scan);
  if (to <= cursor.at) return false;
  const spot = here(scan);
  if (scan.names.length === 0) {
    const blank = outside(scan, cursor.text.slice(cursor.at, to), spot);
    if (blank) take(scan, to);
    return blank && !scan.broken;
  }
  const text = take(scan, to);
  const { brackets } = scan;
  scan.brackets = 0;
  if (scan.builder.top() !== undefined && !SOLID.test(text))
    return give(scan, '', text, spot.line, spot.column) && !scan.broken;
  const joined = ']'.repeat(brackets) + text;
  const end = joined.indexOf(']]>');
  if (end >= 0) return breaks(scan, 'syntax', placeIn(text, end - brackets, spot.line, spot.column));
  scan.brackets = joined.endsWith(']]') ? 2 : joined.endsWith(']') ? 1 : 0;
  const out = text.includes('&') ? resolved(scan, text, spot) : lineEnds(text);
  return out !== undefined && give(scan, out, text, spot.line, spot.column) && !scan.broken;
}
