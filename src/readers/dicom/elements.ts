import dicomParser, { type ByteStream } from 'dicom-parser';
import type { Tag } from './types.ts';

/** What stands before the value of an element, or of an Item. */
export interface ElementHead {
  readonly tag: Tag;
  /** Absent in implicit VR, and of Items. */
  readonly vr?: string | undefined;
  /** Where the value begins. */
  readonly start: number;
  /** `UNDEFINED` where a delimiter ends the value. */
  readonly length: number;
}

export const UNDEFINED = 0xffffffff;
export const ITEM: Tag = 'fffee000';
export const ITEM_END: Tag = 'fffee00d';
export const SEQUENCE_END: Tag = 'fffee0dd';

/** VRs with a length of four bytes (PS3.5 7.1.2) that the library takes for others. */
const UNKNOWN_LONG = /^[OSU]V$/;

/** No DICOMDIR nests its keys like this; whoever follows it by recursion falls over. */
const DEEPEST = 64;

/**
 * Reads the head of the element at the position of the stream, which then stands at the value.
 * @returns null where no head fits before `end`, or what stands there is none (PS3.5 7.1)
 */
export function elementHead(stream: ByteStream, explicit: boolean, end: number): ElementHead | null {
  const at = stream.position;
  if (at + 8 > end) return null;
  try {
    const tag = dicomParser.readTag(stream);
    stream.position = at;
    const withVr = explicit && !tag.startsWith('xfffe');
    // Told to stop at this very tag, the library reads the head and leaves the value alone.
    const head = withVr
      ? dicomParser.readDicomElementExplicit(stream, [], tag)
      : dicomParser.readDicomElementImplicit(stream, tag);
    if (withVr && !/^[A-Z]{2}$/.test(head.vr ?? '')) return null;
    if (withVr && UNKNOWN_LONG.test(head.vr ?? '')) {
      stream.position = at + 8;
      head.length = stream.readUint32();
      head.dataOffset = stream.position;
    }
    if (head.dataOffset > end) return null;
    return { tag: tag.slice(1), vr: head.vr, start: head.dataOffset, length: head.length };
  } catch {
    return null; // the library throws texts at the end of the bytes
  }
}

/**
 * Moves the stream past a value whose head was read, with all that is nested in it, without recursion.
 * @returns `broken` where it does not end before `end`
 */
export function skipValue(
  stream: ByteStream,
  head: ElementHead,
  explicit: boolean,
  end: number,
): 'skipped' | 'broken' | 'too-deep' {
  /** Of each value of undefined length that is open, whether its content has VRs; that of UN has none (PS3.5 6.2.2). */
  const open: boolean[] = [];
  for (let at: ElementHead | null = head; at !== null; at = elementHead(stream, open.at(-1) ?? explicit, end)) {
    if (at.tag === ITEM_END || at.tag === SEQUENCE_END) open.pop();
    else if (at.length === UNDEFINED) open.push((open.at(-1) ?? explicit) && at.vr !== 'UN');
    else if (at.start + at.length > end) return 'broken';
    else stream.position = at.start + at.length;
    if (open.length === 0) return 'skipped';
    if (open.length > DEEPEST) return 'too-deep';
  }
  return 'broken';
}
