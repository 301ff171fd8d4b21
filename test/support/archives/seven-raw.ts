import { crc32 } from 'node:zlib';

/** A member of a 7z; nothing is refused: `..`, `C:`, the same name twice. */
export interface RawMember {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly directory?: boolean;
  /** Windows attributes; those of Unix in the upper half, with `UNIX_ATTRIBUTES`. None unless told. */
  readonly attributes?: number;
}

/** How all bytes are packed, in one block; copied unless told. */
export interface RawCoder {
  /** As in 7-Zip's DOC/Methods.txt, in hex. */
  readonly id: string;
  readonly properties: Uint8Array;
  readonly packed: Uint8Array;
}

/** Says that the upper half of the attributes is the mode of a file in Unix. */
export const UNIX_ATTRIBUTES = 0x8000;

/** A 7z, byte for byte the same each time, its header not compressed. */
export function writeRaw7z(members: readonly RawMember[], coder?: RawCoder): Uint8Array {
  const whole = Buffer.concat(members.map(({ bytes }) => bytes));
  const { id, properties, packed } = coder ?? { id: '00', properties: new Uint8Array(0), packed: whole };
  const full = members.filter(({ bytes }) => bytes.length > 0);
  const streams =
    full.length === 0
      ? []
      : [
          [0x04, 0x06, 0, 1, 0x09, ...number(packed.length), 0], // where the packed bytes are
          [0x07, 0x0b, 1, 0, 1, (id.length / 2) | (properties.length > 0 ? 0x20 : 0), ...Buffer.from(id, 'hex')],
          [...(properties.length > 0 ? [...number(properties.length), ...properties] : [])],
          [0x0c, ...number(whole.length), 0],
          [0x08, 0x0d, ...number(full.length), 0x09],
          ...full.slice(0, -1).map(({ bytes }) => number(bytes.length)),
          [0x0a, 1],
          ...full.map(({ bytes }) => uint32(crc32(bytes))),
          [0, 0],
        ];
  const empty = members.filter(({ bytes }) => bytes.length === 0);
  const files = [
    [0x05, ...number(members.length)],
    property(0x0e, bits(members.map(({ bytes }) => bytes.length === 0))),
    property(0x0f, bits(empty.map(({ directory }) => directory !== true))),
    property(0x11, Buffer.from(`\0${members.map(({ name }) => `${name}\0`).join('')}`, 'utf16le').subarray(1)),
    property(0x15, Buffer.from([1, 0, ...members.flatMap(({ attributes = 0 }) => uint32(attributes))])),
    [0],
  ];
  const header = Buffer.concat([[1], ...streams, ...files, [0]].map((part) => Buffer.from(part)));
  const start = Buffer.alloc(32);
  start.write('7z\xBC\xAF\x27\x1C\0\x04', 'latin1');
  start.writeBigUInt64LE(BigInt(packed.length), 12);
  start.writeBigUInt64LE(BigInt(header.length), 20);
  start.writeUInt32LE(crc32(header), 28);
  start.writeUInt32LE(crc32(start.subarray(12)), 8);
  return Buffer.concat([start, packed, header]);
}

/** LZMA2 that packs nothing, up to 64 KiB: one chunk as it is, and the end. The dictionary is claimed by a number up to 40. */
export function lzma2(bytes: Uint8Array, dictionary: number): RawCoder {
  const size = bytes.length - 1;
  const packed = Buffer.concat([Buffer.from([1, size >> 8, size & 0xff]), bytes, Buffer.alloc(1)]);
  return { id: '21', properties: Uint8Array.of(dictionary), packed };
}

/** Below 2^31: the short forms of 7z, or a mark and four bytes. */
function number(value: number): number[] {
  return value < 0x80 ? [value] : [0xf0, ...uint32(value)];
}

const uint32 = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);

function bits(flags: readonly boolean[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(flags.length / 8));
  for (const [at, flag] of flags.entries()) if (flag) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (0x80 >> (at & 7));
  return bytes;
}

const property = (id: number, data: Uint8Array): Uint8Array =>
  data.length === 0 ? data : Buffer.concat([Buffer.from([id, ...number(data.length)]), data]);
