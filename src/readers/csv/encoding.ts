import type { CsvEncoding } from './types.ts';

/** Bytes that are looked at to tell the encoding. */
export const HEAD = 1024;

/** How the text of a file is written, and the bytes of its byte order mark. */
export interface Encoding {
  readonly encoding: CsvEncoding;
  readonly mark: number;
}

const startsWith = (head: Uint8Array, ...bytes: number[]): boolean => bytes.every((byte, i) => head[i] === byte);

/** Pairs of bytes below which a NUL here and there says nothing. */
const ENOUGH = 8;

/** Whether text without a mark is UTF-16: of every pair nearly always just the upper byte is NUL. */
function withoutMark(head: Uint8Array): CsvEncoding {
  const pairs = head.length >> 1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) even++;
    if (head[2 * i + 1] === 0) odd++;
  }
  const most = pairs * 0.8;
  const least = pairs * 0.05;
  if (pairs < ENOUGH || (odd < most && even < most)) return 'ascii-compatible';
  if (even <= least) return 'utf-16le';
  return odd <= least ? 'utf-16be' : 'ascii-compatible';
}

/** Whether a file is a workbook (xlsx, ods: a zip; xls: a compound file), whatever its name says. */
export const isWorkbook = (head: Uint8Array): boolean =>
  startsWith(head, 0x50, 0x4b, 0x03, 0x04) || startsWith(head, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);

/** The encoding by the first bytes of a file. */
export function encodingOf(head: Uint8Array): Encoding {
  if (startsWith(head, 0xef, 0xbb, 0xbf)) return { encoding: 'ascii-compatible', mark: 3 };
  if (startsWith(head, 0xff, 0xfe)) return { encoding: 'utf-16le', mark: 2 };
  if (startsWith(head, 0xfe, 0xff)) return { encoding: 'utf-16be', mark: 2 };
  return { encoding: withoutMark(head), mark: 0 };
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

/** Turns pieces into text, one after the other; a code unit may be cut by the end of a piece. */
export function decoder(encoding: CsvEncoding): (bytes: Uint8Array) => string {
  if (encoding === 'ascii-compatible') return (bytes) => bufferOf(bytes).toString('latin1');
  let half: number | undefined;
  return (bytes) => {
    const whole = half === undefined ? Buffer.from(bytes) : Buffer.concat([Uint8Array.of(half), bytes]);
    const even = whole.subarray(0, whole.length & ~1);
    half = whole.length % 2 === 0 ? undefined : whole.at(-1);
    return (encoding === 'utf-16be' ? even.swap16() : even).toString('utf16le');
  };
}
