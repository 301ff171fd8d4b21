/** What becomes of the bytes of a range. */
export type Become = Uint8Array | 'its-line-end' | 'nothing-but-after-line-end';

/** A range of a file that changes; ranges come in order and do not overlap, and none is empty. */
export interface Splice {
  /** Bytes from the start of the file; `end` is not included and may be beyond the end of the file. */
  readonly start: number;
  readonly end: number;
  /**
   * Other bytes; or only the line end that the range begins with (blank lines behind it go); or all but that line end
   * (the line before it goes).
   */
  readonly become: Become;
}

const [LF, CR] = [0x0a, 0x0d];

/** Bytes of one range on their way: told piece by piece, gives what stays of each. */
function inRange({ become }: Splice): (piece: Uint8Array) => Uint8Array {
  let met = 0;
  let ended = false;
  let first = 0;
  return (piece) => {
    if (typeof become !== 'string') return piece.subarray(0, 0);
    let lineEnd = 0;
    for (; lineEnd < piece.length && !ended; met++) {
      const byte = piece[lineEnd] ?? 0;
      if (met === 0) first = byte;
      const isPart = met === 0 ? byte === LF || byte === CR : met === 1 && first === CR && byte === LF;
      if (isPart) lineEnd++;
      else ended = true;
    }
    return become === 'its-line-end' ? piece.subarray(0, lineEnd) : piece.subarray(lineEnd);
  };
}

/** The splices one by one, without a promise for each. */
function puller(batches: AsyncIterable<readonly Splice[]>) {
  const all = batches[Symbol.asyncIterator]();
  let batch: readonly Splice[] = [];
  let at = 0;
  return {
    now: (): Splice | undefined => batch[at++],
    async more(): Promise<Splice | undefined> {
      for (;;) {
        const next = await all.next();
        if (next.done) return undefined;
        [batch, at] = [next.value, 0];
        if (batch.length > 0) return batch[at++];
      }
    },
  };
}

/**
 * The bytes with other ones in some ranges, holding no more than a piece and a batch of splices; all other bytes stay.
 * @throws what `bytes` and `batches` throw
 */
export async function* spliced(
  bytes: AsyncIterable<Uint8Array>,
  batches: AsyncIterable<readonly Splice[]>,
): AsyncGenerator<Uint8Array> {
  const pull = puller(batches);
  let next = await pull.more();
  let through = next && inRange(next);
  let place = 0;
  for await (const piece of bytes) {
    const parts: Uint8Array[] = [];
    for (let at = 0; at < piece.length; ) {
      const left = piece.length - at;
      if (!next || !through || next.start >= place + left) {
        parts.push(piece.subarray(at));
        place += left;
        break;
      }
      const isBefore = place < next.start;
      const length = Math.min((isBefore ? next.start : next.end) - place, left);
      const range = piece.subarray(at, at + length);
      if (!isBefore && place === next.start && typeof next.become !== 'string') parts.push(next.become);
      parts.push(isBefore ? range : through(range));
      at += length;
      place += length;
      if (isBefore || place < next.end) continue;
      next = pull.now() ?? (await pull.more());
      through = next && inRange(next);
    }
    yield parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
  }
}
