import { createHash } from 'node:crypto';
import type { Source } from './source.ts';

/**
 * Bytes that are hashed while somebody else reads them.
 * `digest()` is the SHA-256 in lower-case hex; it may be asked once all bytes have gone by, as often as wanted.
 */
export interface Hashing {
  readonly bytes: AsyncIterable<Uint8Array>;
  digest(): string;
}

/** Hashes what passes through. @throws Error from `digest()` when the bytes were not read to their end: a fault of the caller */
export function hashing(iterable: AsyncIterable<Uint8Array>): Hashing {
  const hash = createHash('sha256');
  let digest: string | undefined;
  async function* through(): AsyncGenerator<Uint8Array> {
    for await (const bytes of iterable) {
      hash.update(bytes);
      yield bytes;
    }
    digest = hash.digest('hex');
  }
  return {
    bytes: through(),
    digest() {
      if (digest === undefined) throw new Error('digest() before the last byte');
      return digest;
    },
  };
}

/** The SHA-256 of all bytes of a source, in lower-case hex. @throws IntakeError */
export async function sha256(source: Source): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of source.open()) hash.update(bytes);
  return hash.digest('hex');
}
