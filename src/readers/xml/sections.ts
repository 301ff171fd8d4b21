import { lineEnds } from './references.ts';
import { breaks, here, type Scan, take } from './scan-state.ts';
import { give } from './text.ts';

/** Takes the inside of a section up to `to`; of CDATA it is text. */
function inside(scan: Scan, to: number): boolean {
  const { line, column } = here(scan);
  const text = take(scan, to);
  if (scan.mode === 'cdata' && text !== '' && !give(scan, lineEnds(text), text, line, column)) return false;
  return !scan.broken;
}

/** Goes on as far as no end of the section can begin. @param tail bytes of the end */
function goOn(scan: Scan, tail: number): false {
  const { cursor, decoder } = scan;
  let to = cursor.last ? cursor.end : decoder.cut(cursor.bytes, cursor.at, Math.max(cursor.end - tail, cursor.at));
  if (!cursor.last && cursor.bytes[to - 1] === 0x0d) to--;
  if (to > cursor.at) inside(scan, to);
  return false;
}

function close(scan: Scan, to: number, length: number): boolean {
  if (!inside(scan, to)) return false;
  scan.cursor.at = to + length;
  scan.mode = 'content';
  return true;
}

/** A comment, from behind its `<!--`. @returns false where more bytes are needed, or nothing more is read */
export function readComment(scan: Scan): boolean {
  const { bytes, at, end } = scan.cursor;
  const dashes = bytes.indexOf('--', at, 'latin1');
  if (dashes < 0) return goOn(scan, 1);
  if (dashes + 2 === end) return goOn(scan, 2);
  if (bytes[dashes + 2] === 0x3e) return close(scan, dashes, 3);
  return inside(scan, dashes) && breaks(scan, 'syntax');
}

/** A processing instruction, from behind its target. @returns false where more bytes are needed, or nothing more is read */
export function readInstruction(scan: Scan): boolean {
  const stop = scan.cursor.bytes.indexOf('?>', scan.cursor.at, 'latin1');
  return stop < 0 ? goOn(scan, 1) : close(scan, stop, 2);
}

/** CDATA, from behind its `[`. @returns false where more bytes are needed, or nothing more is read */
export function readCdata(scan: Scan): boolean {
  const { cursor, decoder } = scan;
  const { bytes } = cursor;
  let from = cursor.at;
  for (let to = bytes.indexOf(']]>', from, 'latin1'); to >= 0; to = bytes.indexOf(']]>', to + 1, 'latin1')) {
    // The first `]` may be the second byte of a character of Big5.
    from = decoder.cut(bytes, from, to);
    if (from === to) return close(scan, to, 3);
  }
  return goOn(scan, 2);
}
