import { pipeline } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { HeaderStop } from './header-stop.ts';

/**
 * Undoes deflate (PS3.5 A.5), piece by piece.
 * @param most bytes that are unpacked
 * @throws HeaderStop `limit` beyond `most`, `truncated` where the packed bytes end early, `header` where they are no
 * deflate; errors of `packed`
 */
export async function* inflatedDataSet(packed: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw();
  pipeline(packed, inflate, () => {}); // errors come out of the loop below
  let size = 0;
  try {
    for await (const bytes of inflate as AsyncIterable<Buffer>) {
      size += bytes.length;
      if (size > most) throw new HeaderStop('limit');
      yield bytes;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR') throw new HeaderStop('truncated');
    if (code === 'Z_DATA_ERROR') throw new HeaderStop('header');
    throw error;
  }
}
