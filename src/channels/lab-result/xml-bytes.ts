import { createHash } from 'node:crypto';
import type { Source } from '../../intake/source.ts';

/** The bytes of an XML that are hashed while somebody reads them, and read to their end whoever stops before. */
export interface XmlBytes extends AsyncDisposable {
  /** To be opened once. */
  readonly source: Source;
  /** Reads what was left unread; gives the SHA-256 in lower-case hex. @throws what the source throws */
  finish(): Promise<string>;
}

/** Wraps an XML, so that its checksum is verified and its hash is whole even where the reader stops at an error. */
export function xmlBytes(xml: Source): XmlBytes {
  const hash = createHash('sha256');
  let opened: AsyncIterator<Uint8Array> | undefined;
  async function next(): Promise<IteratorResult<Uint8Array>> {
    opened ??= xml.open()[Symbol.asyncIterator]();
    const step = await opened.next();
    if (!step.done) hash.update(step.value);
    return step;
  }
  return {
    source: { ...xml, open: () => ({ [Symbol.asyncIterator]: () => ({ next }) }) },
    async finish() {
      while (!(await next()).done);
      return hash.digest('hex');
    },
    async [Symbol.asyncDispose]() {
      await opened?.return?.();
    },
  };
}
