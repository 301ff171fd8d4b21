import { delimiterOf, isBlank, oddSigns } from './line.ts';
import { LONGEST, quotedFields, rowEnd } from './quoted.ts';
import type { CsvDelimiter, CsvFacts, CsvOddity, CsvRow } from './types.ts';

type Found = { -readonly [Key in keyof CsvRow]: CsvRow[Key] };

/** What the text alone tells; the rest of the facts is the encoding's. */
export type TextFacts = Omit<CsvFacts, 'encoding' | 'bom' | 'workbook'>;

/** Finds the rows of a text that comes in pieces. */
export interface Scan {
  /** The rows that end in this piece. @param last whether it is the end of the text */
  feed(piece: string, last: boolean): CsvRow[];
  facts(): TextFacts;
}

/** What a plain line has none of; a CR is plain before a LF. */
const ODD = /["\0-\x08\x0b\x0c\x0e-\x1f\x7f-\uffff]|\r(?!\n)/g;
const LINE_END = /[\r\n]/g;
const CR = 0x0d;

const indexOf = (pattern: RegExp, text: string, from: number): number => {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
};

/** Whether the line end at `stop` is there as a whole: of CR LF the LF may come with the next piece. */
const hasEnded = (text: string, stop: number): boolean =>
  stop < text.length && (text.charCodeAt(stop) !== CR || stop + 1 < text.length);

/**
 * Begins a text. Plain lines, which most are, cost a search for the line end and a split; only where something odd stands
 * is a line looked at closely.
 * @param origin the place of its first byte in the file
 * @param width bytes of a character
 */
export function scan(origin: number, width: 1 | 2): Scan {
  const lineEnds = { crlf: 0, lf: 0, cr: 0 };
  let delimiter: CsvDelimiter | undefined;
  let firstBlank: number | undefined;
  let blankLines = 0;
  let rows = 0;
  let tooLong = 0;
  let lastLineEnded = true;
  /** Text that is not yet a row, with the place of its first character. */
  let rest = '';
  let base = 0;
  /** The physical line that comes next. */
  let line = 1;
  /** The line that is too long to be kept, while its end is looked for. */
  let skipped: { row: number; start: number } | undefined;

  let text = '';
  let at = 0;
  let found: Found[] = [];
  let quoted: { row: Found; text: string }[] = [];

  /** A row of the text from `at` to `stop`. */
  const add = (stop: number, fields: readonly string[], odd: CsvOddity[] | undefined): Found => {
    const row = { row: line, offset: origin + (base + at) * width, length: (stop - at) * width, fields, odd };
    found.push(row);
    return row;
  };

  const addTooLong = (stop: number): void => {
    add(stop, [], ['too-long']);
    tooLong++;
  };

  /** Goes on behind the line end at `stop`, or the end of the text. */
  const goOn = (stop: number): void => {
    const sign = text[stop];
    lastLineEnded = sign !== undefined;
    at = stop + 1;
    line++;
    if (sign === '\n') lineEnds.lf++;
    else if (sign === undefined) at = stop;
    else if (text[at] !== '\n') lineEnds.cr++;
    else {
      lineEnds.crlf++;
      at++;
    }
  };

  /** A line without quotes. */
  const addLine = (stop: number, isOdd: boolean): void => {
    if (isBlank(text, at, stop, delimiter)) {
      blankLines++;
      firstBlank ??= line;
    } else if (stop - at > LONGEST) addTooLong(stop);
    else {
      const row = text.slice(at, stop);
      delimiter ??= delimiterOf(row);
      const odd = isOdd ? oddSigns(row) : [];
      add(stop, row.split(delimiter), odd.length === 0 ? undefined : odd);
    }
  };

  /** A row that has quotes, its first line up to `stop`. @returns whether its end can be told */
  const addQuoted = (stop: number, last: boolean): boolean => {
    const row = text.slice(at, stop);
    delimiter ??= delimiterOf(row);
    const end = rowEnd(text, at, delimiter, last);
    if (end.kind === 'more') return false;
    if (end.kind === 'closed') {
      const whole = end.lines === 0 ? row : text.slice(at, end.stop);
      const odd: CsvOddity[] = end.lines === 0 ? ['quoted'] : ['quoted', 'multi-line'];
      quoted.push({ row: add(end.stop, [], [...odd, ...oddSigns(whole)]), text: whole });
      goOn(end.stop);
      line += end.lines;
    } else {
      add(stop, row.split(delimiter), [end.kind, ...oddSigns(row)]);
      goOn(stop);
    }
    return true;
  };

  /** Looks for the end of a line that is too long. @returns whether it is there */
  const skip = ({ row, start }: NonNullable<typeof skipped>, last: boolean): boolean => {
    const stop = indexOf(LINE_END, text, 0);
    if (!last && !hasEnded(text, stop)) {
      at = stop;
      return false;
    }
    line = row;
    at = start - base;
    addTooLong(stop);
    goOn(stop);
    skipped = undefined;
    return true;
  };

  /** Goes through all lines that are there as a whole. */
  const lines = (last: boolean): void => {
    let odd = -1;
    let lf = -1;
    while (at < text.length) {
      if (odd < at) odd = indexOf(ODD, text, at);
      if (lf < at) lf = text.indexOf('\n', at);
      if (lf < 0) lf = text.length;
      if (lf < odd) {
        const isCrlf = lf > at && text.charCodeAt(lf - 1) === CR;
        addLine(isCrlf ? lf - 1 : lf, false);
        goOn(isCrlf ? lf - 1 : lf);
        continue;
      }
      const stop = indexOf(LINE_END, text, at);
      if (!last && !hasEnded(text, stop)) {
        if (stop - at <= LONGEST) return;
        skipped = { row: line, start: base + at };
        at = stop;
        return;
      }
      if (stop - at > LONGEST || !text.slice(at, stop).includes('"')) {
        addLine(stop, true);
        goOn(stop);
      } else if (!addQuoted(stop, last)) return;
    }
  };

  return {
    feed(piece, last) {
      text = rest + piece;
      at = 0;
      found = [];
      quoted = [];
      if (!skipped || skip(skipped, last)) lines(last);
      base += at;
      rest = text.slice(at);
      const texts = quoted.map((one) => one.text);
      const resolved = quotedFields(texts, delimiter ?? ',');
      for (const [i, { row }] of quoted.entries()) row.fields = resolved[i] ?? [];
      rows += found.length;
      return found;
    },
    facts: () => ({
      delimiter: delimiter ?? ',',
      lineEnds: { ...lineEnds },
      blankLines,
      ...(firstBlank === undefined ? {} : { firstBlank }),
      lastLineEnded,
      rows,
      tooLong,
    }),
  };
}
