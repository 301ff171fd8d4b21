import dicomParser from 'dicom-parser';
import { optional } from '../optional.ts';
import { type Records, readRecords } from './dicomdir-sequence.ts';
import type { Values } from './dicomdir-values.ts';
import { type ElementHead, elementHead, skipValue } from './elements.ts';
import type { DataSetEncoding, Tag } from './types.ts';

/** `DICM` ends here. */
export const START = 132;

const RECORDS: Tag = '00041220';
/** What is said of the file set as a whole (PS3.3 Tables F.3-2 and F.3-3), and a character set. */
const KEPT: ReadonlySet<Tag> = new Set(['00041130', '00041200', '00041202', '00041212', '00080005']);

/** The elements of a part of the file, by tag. */
export interface Part {
  readonly heads: ReadonlyMap<Tag, ElementHead>;
  readonly values: Values;
}

/** Reads group 0002, always explicit and little endian (PS3.10 7.1). `end`: where it ends; of repeated elements the first counts. */
export function readMeta(bytes: Buffer): Part & { readonly end: number } {
  const numbers = dicomParser.littleEndianByteArrayParser;
  const stream = new dicomParser.ByteStream(numbers, bytes, 0);
  const heads = new Map<Tag, ElementHead>();
  for (let end = START; ; end = stream.position) {
    stream.position = end;
    const head = elementHead(stream, true, bytes.length);
    if (!head?.tag.startsWith('0002') || skipValue(stream, head, true, bytes.length) !== 'skipped') {
      return { heads, values: { bytes, numbers }, end };
    }
    if (!heads.has(head.tag)) heads.set(head.tag, head);
  }
}

/** The data set of a DICOMDIR; `records` is absent where the sequence is. */
export interface Body extends Part {
  readonly records?: Records;
  readonly end: Records['end'];
  readonly encoding: DataSetEncoding;
}

/**
 * Reads the data set. Its first bytes tell how it is written: its groups are below 0100, its VRs are letters.
 * @param most records kept
 */
export function readBody(bytes: Buffer, start: number, most: number): Body {
  const big = bytes[start] === 0;
  const explicit = /^[A-Z]{2}$/.test(bytes.toString('latin1', start + 4, start + 6));
  const numbers = big ? dicomParser.bigEndianByteArrayParser : dicomParser.littleEndianByteArrayParser;
  const values: Values = { bytes, numbers };
  const stream = new dicomParser.ByteStream(numbers, bytes, 0);
  stream.position = start;
  const heads = new Map<Tag, ElementHead>();
  let records: Records | undefined;
  let end: Body['end'] = 'whole';
  while (end === 'whole' && stream.position < bytes.length) {
    const head = elementHead(stream, explicit, bytes.length);
    if (head?.tag === RECORDS && records === undefined) {
      records = readRecords(stream, head, explicit && head.vr !== 'UN', values, most);
      end = records.end;
      continue;
    }
    const skipped = head === null ? 'broken' : skipValue(stream, head, explicit, bytes.length);
    if (skipped === 'too-deep') end = skipped;
    else if (head === null || skipped === 'broken') {
      if (records === undefined) end = 'cut';
      break; // behind the sequence nothing is missed
    } else if (KEPT.has(head.tag)) heads.set(head.tag, head);
  }
  const encoding = explicit ? (big ? 'explicit-big' : 'explicit-little') : 'implicit-little';
  return { heads, values, ...optional('records', records), end, encoding };
}
