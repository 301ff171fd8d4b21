import { pipeline } from 'node:stream';
import { createInflateRaw, inflateRawSync, type ZlibOptions } from 'node:zlib';
import { ArchiveError } from './errors.ts';

/** Up to here, packed and unpacked, `inflatedAtOnce` is the better one. */
export const SMALL = 256 * 1024;

/**
 * Undoes deflate, piece by piece.
 * @param packedSize bytes of `packed`: all of them must be used up
 * @throws ArchiveError `damaged`; errors of zlib (`Z_…`) and of `packed`
 */
export async function* inflated(packed: AsyncIterable<Uint8Array>, packedSize: number): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: 128 * 1024 });
  pipeline(packed, inflate, () => {}); // errors come out of the loop below
  for await (const bytes of inflate) yield bytes as Uint8Array;
  if (inflate.bytesWritten !== packedSize) throw new ArchiveError('damaged'); // something hides behind the data
}

/**
 * Undoes deflate in one go: setting up a stream takes ten times as long as unpacking something small.
 * @param size unpacked bytes as claimed
 * @throws ArchiveError `damaged`; errors of zlib (`Z_…`, `ERR_BUFFER_TOO_LARGE` beyond `size`)
 */
export function inflatedAtOnce(packed: Uint8Array, size: number): Uint8Array {
  const options: ZlibOptions = { info: true, maxOutputLength: size + 1, chunkSize: Math.max(size + 1, 64) };
  const { buffer: bytes, engine } = inflateRawSync(packed, options) as unknown as Inflated;
  if (engine.bytesWritten !== packed.length) throw new ArchiveError('damaged');
  return bytes;
}

/** What `info: true` makes of the result. */
interface Inflated {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}
