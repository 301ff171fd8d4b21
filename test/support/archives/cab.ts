import { type CabPacking, packedBlocks, packingNumber } from './cab-packing.ts';

/** A file for a cabinet. */
export interface CabFile {
  /** A string beyond ASCII is written as UTF-8, with its flag; bytes as they are (Big5). */
  readonly name: string | Uint8Array;
  readonly bytes: Uint8Array;
  /** Which CFFOLDER it lies in; 0 unless told. Files come in the order of their folders. */
  readonly folder?: number;
}

const HEADER = 36;
const UTF8_NAME = 0x80;
const ARCHIVE = 0x20;
const DATE = ((2026 - 1980) << 9) | (5 << 5) | 12;

/**
 * A cabinet. Folders in names are parted by `\`, as cabinets have it.
 * @param packing of each CFFOLDER, the last one for all that follow; not compressed unless told
 */
export function writeCab(files: readonly CabFile[], packing: readonly CabPacking[] = ['none']): Uint8Array {
  const count = 1 + Math.max(0, ...files.map((file) => file.folder ?? 0));
  const folders = Array.from({ length: count }, (_, folder) => files.filter((file) => (file.folder ?? 0) === folder));
  const members = folders.flatMap((members, folder) => fileRecords(members, folder));
  const packed = folders.map((_, folder) => packing[Math.min(folder, packing.length - 1)] ?? 'none');
  const data = folders.map((members, folder) =>
    dataBlocks(Buffer.concat(members.map((file) => file.bytes)), packed[folder] ?? 'none'),
  );
  const filesAt = HEADER + 8 * count;
  let dataAt = filesAt + members.reduce((sum, bytes) => sum + bytes.length, 0);
  const records = data.map((blocks, folder) => {
    const record = Buffer.alloc(8);
    record.writeUInt32LE(dataAt, 0);
    record.writeUInt16LE(blocks.length, 4);
    record.writeUInt16LE(packingNumber(packed[folder] ?? 'none'), 6);
    dataAt += blocks.reduce((sum, bytes) => sum + bytes.length, 0);
    return record;
  });
  const header = Buffer.alloc(HEADER);
  header.write('MSCF', 'latin1');
  header.writeUInt32LE(dataAt, 8);
  header.writeUInt32LE(filesAt, 16);
  header.writeUInt8(3, 24); // version 1.3
  header.writeUInt8(1, 25);
  header.writeUInt16LE(count, 26);
  header.writeUInt16LE(files.length, 28);
  return Buffer.concat([header, ...records, ...members, ...data.flat()]);
}

function fileRecords(files: readonly CabFile[], folder: number): Buffer[] {
  let start = 0;
  return files.map(({ name, bytes }) => {
    const record = Buffer.alloc(16);
    record.writeUInt32LE(bytes.length, 0);
    record.writeUInt32LE(start, 4);
    record.writeUInt16LE(folder, 8);
    record.writeUInt16LE(DATE, 10);
    const utf8 = typeof name === 'string' && /[^\x20-\x7E]/.test(name);
    record.writeUInt16LE(utf8 ? ARCHIVE | UTF8_NAME : ARCHIVE, 14);
    start += bytes.length;
    return Buffer.concat([record, Buffer.from(name as Uint8Array), Buffer.alloc(1)]);
  });
}

function dataBlocks(bytes: Uint8Array, packing: CabPacking): Buffer[] {
  return packedBlocks(bytes, packing).map(({ data, size }) => {
    const head = Buffer.alloc(8);
    head.writeUInt16LE(data.length, 4);
    head.writeUInt16LE(size, 6);
    head.writeUInt32LE(checksum(head.subarray(4), checksum(data, 0)), 0);
    return Buffer.concat([head, data]);
  });
}

/** Exclusive or over 32-bit words; the bytes left over count from the highest down. */
function checksum(bytes: Uint8Array, seed: number): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const whole = buffer.length - (buffer.length % 4);
  let sum = seed;
  for (let at = 0; at < whole; at += 4) sum ^= buffer.readUInt32LE(at);
  let rest = 0;
  for (const byte of buffer.subarray(whole)) rest = (rest << 8) | byte;
  return (sum ^ rest) >>> 0;
}
