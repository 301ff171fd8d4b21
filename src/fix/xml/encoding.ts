import { big5Table } from '../../readers/big5/table.ts';
import type { XmlEncoding } from '../../readers/xml/types.ts';

/** A character that Big5 does not have. */
export interface Foreign {
  readonly sign: string;
  /** Both 1-based; the column in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
}

/** Two codes mean the same sign; text has the second everywhere, the first was made for tables. */
const USUAL: Readonly<Record<string, number>> = { 十: 0xa451, 卅: 0xa4ca };

let table: Uint16Array | undefined;

/** Code units to their Big5 code (cp950, without 造字); 0 where there is none. */
function codes(): Uint16Array {
  if (table) return table;
  const made = new Uint16Array(0x10000);
  const { units } = big5Table();
  for (let code = units.length - 1; code >= 0x8000; code--) {
    const unit = units[code] ?? 0;
    const isPrivate = unit >= 0xe000 && unit <= 0xf8ff;
    if (unit > 0x7f && !isPrivate) made[unit] = code; // of several the lowest, that of Big5 before its extensions
  }
  for (const [sign, code] of Object.entries(USUAL)) made[sign.charCodeAt(0)] = code;
  table = made;
  return made;
}

const LABELS: Readonly<Partial<Record<XmlEncoding, string>>> = {
  'utf-8': 'utf-8',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
};

/** Whether this encoding is one that another one can be made of. */
export const isOther = (encoding: XmlEncoding): boolean => LABELS[encoding] !== undefined;

/** The text of bytes, piece by piece, without a byte order mark. @throws TypeError where they are no text of this encoding */
async function* textOf(bytes: AsyncIterable<Uint8Array>, encoding: XmlEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(LABELS[encoding], { fatal: true });
  for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

/** Characters that are told one by one. */
const TOLD = 20;

/**
 * The first characters that Big5 does not have, and whether there are more; null where the bytes are no text of this
 * encoding.
 */
export async function foreignIn(
  bytes: AsyncIterable<Uint8Array>,
  encoding: XmlEncoding,
): Promise<{ readonly first: readonly Foreign[]; readonly count: number } | null> {
  const known = codes();
  const first: Foreign[] = [];
  let [count, line, column] = [0, 1, 1];
  let lead = ''; // of a pair
  try {
    for await (const text of textOf(bytes, encoding))
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        if (unit >= 0xdc00 && unit <= 0xdfff) lead += text[at];
        const sign = lead.length === 2 ? lead : (text[at] ?? '');
        const isLead = unit >= 0xd800 && unit <= 0xdbff;
        if (!isLead && unit > 0x7f && known[unit] === 0) {
          if (first.length < TOLD) first.push({ sign, line, column: column - (sign.length - 1) });
          count++;
        }
        lead = isLead ? (text[at] ?? '') : '';
        if (unit === 0x0a) [line, column] = [line + 1, 1];
        else column++;
      }
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
  return { first, count };
}

/** Text as Big5. @throws Error at a character that Big5 does not have: planned where one is */
function encoded(text: string): Buffer {
  const known = codes();
  const out = Buffer.allocUnsafe(text.length * 2);
  let size = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit <= 0x7f) {
      out[size++] = unit;
      continue;
    }
    const code = known[unit] ?? 0;
    if (code === 0) throw new Error('planned where Big5 does not do');
    out[size++] = code >> 8;
    out[size++] = code & 0xff;
  }
  return out.subarray(0, size);
}

/** The bytes without a mark of UTF-8. */
async function* unmarked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const piece of bytes) {
    if (head === null) {
      yield piece;
      continue;
    }
    head = Buffer.concat([head, piece]);
    if (head.length < 3) continue;
    yield head.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf)) ? head.subarray(3) : head;
    head = null;
  }
  if (head?.length) yield head;
}

const DECLARATION = /^<\?xml[ \t\r\n][^>]*?\?>/;
const ENCODING = /([ \t\r\n]encoding[ \t\r\n]*=[ \t\r\n]*)(?:"[^"]*"|'[^']*')/;
const VERSION = /[ \t\r\n]version[ \t\r\n]*=[ \t\r\n]*(?:"[^"]*"|'[^']*')/;
/** A declaration is not longer. */
const HEAD = 4_096;

/** The beginning of a document that says that it is Big5. @param head each byte one character */
function declared(head: string): string {
  const declaration = DECLARATION.exec(head)?.[0];
  if (declaration === undefined) {
    const lineEnd = /\r?\n/.exec(head)?.[0] ?? '\n';
    return `<?xml version="1.0" encoding="Big5"?>${lineEnd}${head}`;
  }
  const rest = head.slice(declaration.length);
  if (ENCODING.test(declaration)) return declaration.replace(ENCODING, '$1"Big5"') + rest;
  return declaration.replace(VERSION, (version) => `${version} encoding="Big5"`) + rest;
}

async function* withDeclaration(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const piece of bytes) {
    if (head === null) {
      yield piece;
      continue;
    }
    head = Buffer.concat([head, piece]);
    if (head.length < HEAD) continue;
    yield Buffer.from(declared(head.toString('latin1')), 'latin1');
    head = null;
  }
  if (head) yield Buffer.from(declared(head.toString('latin1')), 'latin1');
}

async function* big5Of(bytes: AsyncIterable<Uint8Array>, encoding: XmlEncoding): AsyncGenerator<Uint8Array> {
  for await (const text of textOf(bytes, encoding)) yield encoded(text);
}

/**
 * A document in Big5 that says so, without a byte order mark; all else stays.
 * @param encoding what it is by its bytes; of Big5 and ASCII only the declaration changes
 * @throws Error where it cannot be: planned wrongly
 */
export const inBig5 = (bytes: AsyncIterable<Uint8Array>, encoding: XmlEncoding): AsyncGenerator<Uint8Array> =>
  withDeclaration(isOther(encoding) ? big5Of(bytes, encoding) : unmarked(bytes));
