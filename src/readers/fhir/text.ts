import { isUtf8 } from 'node:buffer';

/** Why bytes are not UTF-8 text, with the place of the first wrong byte (1-based). */
export interface EncodingProblem {
  readonly kind: 'utf-16' | 'not-utf-8';
  readonly line: number;
  readonly column: number;
}

/** Text of a JSON file. */
export interface Decoded {
  /** Without a byte order mark. Wrong bytes are U+FFFD. */
  readonly text: string;
  readonly bom: boolean;
  readonly problem: EncodingProblem | null;
}

/** Line and column (1-based, UTF-16 code units) of an offset. */
export function lineColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf('\n'); next !== -1 && next < offset; next = text.indexOf('\n', start)) {
    line++;
    start = next + 1;
  }
  return { line, column: offset - start + 1 };
}

/** Offset of the first replacement that does not stand for a real U+FFFD in the bytes. */
function firstWrong(text: string, bytes: Uint8Array): number {
  let byte = 0;
  let from = 0;
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1)) {
    byte += Buffer.byteLength(text.slice(from, at));
    from = at;
    const real = bytes[byte] === 0xef && bytes[byte + 1] === 0xbf && bytes[byte + 2] === 0xbd;
    if (!real) return at;
  }
  return 0;
}

/** Decodes what shall be UTF-8 (FHIR R4: JSON is always UTF-8); never throws. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  // JSON begins with ASCII: one zero byte of the first two is UTF-16 without a mark.
  const wide = marked || (bytes.length > 1 && (bytes[0] === 0) !== (bytes[1] === 0));
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const text = new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes);
  if (wide) return { text, bom: marked, problem: { kind: 'utf-16', line: 1, column: 1 } };
  if (isUtf8(bytes)) return { text, bom, problem: null };
  return {
    text,
    bom,
    problem: { kind: 'not-utf-8', ...lineColumn(text, firstWrong(text, bom ? bytes.subarray(3) : bytes)) },
  };
}
