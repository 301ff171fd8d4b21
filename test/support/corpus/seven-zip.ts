import { crc32 } from 'node:zlib';

/** A file for a 7z. */
export interface SevenZipFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const MTIME = 134_230_176_000_000_000n; // 2026-05-12 in units of 100 ns since 1601
const COPY = [0x01, 0x00];
const AES = [0x24, 0x06, 0xf1, 0x07, 0x01, 10, 0x53, 0x07, 1, 2, 3, 4, 5, 6, 7, 8];

/** A method by its id in hex, without properties. */
const method = (id: string): number[] => [id.length / 2, ...Buffer.from(id, 'hex')];

/** LZMA with a dictionary of so many bytes. */
const lzma = (dictionary: number): number[] => [0x23, 3, 1, 1, 5, 0x5d, ...u32(dictionary)];

/** A number as 7z writes it: the leading ones of the first byte count the bytes that follow. */
function number(value: number): number[] {
  if (value < 0x80) return [value];
  if (value < 0x4000) return [0x80 | (value >> 8), value & 0xff];
  if (value < 0x200000) return [0xc0 | (value >> 16), value & 0xff, (value >> 8) & 0xff];
  return [0xe0 | (value >> 24), value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff];
}

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
const u64 = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

const property = (id: number, body: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([id, ...number(body.length)]), body]);

function header(files: readonly SevenZipFile[], packed: number, coder: readonly number[]): Buffer {
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const sizes = files.slice(0, -1).flatMap(({ bytes }) => number(bytes.length));
  const sums = Buffer.concat(files.map(({ bytes }) => u32(crc32(bytes))));
  const names = Buffer.concat(files.map(({ name }) => Buffer.from(`${name}\0`, 'utf16le')));
  const times = Buffer.concat(files.map(() => u64(MTIME)));
  return Buffer.concat([
    Buffer.from([0x01, 0x04]),
    Buffer.from([0x06, 0, 1, 0x09, ...number(packed), 0]),
    Buffer.from([0x07, 0x0b, 1, 0, 1, ...coder, 0x0c, ...number(total), 0]),
    Buffer.from([0x08, 0x0d, ...number(files.length), ...(sizes.length > 0 ? [0x09, ...sizes] : []), 0x0a, 1]),
    sums,
    Buffer.from([0, 0, 0x05, ...number(files.length)]),
    property(0x11, Buffer.concat([Buffer.from([0]), names])),
    property(0x14, Buffer.concat([Buffer.from([1, 0]), times])),
    Buffer.from([0, 0]),
  ]);
}

/** What a 7z says of its data. */
export interface SevenZipClaims {
  readonly password?: boolean;
  readonly dictionary?: number | undefined;
  /** Hex. */
  readonly method?: string | undefined;
}

/**
 * A 7z, not compressed, byte for byte the same each time and everywhere (one made by 7-Zip carries the file modes of
 * the machine). `password`: says that the data is encrypted, `dictionary`: that it is LZMA with one of so many bytes;
 * `method`: that it is packed by the one of this id; it is not.
 */
export function writeSevenZip(
  files: readonly SevenZipFile[],
  { password = false, dictionary, method: id }: SevenZipClaims = {},
): Uint8Array {
  const other = id === undefined ? COPY : method(id);
  const coder = password ? AES : dictionary === undefined ? other : lzma(dictionary);
  const plain = Buffer.concat(files.map(({ bytes }) => bytes));
  const data = password ? Buffer.concat([plain, Buffer.alloc((16 - (plain.length % 16)) % 16)]) : plain;
  const tail = files.length === 0 ? Buffer.alloc(0) : header(files, data.length, coder);
  const start = Buffer.concat([u64(data.length), u64(tail.length), u32(crc32(tail))]);
  const magic = Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]);
  return Buffer.concat([magic, u32(crc32(start)), start, data, tail]);
}
