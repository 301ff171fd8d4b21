import { HeaderStop } from './header-stop.ts';

/** The bytes of a stream, one after the other, with a look ahead; what was passed is not kept. */
export interface Input {
  /** The next bytes without passing them: `count` of them, fewer where the stream ends. */
  peek(count: number): Promise<Buffer>;
  /** @throws HeaderStop `truncated` where the stream ends before */
  skip(count: number): Promise<void>;
  /** Bytes that were passed. */
  passed(): number;
  /** Reads no more of the stream. */
  leave(): Promise<void>;
  /** Passes all that is left. */
  rest(): AsyncGenerator<Uint8Array>;
}

/** Errors of `pieces` come out of whatever is asked of the input. */
export function inputOf(pieces: AsyncIterable<Uint8Array>): Input {
  const source = pieces[Symbol.asyncIterator]();
  let ahead: Buffer = Buffer.alloc(0);
  let passed = 0;
  let failure: { readonly error: unknown } | undefined;
  /** One who read ahead may have met it and kept it to himself. */
  const told = (): void => {
    if (failure) throw failure.error;
  };
  const next = async (): Promise<Buffer | null> => {
    told();
    try {
      const { done, value } = await source.next();
      if (!done) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    } catch (error) {
      failure = { error };
    }
    told(); // where two wait, only one is told
    return null;
  };
  return {
    async peek(count) {
      if (ahead.length < count) {
        const parts = [ahead];
        let length = ahead.length;
        for (let piece = await next(); piece !== null; piece = length < count ? await next() : null) {
          parts.push(piece);
          length += piece.length;
        }
        ahead = Buffer.concat(parts, length);
      }
      return ahead.subarray(0, count);
    },
    passed: () => passed,
    async leave() {
      await source.return?.();
    },
    async skip(count) {
      passed += count;
      let left = count;
      while (left > ahead.length) {
        left -= ahead.length;
        ahead = Buffer.alloc(0);
        const piece = await next();
        if (piece === null) throw new HeaderStop('truncated');
        ahead = piece;
      }
      ahead = ahead.subarray(left);
    },
    async *rest() {
      for (let piece: Buffer | null = ahead; piece !== null; piece = await next()) {
        ahead = Buffer.alloc(0);
        if (piece.length > 0) yield piece;
      }
    },
  };
}
