import iconv from 'iconv-lite';
import { encodingOf } from '../readers/csv/encoding.ts';
import type { AnswerFile } from './types.ts';

/** How the text of an answer is written. */
export type TextEncoding = 'big5' | 'utf-8' | 'utf-16le' | 'utf-16be';

/** Bytes from the start that tell the encoding. */
export const HEAD_BYTES = 65_536;

/** A line in Big5 without its end, whatever the file is written in: columns are counted in bytes of Big5. */
export interface Line {
  readonly bytes: Buffer;
  /** As an editor counts, from 1: a form feed ends a line here, not there. */
  readonly number: number;
  /** It was longer than `LONGEST`; the rest was left out. */
  readonly long: boolean;
}

/** Bytes of a line at most: twelve texts of 4,000 in one are 48,000. */
const LONGEST = 1 << 18;

const LF = 0x0a;
const FF = 0x0c;

/** Whether bytes that may end in the middle of a character are UTF-8, beyond ASCII. */
function isUtf8(head: Uint8Array): boolean {
  if (!head.some((byte) => byte > 0x7f)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The encoding by the first 64 KiB: NHI writes Big5, editors save as others. */
export function textEncoding(head: Uint8Array): { readonly encoding: TextEncoding; readonly mark: number } {
  const { encoding, mark } = encodingOf(head.subarray(0, 1024));
  if (encoding !== 'ascii-compatible') return { encoding, mark };
  return { encoding: mark > 0 || isUtf8(head) ? 'utf-8' : 'big5', mark };
}

/** Text of the first bytes, whatever their encoding. */
export function headText(head: Uint8Array): string {
  const { encoding, mark } = textEncoding(head);
  return new TextDecoder(encoding).decode(head.subarray(mark, HEAD_BYTES));
}

/** The text of some bytes in Big5; what is no character becomes U+FFFD. */
export function big5Text(bytes: Buffer): string {
  for (const byte of bytes) if (byte > 0x7f) return iconv.decode(bytes, 'cp950');
  return bytes.toString('latin1');
}

const FULL_WIDTH_QUESTION = Buffer.from([0xa1, 0x48]);

/** To Big5; a sign that Big5 does not have takes two bytes, as it did where the file came from. */
function toBig5(text: string, known: Map<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  for (const [run] of text.matchAll(/[\0-\x7f]+|[^\0-\x7f]/gu)) {
    let bytes = run.charCodeAt(0) < 0x80 ? Buffer.from(run, 'latin1') : known.get(run);
    if (!bytes) {
      const made = iconv.encode(run, 'cp950');
      bytes = made.length === 2 ? made : FULL_WIDTH_QUESTION;
      known.set(run, bytes);
    }
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

/** The bytes of an answer as Big5, without a byte order mark. */
async function* asBig5(file: AnswerFile, encoding: TextEncoding, mark: number): AsyncGenerator<Buffer> {
  const decoder = encoding === 'big5' ? undefined : new TextDecoder(encoding);
  const known = new Map<string, Buffer>();
  let skip = decoder ? 0 : mark;
  for await (const piece of file.open()) {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length).subarray(skip);
    skip = Math.max(0, skip - piece.length);
    yield decoder ? toBig5(decoder.decode(bytes, { stream: true }), known) : bytes;
  }
  if (decoder) yield toBig5(decoder.decode(), known);
}

/** The first bytes of an answer, up to 64 KiB. @throws ArchiveError, IntakeError */
export async function headOf(file: AnswerFile): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const piece of file.open()) {
    parts.push(piece);
    size += piece.length;
    if (size >= HEAD_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, HEAD_BYTES);
}

const endOf = (bytes: Buffer, from: number): number => {
  for (let at = from; at < bytes.length; at++) if (bytes[at] === LF || bytes[at] === FF) return at;
  return -1;
};

const withoutReturn = (bytes: Buffer): Buffer => (bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes);

/**
 * The lines of an answer, some at a time; holds no more than one piece of the file and one line. Neither line feed, form
 * feed, `=`, `-` nor `*` can be the second byte of a Big5 character.
 * @throws ArchiveError, IntakeError
 */
export async function* big5Lines(file: AnswerFile, head: Uint8Array): AsyncGenerator<Line[]> {
  const { encoding, mark } = textEncoding(head);
  let rest: Buffer = Buffer.alloc(0);
  let long = false;
  let number = 1;
  const line = (bytes: Buffer): Line => ({ bytes: withoutReturn(bytes), number, long });
  for await (const piece of asBig5(file, encoding, mark)) {
    const lines: Line[] = [];
    let from = 0;
    for (let end = endOf(piece, 0); end >= 0; end = endOf(piece, from)) {
      const part = piece.subarray(from, end);
      const own = rest.length > 0 ? Buffer.concat([rest, part]) : Buffer.from(part);
      long ||= own.length > LONGEST;
      lines.push(line(own.subarray(0, LONGEST)));
      if (piece[end] === LF) number++;
      rest = Buffer.alloc(0);
      long = false;
      from = end + 1;
    }
    if (rest.length < LONGEST) rest = Buffer.concat([rest, piece.subarray(from)]);
    if (rest.length >= LONGEST) {
      long = true;
      rest = rest.subarray(0, LONGEST);
    }
    yield lines;
  }
  if (rest.length > 0) yield [line(rest)];
}
