import { beyondBig5, big5Table, isLead, isTrail } from './table.ts';
import { room, written } from './units.ts';

/** Bytes without a meaning, or with one that cp950 does not know. */
export interface OddBytes {
  readonly kind: 'undecodable' | 'beyond-big5';
  /** Where in the text that was decoded, in UTF-16 code units. */
  readonly at: number;
  /** The bytes in hex: `A3FF`. */
  readonly sign: string;
}

/** `A3FF` */
export const hex = (...bytes: number[]): string =>
  bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');

const REPLACEMENT = 0xfffd;

/**
 * Decodes bytes from `from` up to, not including, `to` as cp950. Bytes that are none become U+FFFD and are told in `odd`; an
 * ASCII byte behind a lead byte that it does not belong to stays what it is, so that no tag is swallowed.
 * @param odd what is odd is added to it
 */
export function decodeBig5(bytes: Uint8Array, from: number, to: number, odd: OddBytes[]): string {
  const table = big5Table().units;
  const out = room(2 * (to - from));
  let length = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x80) {
      out[length++] = byte;
      continue;
    }
    const next = i + 1 < to ? (bytes[i + 1] as number) : 0;
    const unit = table[(byte << 8) | next] as number;
    if (unit !== 0) {
      out[length++] = unit;
      i++;
      continue;
    }
    const pair = isLead(byte) && i + 1 < to && (isTrail(next) || next >= 0x80);
    const beyond = pair && isTrail(next) ? beyondBig5((byte << 8) | next) : undefined;
    if (beyond !== undefined) {
      odd.push({ kind: 'beyond-big5', at: length, sign: hex(byte, next) });
      for (let k = 0; k < beyond.length; k++) out[length++] = beyond.charCodeAt(k);
      i++;
      continue;
    }
    const both = pair && next >= 0x80;
    odd.push({ kind: 'undecodable', at: length, sign: both ? hex(byte, next) : hex(byte) });
    out[length++] = REPLACEMENT;
    if (both) i++;
  }
  return written(length);
}

/** Where bytes may be cut at or before `to`, so that no double byte is. @param from a place between two characters */
export function big5Cut(bytes: Uint8Array, from: number, to: number): number {
  let i = from;
  while (i < to) i += isLead(bytes[i] as number) ? 2 : 1;
  return i > to ? to - 1 : to;
}
