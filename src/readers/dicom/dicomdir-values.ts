import { isUtf8 } from 'node:buffer';
import type { ByteArrayParser } from 'dicom-parser';
import { type ElementHead, UNDEFINED } from './elements.ts';
import { unpadded } from './padding.ts';

/** The bytes that values lie in, and how their numbers are written. */
export interface Values {
  readonly bytes: Buffer;
  readonly numbers: ByteArrayParser;
}

/** Bytes of a text that are looked at; in explicit VR the texts that matter here cannot have more. */
const LONGEST = 0xffff;

/** A text as written, without its padding; undefined where nothing is left. */
export function textOf({ bytes }: Values, head: ElementHead): string | undefined {
  const text = unpadded(bytes.toString('latin1', head.start, endOf(head)));
  return text === '' ? undefined : text;
}

/** The values of a text of VR CS or UI (others may hold a backslash as half of a character), each without its padding. */
export function textsOf(values: Values, head: ElementHead): string[] | undefined {
  return textOf(values, head)?.split('\\').map(unpadded);
}

/** A single number of 2 or 4 bytes without sign; undefined where the value has another length. */
export function numberOf({ bytes, numbers }: Values, head: ElementHead, width: 2 | 4): number | undefined {
  if (head.length !== width) return undefined;
  return width === 2 ? numbers.readUint16(bytes, head.start) : numbers.readUint32(bytes, head.start);
}

/** Whether a text has bytes beyond ASCII. */
export function beyondAscii({ bytes }: Values, head: ElementHead): boolean {
  return bytes.subarray(head.start, endOf(head)).some((byte) => byte > 0x7f);
}

/** Texts have a length; what has none is something nested. */
function endOf({ start, length }: ElementHead): number {
  return start + (length === UNDEFINED ? 0 : Math.min(length, LONGEST));
}

/** Defined terms of PS3.3 C.12.1.1.2, but those of the default set, which is ASCII. */
const CHARSETS =
  /^(?:ISO_IR (?:13|100|101|109|110|126|127|138|144|148|166|192|203)|ISO 2022 IR (?:13|58|87|100|101|109|110|126|127|138|144|148|149|159|166|203)|GB18030|GBK)$/;
const UTF_8 = 'ISO_IR 192';

/** Which character set (0008,0005) names beyond ASCII; null for none that is defined. */
export function charsetOf(values: Values, head: ElementHead): 'utf-8' | 'other' | null {
  const names = textsOf(values, head) ?? [];
  if (!names.some((name) => CHARSETS.test(name))) return null;
  return names[0] === UTF_8 ? 'utf-8' : 'other';
}

/** Whether the bytes of a text are UTF-8. */
export const isUtf8Text = ({ bytes }: Values, head: ElementHead): boolean =>
  isUtf8(bytes.subarray(head.start, endOf(head)));
