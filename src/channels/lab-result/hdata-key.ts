import type { Hash } from '../../readers/hash/hash-table.ts';
import type { HdataData } from './hdata-record-type.ts';

/** The key of 表七; h8 may be absent. Undefined where another part is: nobody knows which order it is. */
export function keyOf({ h1, h2, h3, h4, h5, h6, h7, h8 = '', h9, h10, h15, h20 }: HdataData): string[] | undefined {
  if (!h1 || !h2 || !h3 || !h4 || !h5 || !h6 || !h7 || !h9 || !h10 || !h15 || !h20) return undefined;
  return [h1, h2, h3, h4, h5, h6, h7, h8, h9, h10, h15, h20];
}

/** What stands between the parts of a key: no UTF-16 code unit. */
const PART = 0x10000;

const mixed = (lane: number, other: number): number => {
  const mix = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35);
  return mix ^ (mix >>> 16);
};

/**
 * A hash of 128 bits in one pass over a key: the half that a hash table takes, and the other half, by which two keys of
 * one hash are told apart. Not for secrets.
 * @param digest where the other half is written
 */
export function keyHash(digest: Uint32Array): Hash {
  return (key, out) => {
    let [a, b, c, d] = [0x9e3779b9, 0x85ebca6b, 0x6a09e667, 0xbb67ae85];
    for (const part of key) {
      for (let i = 0; i <= part.length; i++) {
        const code = i < part.length ? part.charCodeAt(i) : PART;
        a = Math.imul(a ^ code, 0x9e3779b1);
        a = (a << 13) | (a >>> 19);
        b = Math.imul(b ^ code, 0x5f356495);
        b = (b << 17) | (b >>> 15);
        c = Math.imul(c ^ code, 0x2c1b3c6d);
        c = (c << 11) | (c >>> 21);
        d = Math.imul(d ^ code, 0x297a2d39);
        d = (d << 19) | (d >>> 13);
      }
    }
    out[0] = mixed(a, b);
    out[1] = mixed(b, a);
    digest[0] = mixed(c, d);
    digest[1] = mixed(d, c);
  };
}
