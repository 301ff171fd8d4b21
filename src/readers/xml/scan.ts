import type { PlainReader } from './plain.ts';
import { breaks, endOf, here, type Scan, stops, take } from './scan-state.ts';
import { readCdata, readComment, readInstruction } from './sections.ts';
import { isName, startTag, tagEnd } from './start-tag.ts';
import { readText } from './text.ts';

const XML_DECLARATION =
  /^<\?xml\s+version\s*=\s*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:\s+encoding\s*=\s*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>$/;

/** Bytes that a character may have. */
const WIDEST = 4;

/** A token that is not there as a whole: more bytes are needed, or it is cut short. */
const waits = (scan: Scan): false => (scan.cursor.last ? breaks(scan, 'cut-short', endOf(scan)) : false);

const startsWith = ({ cursor }: Scan, text: string): boolean => cursor.text.startsWith(text, cursor.at);

/** Whether the bytes that are there are the beginning of a text, and no more. */
const begins = ({ cursor }: Scan, text: string): boolean =>
  cursor.end - cursor.at < text.length && text.startsWith(cursor.text.slice(cursor.at));

function readStartTag(scan: Scan): boolean {
  const { cursor, names, limits, builder } = scan;
  if (names.length === 0 && scan.rootMet) return breaks(scan, 'after-root');
  const most = WIDEST * (limits.attribute + limits.name);
  const end = tagEnd(cursor.bytes, cursor.at, cursor.end);
  if (end < 0) return breaks(scan, 'syntax');
  if ((end === 0 ? cursor.end : end) - cursor.at > most) {
    const name = /[ \t\r\n>]/.exec(cursor.text.slice(cursor.at, cursor.at + WIDEST * limits.name));
    return name ? stops(scan, 'xml-attribute', limits.attribute) : stops(scan, 'xml-name', limits.name);
  }
  if (end === 0) return waits(scan);
  if (cursor.at > scan.recordMost) return stops(scan, 'xml-record', limits.record);
  const spot = here(scan);
  const text = take(scan, end);
  if (scan.broken) return false;
  const tag = startTag(text, limits);
  if ('limit' in tag) return stops(scan, tag.limit, tag.limit === 'xml-name' ? limits.name : limits.attribute, spot);
  if ('why' in tag) return breaks(scan, tag.why, spot, tag.sign);
  if (names.length === limits.depth) return stops(scan, 'xml-depth', limits.depth, spot);
  scan.rootMet = true;
  scan.textLength = 0;
  const records = builder.begun();
  builder.open(tag.name, tag.attributes, spot.line, spot.column);
  names.push(tag.name);
  if (builder.begun() > records) scan.recordMost = end + limits.record;
  if (tag.closed) closes(scan);
  return true;
}

function closes(scan: Scan): void {
  scan.names.pop();
  scan.builder.close();
  scan.textLength = 0;
  if (scan.names.length <= 1) scan.recordMost = Number.POSITIVE_INFINITY;
}

function readEndTag(scan: Scan): boolean {
  const { cursor, names, limits } = scan;
  const end = cursor.bytes.indexOf(0x3e, cursor.at);
  if (end < 0 && cursor.end - cursor.at > WIDEST * limits.name) return breaks(scan, 'syntax');
  if (end < 0) return waits(scan);
  const spot = here(scan);
  if (names.length === 0) return breaks(scan, scan.rootMet ? 'after-root' : 'syntax', spot);
  const text = take(scan, end + 1);
  if (scan.broken) return false;
  const name = text.slice(2, -1).replace(/[ \t\r\n]+$/, '');
  if (name !== names.at(-1)) return breaks(scan, isName(name) ? 'mismatch' : 'syntax', spot);
  closes(scan);
  return true;
}

function readDeclaration(scan: Scan): boolean {
  const { cursor } = scan;
  const end = cursor.bytes.indexOf('?>', cursor.at, 'latin1');
  if (end < 0) return cursor.end - cursor.at > scan.limits.name ? breaks(scan, 'syntax') : waits(scan);
  if (!XML_DECLARATION.test(cursor.text.slice(cursor.at, end + 2))) return breaks(scan, 'syntax');
  take(scan, end + 2);
  return !scan.broken;
}

/** `<?` */
function beginInstruction(scan: Scan): boolean {
  const { cursor, limits } = scan;
  const { at, end } = cursor;
  const head = cursor.text.slice(at, at + WIDEST * limits.name);
  const [, target] = /^<\?([^ \t\r\n?]*)[ \t\r\n?]/.exec(head) ?? [];
  if (target === undefined && head.length < WIDEST * limits.name) return waits(scan);
  if (target === undefined || target.length > limits.name) return stops(scan, 'xml-name', limits.name);
  const before = { ...here(scan) };
  if (target === 'xml' && !scan.begun && before.line === 1 && before.column === 1) return readDeclaration(scan);
  const text = scan.decoder.decode(cursor.bytes, at + 2, at + 2 + target.length, []);
  if (!isName(text) || /^xml$/i.test(text))
    return breaks(scan, scan.rootMet && scan.names.length === 0 ? 'after-root' : 'syntax');
  if (at + target.length + 3 > end) return waits(scan);
  if (cursor.text[at + 2 + target.length] === '?' && cursor.text[at + 3 + target.length] !== '>')
    return at + target.length + 3 === end ? waits(scan) : breaks(scan, 'syntax');
  take(scan, at + 2 + target.length);
  if (scan.broken) return false;
  scan.mode = 'instruction';
  return true;
}

function beginSection(scan: Scan): boolean {
  const { cursor, names } = scan;
  if (startsWith(scan, '<!--')) {
    cursor.at += 4;
    scan.mode = 'comment';
    return true;
  }
  if (startsWith(scan, '<![CDATA[')) {
    if (names.length === 0) return breaks(scan, scan.rootMet ? 'after-root' : 'syntax');
    cursor.at += 9;
    scan.mode = 'cdata';
    return true;
  }
  if (startsWith(scan, '<!DOCTYPE') && !scan.rootMet) return stops(scan, 'xml-dtd');
  if (['<!--', '<![CDATA[', '<!DOCTYPE'].some((text) => begins(scan, text))) return waits(scan);
  return breaks(scan, 'syntax');
}

function readContent(scan: Scan): boolean {
  const { cursor } = scan;
  if (cursor.bytes[cursor.at] !== 0x3c) return readText(scan);
  if (cursor.at + 1 === cursor.end) return waits(scan);
  const next = cursor.bytes[cursor.at + 1];
  scan.brackets = 0;
  const go =
    next === 0x2f ? readEndTag : next === 0x21 ? beginSection : next === 0x3f ? beginInstruction : readStartTag;
  const done = go(scan);
  scan.begun ||= done;
  return done;
}

const READERS = { content: readContent, comment: readComment, instruction: readInstruction, cdata: readCdata };

/** Reads on as far as the bytes go that are there. @param plain the short way, tried first */
export function readOn(scan: Scan, plain?: PlainReader): void {
  const { cursor } = scan;
  for (;;) {
    if (plain && scan.mode === 'content') plain(scan);
    if (cursor.at >= cursor.end || !READERS[scan.mode](scan)) return;
  }
}

/** Tells whether the document ended well, after its last byte. */
export function ends(scan: Scan): void {
  if (scan.broken || scan.stopped) return;
  if (scan.mode !== 'content' || scan.names.length > 0) breaks(scan, 'cut-short', endOf(scan));
  else if (!scan.rootMet) breaks(scan, 'empty', endOf(scan));
}
