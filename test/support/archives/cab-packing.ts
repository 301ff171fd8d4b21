import { deflateRawSync } from 'node:zlib';

/** How a folder of a cabinet is packed; LZX with the number of bits of its window, 15 to 21. */
export type CabPacking = 'none' | 'mszip' | `lzx:${number}`;

/** Unpacked bytes of a block; only the last of a folder has fewer. */
export const BLOCK = 32_768;

/** The number that stands for it in the record of a folder. */
export function packingNumber(packing: CabPacking): number {
  if (packing === 'none') return 0;
  return packing === 'mszip' ? 1 : 3 | (Number(packing.slice(4)) << 8);
}

/** The blocks of a folder, packed, each with the number of its unpacked bytes. */
export function packedBlocks(bytes: Uint8Array, packing: CabPacking): { data: Uint8Array; size: number }[] {
  const starts = Array.from({ length: Math.ceil(bytes.length / BLOCK) }, (_, block) => block * BLOCK);
  return starts.map((start) => {
    const block = bytes.subarray(start, start + BLOCK);
    const before = bytes.subarray(Math.max(start - BLOCK, 0), start);
    const data = packing === 'none' ? block : packing === 'mszip' ? mszip(block, before) : lzx(block, start === 0);
    return { data, size: block.length };
  });
}

/** Deflated, with what came before it to look back to. */
function mszip(block: Uint8Array, before: Uint8Array): Uint8Array {
  const deflated = deflateRawSync(block, before.length === 0 ? {} : { dictionary: before });
  return Buffer.concat([Buffer.from('CK'), deflated]);
}

/** One LZX block of the kind that is not compressed, in a frame of its own; the first frame begins with the E8 bit, off. */
function lzx(block: Uint8Array, first: boolean): Uint8Array {
  const bits = first ? (3 << 28) | (block.length << 4) : ((3 << 29) | (block.length << 5)) >>> 0; // kind, 24 bits of length
  const head = Buffer.alloc(16);
  head.writeUInt16LE(bits >>> 16, 0);
  head.writeUInt16LE(bits & 0xffff, 2);
  for (const at of [4, 8, 12]) head.writeUInt32LE(1, at); // R0, R1, R2: the last offsets
  return Buffer.concat([head, block, Buffer.alloc(block.length % 2)]);
}
