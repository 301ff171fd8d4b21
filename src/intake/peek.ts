/**
 * Looks at the first bytes of a body without taking them away.
 * @param size bytes wanted; `head` is shorter only where the body is
 */
export async function peeked(
  bytes: AsyncIterable<Uint8Array>,
  size: number,
): Promise<{ head: Uint8Array; body: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < size) {
    const { done, value } = await iterator.next();
    if (done) break;
    parts.push(value);
    length += value.length;
  }
  const [only] = parts;
  const head = parts.length === 1 && only ? only : Buffer.concat(parts);
  let first = head.length > 0;
  const rest: AsyncIterator<Uint8Array> = {
    async next() {
      if (!first) return iterator.next();
      first = false;
      return { done: false, value: head };
    },
    async return() {
      first = false;
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
  return { head: head.subarray(0, size), body: { [Symbol.asyncIterator]: () => rest } };
}
