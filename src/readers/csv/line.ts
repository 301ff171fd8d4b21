import type { CsvDelimiter, CsvOddity } from './types.ts';

const BEYOND_ASCII = /[\x80-\uffff]/;
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
const BLANKS = /^[ \t]*$/;
const SPACES = /^ *$/;
/** Tabs or semicolons of a line from which on they part its fields. */
const SEVERAL = 2;

/** The delimiter by the first line: a comma, unless it has none but several of another. */
export function delimiterOf(line: string): CsvDelimiter {
  if (line.includes(',')) return ',';
  const [tabs, semicolons] = [line.split('\t').length - 1, line.split(';').length - 1];
  if (Math.max(tabs, semicolons) < SEVERAL) return ',';
  return tabs >= semicolons ? '\t' : ';';
}

/** Whether a line from `at` to `stop` has nothing, or blanks alone; tabs are none where they part fields. */
export function isBlank(text: string, at: number, stop: number, delimiter: CsvDelimiter | undefined): boolean {
  if (at === stop) return true;
  const first = text.charCodeAt(at);
  if (first !== 0x20 && first !== 0x09) return false;
  return (delimiter === '\t' ? SPACES : BLANKS).test(text.slice(at, stop));
}

/** What is unusual about the signs of a row, quotes aside. */
export function oddSigns(row: string): CsvOddity[] {
  const odd: CsvOddity[] = [];
  if (BEYOND_ASCII.test(row)) odd.push('beyond-ascii');
  if (CONTROL.test(row)) odd.push('control');
  return odd;
}
