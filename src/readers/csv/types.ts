/** What is unusual about a row; a plain one has nothing of it. */
export type CsvOddity =
  /** A field stands in quotes, as CSV allows. */
  | 'quoted'
  /** A quoted field goes over several lines. */
  | 'multi-line'
  /** A byte above 0x7F (of UTF-16: a code unit). */
  | 'beyond-ascii'
  /** NUL or another control character; tabs and line ends are none. */
  | 'control'
  /** A quote that nothing closes within the bounds: the row was taken to end with its line. */
  | 'unclosed-quote'
  /** A quote where CSV has none, as in `a"b` or `"a"b`; the line was cut at each delimiter. */
  | 'stray-quote'
  /** Longer than the bound: its fields were not kept. */
  | 'too-long';

/** One row: a line, or several where a quoted field holds line ends. */
export interface CsvRow {
  /** The physical line of its first byte, from 1. */
  readonly row: number;
  /** The place of its first byte in the file. */
  readonly offset: number;
  /** Bytes, without the line end. */
  readonly length: number;
  /**
   * As written, blanks kept, quotes resolved; none where the row is too long. Each byte is one character (latin1); of
   * UTF-16 each code unit. They are slices that keep some kilobytes of text alive: a field that is to outlive
   * its batch has to be copied.
   */
  readonly fields: readonly string[];
  /** Undefined where nothing is unusual. */
  readonly odd: readonly CsvOddity[] | undefined;
}

export type CsvEncoding = 'ascii-compatible' | 'utf-16le' | 'utf-16be';
export type CsvDelimiter = ',' | '\t' | ';';

/** What is known of a file after its last row. */
export interface CsvFacts {
  /** UTF-16 by its byte order mark or its NUL bytes; else anything in which ASCII is ASCII. */
  readonly encoding: CsvEncoding;
  /** Whether it begins with a byte order mark, which belongs to no field. */
  readonly bom: boolean;
  /** By the first line that is not blank: a comma, unless it has none but several tabs or semicolons. */
  readonly delimiter: CsvDelimiter;
  /** How lines end; those within quoted fields are not counted. */
  readonly lineEnds: { readonly crlf: number; readonly lf: number; readonly cr: number };
  /** Lines with nothing, or with blanks alone; they are no rows. */
  readonly blankLines: number;
  /** Physical line of the first of them. */
  readonly firstBlank?: number;
  /** Whether the last line has a line end; true for an empty file. */
  readonly lastLineEnded: boolean;
  readonly rows: number;
  /** Rows of them that are too long to be kept. */
  readonly tooLong: number;
  /** Whether it is no text but a workbook of a spreadsheet program; then no rows are looked for. */
  readonly workbook: boolean;
}
