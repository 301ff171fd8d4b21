import dicomParser from 'dicom-parser';
import { elementHead, UNDEFINED } from './elements.ts';

/** How a data set is written; implicit VR is always little endian. */
export interface Encoding {
  readonly explicit: boolean;
  readonly little: boolean;
}

/** How group 0002 is written, always (PS3.10 7.1). */
export const META: Encoding = { explicit: true, little: true };

const VRS: ReadonlySet<string> = new Set(
  'AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV'.split(' '),
);

/** No first element of a data set is longer; a length of two bytes with something before it is. */
const FIRST_LENGTH = 2 ** 16;
const FIRST_GROUP = 0x0fff;

/** Whether these first bytes of an element have a VR. */
export function hasVr(head: Buffer): boolean {
  return VRS.has(head.toString('latin1', 4, 6));
}

/**
 * How a data set is written, by its first 8 bytes: what the transfer syntax says of it is not always so, and may be
 * missing.
 * @returns null where no data set begins like this
 */
export function encodingOf(head: Buffer): Encoding | null {
  if (head.length < 8) return null;
  const [group, swapped] = [head.readUInt16LE(0), head.readUInt16BE(0)];
  const explicit = hasVr(head);
  const little = !explicit || group <= swapped;
  if (Math.min(group, explicit ? swapped : group) > FIRST_GROUP || group === 0) return null;
  const length = head.readUInt32LE(4);
  return explicit || length < FIRST_LENGTH || length === UNDEFINED ? { explicit, little } : null;
}

/**
 * Whether a file without preamble and `DICM` plainly is a data set: it begins with an element of group 0002 or 0008,
 * little endian, and a second one with a higher tag.
 */
export function isBareDataSet(head: Buffer): boolean {
  const encoding = encodingOf(head);
  if (!encoding) return false;
  const stream = new dicomParser.ByteStream(dicomParser.littleEndianByteArrayParser, head, 0);
  const first = elementHead(stream, encoding.explicit, head.length);
  if (!first || !/^000[28]/.test(first.tag)) return false;
  const second = head.subarray(first.start + first.length);
  return encodingOf(second)?.little === true && tagOf(second) > tagOf(head);
}

/** For comparing. */
function tagOf(head: Buffer): number {
  return head.readUInt16LE(0) * 0x10000 + head.readUInt16LE(2);
}
