import type { XmlEncoding } from '../../readers/xml/types.ts';
import { inBig5 } from './encoding.ts';
import { type OnChange, recordRepairs, type XmlRepairs } from './repairs.ts';
import { walked } from './walk.ts';

/** What is done to a whole XML: all but `encoding` in every record. */
export interface XmlRewriting extends XmlRepairs {
  /** By its bytes. */
  readonly from: XmlEncoding;
}

/** Whether a record goes. @param number its place among the records, from 0 */
export type GoneRecord = (number: number) => boolean;

async function* signs(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const piece of bytes) yield Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('latin1');
}

/** How a document is gone through. */
export interface XmlWalk {
  readonly on?: OnChange | undefined;
  readonly gone?: GoneRecord | undefined;
  /** Told of a root in other letters, where `xml-letter-case` is wanted. */
  readonly onRoot?: (() => void) | undefined;
}

const NOBODY: OnChange = { changed() {}, left() {} };

/** The document as it shall be, each byte one character, piece by piece; holds no more than a record of it. */
export async function* repairedText(
  bytes: AsyncIterable<Uint8Array>,
  want: XmlRepairs,
  { on = NOBODY, gone = () => false, onRoot }: XmlWalk = {},
): AsyncGenerator<string> {
  const { format, fixes, encoding } = want;
  const repair = fixes.size > 0 ? recordRepairs(want, on) : () => {};
  yield* walked(signs(bytes), {
    record: format.record,
    doubleByte: encoding === 'big5',
    root(tag) {
      const isMeant = fixes.has('xml-letter-case') && tag !== format.root && tag.toLowerCase() === format.root;
      if (isMeant) onRoot?.();
      return isMeant ? format.root : tag;
    },
    onRecord(record, index) {
      if (gone(index - 1)) return false;
      repair(record, index);
      return true;
    },
  });
}

/**
 * The bytes of an XML as they shall be, holding no more than a record of them. What no repair changes stays byte for byte.
 * @throws Error where it was planned for other bytes
 */
export async function* rewrittenXml(
  bytes: AsyncIterable<Uint8Array>,
  want: XmlRewriting,
  walk: XmlWalk = {},
): AsyncGenerator<Uint8Array> {
  if (want.fixes.has('xml-big5')) return yield* inBig5(bytes, want.from); // what else there is comes next
  for await (const text of repairedText(bytes, want, walk)) yield Buffer.from(text, 'latin1');
}
