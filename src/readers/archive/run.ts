/** Bytes of one run, given out part by part. */
export interface Run {
  /** The next `size` bytes, piece by piece; ends early where the run does. */
  take(size: number): AsyncGenerator<Uint8Array>;
  /** Goes by the next `size` bytes, or to the end; what `look` is shown it may not keep. */
  skip(size: number, look: (bytes: Uint8Array) => void): Promise<void>;
  /** Whether all was given out. */
  atEnd(): Promise<boolean>;
}

const NONE = new Uint8Array(0);

/** Parts a run of bytes without copying or holding more of it than one piece. Leaving a part early leaves the run open. */
export function runOf(pieces: AsyncIterable<Uint8Array>): Run {
  const iterator = pieces[Symbol.asyncIterator]();
  let piece = NONE;
  let at = 0;
  let given = true; // to somebody, who may keep it
  async function more(): Promise<boolean> {
    while (at === piece.length) {
      if (!given) release(piece);
      [piece, at, given] = [NONE, 0, true];
      const next = await iterator.next();
      if (next.done === true) return false;
      piece = next.value as Uint8Array<ArrayBuffer>;
      given = false;
    }
    return true;
  }
  function part(most: number): Uint8Array {
    const bytes = piece.subarray(at, at + most);
    at += bytes.length;
    return bytes;
  }
  return {
    async *take(size) {
      for (let left = size; left > 0 && (await more()); ) {
        given = true;
        const bytes = part(left);
        left -= bytes.length;
        yield bytes;
      }
    },
    async skip(size, look) {
      for (let left = size; left > 0 && (await more()); ) {
        const bytes = part(left);
        left -= bytes.length;
        look(bytes);
      }
    },
    atEnd: async () => !(await more()),
  };
}

/** Gives its memory back at once: at hundreds of MB a second, much would lie about before the collector comes by. */
function release(piece: Uint8Array<ArrayBuffer>): void {
  if (piece.byteLength === piece.buffer.byteLength) piece.buffer.transfer(0);
}
