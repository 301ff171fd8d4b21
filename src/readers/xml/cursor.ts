/** Where the reading is: a window of the file, and the place in it. */
export interface Cursor {
  bytes: Buffer;
  /** The same bytes as text, each one character (latin1). */
  text: string;
  /** The next byte. */
  at: number;
  end: number;
  /** Whether nothing comes behind `end`. */
  last: boolean;
  /** 1-based. */
  line: number;
  /** The place of the first byte of the line; below 0 where it is no longer in the window. */
  lineStart: number;
  /** How many more bytes than UTF-16 code units the line has up to `at`. */
  excess: number;
}

export const newCursor = (): Cursor => ({
  bytes: Buffer.alloc(0),
  text: '',
  at: 0,
  end: 0,
  last: false,
  line: 1,
  lineStart: 0,
  excess: 0,
});

/** 1-based, in UTF-16 code units. */
export const columnOf = ({ at, lineStart, excess }: Cursor): number => at - lineStart - excess + 1;

/** Puts a block behind what has not been read. @returns by how much all places became smaller */
export function refill(cursor: Cursor, block: Buffer): number {
  const { bytes, at, end } = cursor;
  cursor.bytes = at === end ? block : Buffer.concat([bytes.subarray(at, end), block]);
  cursor.text = cursor.bytes.toString('latin1');
  cursor.end = cursor.bytes.length;
  cursor.lineStart -= at;
  cursor.at = 0;
  return at;
}

/** A place in a text that begins at a line and column. */
export function placeIn(text: string, at: number, line: number, column: number): { line: number; column: number } {
  let from = 0;
  let lines = 0;
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', from)) {
    from = i + 1;
    lines++;
  }
  return { line: line + lines, column: lines === 0 ? column + at : at - from + 1 };
}
