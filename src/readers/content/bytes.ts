/** The last bytes of what went by. */
export interface Tail {
  add(bytes: Uint8Array): void;
  /** Up to as many as were asked for, in their order. */
  bytes(): Buffer;
}

/** Keeps the last `size` bytes. */
export function tail(size: number): Tail {
  const ring = Buffer.alloc(size);
  let total = 0;
  return {
    add(bytes) {
      const last = bytes.subarray(Math.max(0, bytes.length - size));
      const at = (total + bytes.length - last.length) % size;
      const first = last.subarray(0, size - at);
      ring.set(first, at);
      ring.set(last.subarray(first.length), 0);
      total += bytes.length;
    },
    bytes() {
      const at = total % size;
      return total < size ? ring.subarray(0, total) : Buffer.concat([ring.subarray(at), ring.subarray(0, at)]);
    },
  };
}

/** The first bytes of what went by. */
export interface Start {
  add(bytes: Uint8Array): void;
  /** Up to as many as were asked for. */
  bytes(): Buffer;
}

/** Keeps the first `size` bytes. */
export function start(size: number): Start {
  const kept = whole(size);
  let left = size;
  return {
    add(bytes) {
      const wanted = bytes.subarray(0, left);
      left -= wanted.length;
      if (wanted.length > 0) kept.add(wanted);
    },
    bytes() {
      const bytes = kept.bytes();
      return bytes === null ? Buffer.alloc(0) : Buffer.from(bytes.buffer);
    },
  };
}

/** All of what went by, unless it was too much. */
export interface Whole {
  add(bytes: Uint8Array): void;
  /** In memory of its own, which may be handed on; null when there were more than `most`. To be asked once, at the end. */
  bytes(): Uint8Array<ArrayBuffer> | null;
}

/** Keeps everything up to `most` bytes; forgets it as soon as there are more. */
export function whole(most: number): Whole {
  let kept = new ArrayBuffer(Math.min(most, 1 << 16));
  let total = 0;
  return {
    add(bytes) {
      const start = total;
      total += bytes.length;
      if (total > most) kept = new ArrayBuffer(0);
      else {
        if (total > kept.byteLength) kept = kept.transfer(Math.min(most, Math.max(total, kept.byteLength * 2)));
        new Uint8Array(kept).set(bytes, start);
      }
    },
    bytes: () => (total > most ? null : new Uint8Array(kept.transfer(total))),
  };
}

/** Whether a word of one-byte signs went by. */
export interface Sought {
  add(bytes: Uint8Array): void;
  found(): boolean;
}

/** Looks for `word` in what goes by, across pieces too. */
export function sought(word: string): Sought {
  let found = false;
  const seam = tail(word.length - 1);
  return {
    add(bytes) {
      if (found) return;
      const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const across = Buffer.concat([seam.bytes(), piece.subarray(0, word.length - 1)]);
      found = across.includes(word, 0, 'latin1') || piece.includes(word, 0, 'latin1');
      seam.add(piece);
    },
    found: () => found,
  };
}
