import { hex } from '../big5/decode.ts';
import { big5Table } from '../big5/table.ts';
import { room, written } from '../big5/units.ts';

/** What is odd in UTF-8: bytes that are no character, one that Big5 does not have, one that XML does not allow. */
export interface OddUtf8 {
  readonly kind: 'undecodable' | 'not-in-big5' | 'forbidden';
  /** Where in the text that was decoded, in UTF-16 code units. */
  readonly at: number;
  /** The bytes in hex, or the character. */
  readonly sign: string;
}

const REPLACEMENT = 0xfffd;

/** Bytes of a sequence by its first one; 0 where none begins so. */
export const sequenceLength = (lead: number): number => {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
};

/** How many bytes from `at` on are the valid beginning of a sequence: all of it where it is whole, at least 1. */
export function validBytes(bytes: Uint8Array, at: number, to: number): number {
  const lead = bytes[at] as number;
  const length = sequenceLength(lead);
  for (let i = 1; i < length; i++) {
    const byte = at + i < to ? (bytes[at + i] as number) : 0;
    const least = i > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const most = i > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (byte < least || byte > most) return i;
  }
  return Math.max(length, 1);
}

/**
 * Decodes bytes from `from` up to, not including, `to` as UTF-8; what is none becomes U+FFFD.
 * @param odd what is odd is added to it
 */
export function decodeUtf8(bytes: Uint8Array, from: number, to: number, odd: OddUtf8[]): string {
  const { has } = big5Table();
  const out = room(to - from);
  let length = 0;
  for (let i = from; i < to; ) {
    const byte = bytes[i] as number;
    if (byte < 0x80) {
      out[length++] = byte;
      i++;
      continue;
    }
    const wanted = sequenceLength(byte);
    const valid = validBytes(bytes, i, to);
    if (wanted === 0 || valid < wanted) {
      odd.push({ kind: 'undecodable', at: length, sign: hex(...bytes.subarray(i, i + valid)) });
      out[length++] = REPLACEMENT;
      i += valid;
      continue;
    }
    let point = byte & (0xff >> (wanted + 1));
    for (let k = 1; k < wanted; k++) point = (point << 6) | ((bytes[i + k] as number) & 0x3f);
    i += wanted;
    if (point === 0xfffe || point === 0xffff)
      odd.push({ kind: 'forbidden', at: length, sign: point.toString(16).toUpperCase() });
    else if (point > 0xffff || has[point] !== 1)
      odd.push({ kind: 'not-in-big5', at: length, sign: String.fromCodePoint(point) });
    if (point > 0xffff) {
      out[length++] = 0xd800 + ((point - 0x10000) >> 10);
      out[length++] = 0xdc00 + (point & 0x3ff);
    } else out[length++] = point;
  }
  return written(length);
}

/** Where bytes may be cut at or before `to`, so that no character is. */
export function utf8Cut(bytes: Uint8Array, from: number, to: number): number {
  for (let at = to - 1; at >= from && at >= to - 3; at--) {
    const byte = bytes[at] as number;
    if ((byte & 0xc0) === 0x80) continue;
    return at + sequenceLength(byte) > to && validBytes(bytes, at, to) === to - at ? at : to;
  }
  return to;
}
