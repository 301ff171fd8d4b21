import { parse } from 'csv-parse/sync';
import type { CsvDelimiter } from './types.ts';

/** Characters of a line, or of a row with its quoted line ends, beyond which it is not kept. */
export const LONGEST = 65_536;
/** Lines that a quoted field may go over. */
const MOST_LINES = 1000;

/**
 * Where a row that has quotes ends: `closed` when all quotes are as CSV has them, with the place after its last
 * character and the line ends within; `more` when the text ends too early to tell.
 */
export type RowEnd =
  | { readonly kind: 'closed'; readonly stop: number; readonly lines: number }
  | { readonly kind: 'stray-quote' | 'unclosed-quote' | 'more' };

const LINE_END = /\r\n|\r|\n/g;
const linesIn = (text: string, from: number, to: number): number => text.slice(from, to).match(LINE_END)?.length ?? 0;

const STOPS: Readonly<Record<CsvDelimiter, RegExp>> = { ',': /[,"\r\n]/g, '\t': /[\t"\r\n]/g, ';': /[;"\r\n]/g };

/**
 * Finds the end of the row that begins at `start`. Linear over a whole file: a line that leaves a quote open ends the
 * search of every line before it.
 * @param last whether nothing follows `text`
 */
export function rowEnd(text: string, start: number, delimiter: CsvDelimiter, last: boolean): RowEnd {
  const stops = STOPS[delimiter];
  const within = (at: number): boolean => last || at < text.length;
  const wrong = (lines: number): RowEnd => ({ kind: lines === 0 ? 'stray-quote' : 'unclosed-quote' });
  let lines = 0;
  for (let field = start; ; ) {
    let stop: number;
    if (text[field] === '"') {
      const close = closing(text, field + 1);
      const open = !within(close + 1);
      if (Math.min(close, text.length) - start > LONGEST || (close > text.length && last))
        return { kind: 'unclosed-quote' };
      if (open) return { kind: 'more' };
      lines += linesIn(text, field, close);
      if (lines > MOST_LINES) return { kind: 'unclosed-quote' };
      stop = close + 1;
      const next = text[stop];
      if (next !== undefined && next !== delimiter && next !== '\r' && next !== '\n') return wrong(lines);
    } else {
      stops.lastIndex = field;
      stop = stops.exec(text)?.index ?? text.length;
      if (text[stop] === '"') return wrong(lines);
    }
    if (stop - start > LONGEST) return { kind: 'unclosed-quote' };
    if (text[stop] !== delimiter) {
      const told = within(stop) && (last || text[stop] !== '\r' || stop + 1 < text.length);
      return told ? { kind: 'closed', stop, lines } : { kind: 'more' };
    }
    field = stop + 1;
  }
}

/** The place of the quote that closes a field; beyond the text where there is none. */
function closing(text: string, from: number): number {
  for (let at = from; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return Number.POSITIVE_INFINITY;
    if (text[at + 1] !== '"') return at;
  }
}

/** The fields of rows of which `rowEnd` said `closed`: the library resolves the quotes, many rows at once. */
export function quotedFields(rows: readonly string[], delimiter: CsvDelimiter): string[][] {
  if (rows.length === 0) return [];
  return parse(rows.join('\n'), { delimiter, record_delimiter: '\n', relax_column_count: true });
}
