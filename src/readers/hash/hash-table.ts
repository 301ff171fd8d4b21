/** A table from texts to numbers for millions of keys: it keeps 8 bytes of a hash instead of each text. */
export interface HashTable {
  /**
   * Stores a value under the hash of a key unless that has one already.
   * @param key a text, or several that together are one
   * @param value an integer from 0 to 2^32 − 1
   * @returns the value stored first under the same hash, undefined when there was none. Two keys of one hash are
   *   possible, if hardly: whoever cares takes a second look at what the value stands for
   */
  add(key: string | readonly string[], value: number): number | undefined;
  /** Hashes stored. */
  readonly size: number;
}

/** Two independent hashes of 32 bits of some texts: writes them to `out`. */
export type Hash = (key: readonly string[], out: Uint32Array) => void;

/** What stands between the parts of a key: no UTF-16 code unit. */
const PART = 0x10000;

/** Multiplies and rotates in two lanes, then mixes each with the other. Fast, not for secrets. */
const twoLanes: Hash = (key, out) => {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  let length = 0;
  for (const part of key) {
    for (let i = 0; i <= part.length; i++) {
      const code = i < part.length ? part.charCodeAt(i) : PART;
      a = Math.imul(a ^ code, 0x9e3779b1);
      a = (a << 13) | (a >>> 19);
      b = Math.imul(b ^ code, 0x5f356495);
      b = (b << 17) | (b >>> 15);
    }
    length += part.length;
  }
  a ^= length;
  b ^= length;
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  out[0] = a ^ (a >>> 16);
  out[1] = b ^ (b >>> 16);
};

const FULL = 0.7;
const PLACES = 1024;
/** Numbers of a place: both halves of the hash, the value. Side by side, they are one access to memory. */
const WIDTH = 3;

/**
 * An empty table. Open addressing on a typed array: 12 bytes a place, 17 to 35 bytes a key.
 * @param hash where a caller wants more bits of its own, and for tests of what happens when two keys share one
 */
export function hashTable(hash: Hash = twoLanes): HashTable {
  const out = new Uint32Array(2);
  let size = 0;
  let mask = PLACES - 1;
  let table = new Uint32Array(PLACES * WIDTH);

  /** Where a hash stands in the table, or the free place where it belongs; a lower half of 0 is a free place. */
  const placeOf = (high: number, low: number): number => {
    for (let place = high & mask; ; place = (place + 1) & mask) {
      const at = place * WIDTH;
      if (table[at + 1] === 0 || (table[at] === high && table[at + 1] === low)) return at;
    }
  };

  const put = (at: number, high: number, low: number, value: number): void => {
    table[at] = high;
    table[at + 1] = low;
    table[at + 2] = value;
  };

  const grow = (): void => {
    const before = table;
    mask = mask * 2 + 1;
    table = new Uint32Array((mask + 1) * WIDTH);
    for (let at = 0; at < before.length; at += WIDTH) {
      const [high, low, value] = [before[at] ?? 0, before[at + 1] ?? 0, before[at + 2] ?? 0];
      if (low !== 0) put(placeOf(high, low), high, low, value);
    }
  };

  return {
    add(key, value) {
      hash(typeof key === 'string' ? [key] : key, out);
      const high = out[0] ?? 0;
      const low = out[1] || 1;
      const at = placeOf(high, low);
      if (table[at + 1] !== 0) return table[at + 2];
      put(at, high, low, value);
      if (++size > (mask + 1) * FULL) grow();
      return undefined;
    },
    get size() {
      return size;
    },
  };
}
