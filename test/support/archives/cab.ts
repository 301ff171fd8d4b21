/** A file for a cabinet. */
export interface CabFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Which CFFOLDER it lies in; 0 unless told. Files come in the order of their folders. */
  readonly folder?: number;
}

const HEADER = 36;
const BLOCK = 32_768;
const UTF8_NAME = 0x80;
const ARCHIVE = 0x20;
const DATE = ((2026 - 1980) << 9) | (5 << 5) | 12;

/** A cabinet, not compressed. Folders in names are parted by `\`, as cabinets have it. */
export function writeCab(files: readonly CabFile[]): Uint8Array {
  const count = 1 + Math.max(0, ...files.map((file) => file.folder ?? 0));
  const folders = Array.from({ length: count }, (_, folder) => files.filter((file) => (file.folder ?? 0) === folder));
  const members = folders.flatMap((members, folder) => fileRecords(members, folder));
  const data = folders.map((members) => dataBlocks(Buffer.concat(members.map((file) => file.bytes))));
  const filesAt = HEADER + 8 * count;
  let dataAt = filesAt + members.reduce((sum, bytes) => sum + bytes.length, 0);
  const records = data.map((blocks) => {
    const record = Buffer.alloc(8); // typeCompress 0: not compressed
    record.writeUInt32LE(dataAt, 0);
    record.writeUInt16LE(blocks.length, 4);
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
    record.writeUInt16LE(/^[\x20-\x7E]*$/.test(name) ? ARCHIVE : ARCHIVE | UTF8_NAME, 14);
    start += bytes.length;
    return Buffer.concat([record, Buffer.from(`${name}\0`)]);
  });
}

function dataBlocks(bytes: Uint8Array): Buffer[] {
  const blocks: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += BLOCK) {
    const data = bytes.subarray(start, start + BLOCK);
    const head = Buffer.alloc(8);
    head.writeUInt16LE(data.length, 4);
    head.writeUInt16LE(data.length, 6);
    head.writeUInt32LE(checksum(head.subarray(4), checksum(data, 0)), 0);
    blocks.push(Buffer.concat([head, data]));
  }
  return blocks;
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
