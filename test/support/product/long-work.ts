import { constants, crc32, createDeflateRaw } from 'node:zlib';
import { writeZip } from '../archives/zip.ts';
import { base, KEY } from './packages.ts';

/** A small zip whose ATT is some GB when unpacked, below the ratio that is refused: long work. */
export async function longWork(): Promise<Uint8Array> {
  const piece = Buffer.alloc(2 ** 20);
  for (let at = 0, seed = 1; at < 8_192; at++) {
    seed = Math.imul(seed, 1_103_515_245) + 12_345;
    piece[at] = seed >>> 16;
  }
  const deflate = createDeflateRaw();
  deflate.write(piece);
  const packed = await new Promise<Buffer>((resolve) => {
    const parts: Buffer[] = [];
    deflate.on('data', (part: Buffer) => parts.push(part));
    deflate.flush(constants.Z_FULL_FLUSH, () => resolve(Buffer.concat(parts)));
  });
  const times = 4_000;
  const end = Buffer.from([0x03, 0x00]);
  let crc = 0;
  for (let i = 0; i < times; i++) crc = crc32(piece, crc);
  return writeZip([
    { name: `FHR${KEY}.JSON`, bytes: Buffer.from(JSON.stringify(base())) },
    {
      name: `ATT${KEY}.7z`,
      bytes: Buffer.concat([...Array.from({ length: times }, () => packed), end]),
      stored: true,
      method: 8,
      size: piece.length * times,
      crc,
    },
  ]);
}
