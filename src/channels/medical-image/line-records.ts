import type { CsvOddity, CsvRow } from '../../readers/csv/types.ts';
import { halfWidth } from '../../readers/half-width.ts';
import { optional } from '../../readers/optional.ts';
import type { CheckRecord, Location, Unit } from '../record.ts';
import type { FIELD_COUNTS, LineData } from './line-record-type.ts';
import { COLUMNS } from './row-record-type.ts';
import { cellOf } from './units.ts';

const WIDTH = COLUMNS.length;
const ARCHIVE = COLUMNS.indexOf('archive');
const ARCHIVE_NAME = /^\s*(?:DCF|ATT)[0-9A-Z]{6}/i;
const WHOLE: ReadonlySet<string> = new Set<(typeof FIELD_COUNTS)[number]>(['right', 'older', 'trailing-comma']);
const BEYOND_ASCII = /[\x80-\uffff]/;
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
const DIGITS = /[0-9]{3}/;
const LETTERS = /[A-Za-z\x80-\uffff]/;
const END_MARK = '\x1a';

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;
/** Whether blanks or tabs stand around something. */
const isPadded = (field: string): boolean =>
  field.length > 0 && (isBlank(field.charCodeAt(0)) || isBlank(field.charCodeAt(field.length - 1)));
const isEmpty = (field: string): boolean => field.length === 0 || (isPadded(field) && field.trim() === '');

/**
 * Whether a line is words instead of data: the names of the columns, a title, a remark. Rows have dates, so that no three
 * digits in a row anywhere tell it; lines after the first are looked at only where they go beyond ASCII.
 */
function isHeader({ fields, odd = [] }: CsvRow, isFirst: boolean): boolean {
  if (!isFirst && !odd.includes('beyond-ascii')) return false;
  const isData = fields.some((field) => DIGITS.test(BEYOND_ASCII.test(field) ? (halfWidth(field) ?? field) : field));
  return !isData && !odd.includes('control') && fields.some((field) => LETTERS.test(field));
}

const isEndMark = ({ fields }: CsvRow): boolean => fields.length === 1 && fields[0]?.trim() === END_MARK;
const isOnlyCommas = ({ fields }: CsvRow): boolean => fields.length > 0 && fields.every(isEmpty);

/** Oddities with which nobody can tell where a cell begins. */
const UNCLEAR: ReadonlySet<CsvOddity> = new Set(['multi-line', 'unclosed-quote', 'stray-quote', 'too-long']);
const isUnclear = ({ odd }: CsvRow): boolean => odd?.some((what) => UNCLEAR.has(what)) === true;

/** Whether the name of the archive stands in another column than it should: a comma is missing before it, or too many. */
function isShifted({ fields }: CsvRow): boolean {
  const place = fields.findIndex((field) => ARCHIVE_NAME.test(field));
  return place >= 0 && place !== ARCHIVE;
}

function countOf(row: CsvRow): (typeof FIELD_COUNTS)[number] {
  const { fields } = row;
  const { length } = fields;
  if (length === WIDTH) return 'right';
  if (length > WIDTH) return fields.slice(WIDTH).every(isEmpty) && !isShifted(row) ? 'trailing-comma' : 'more';
  if (length === WIDTH - 1 && !isShifted(row)) return 'older';
  return length === 1 ? 'one' : 'fewer';
}

/**
 * Whether the columns of a line can be judged: it is data, its cells are told apart, and they are as many as there are
 * columns: 17, or 16 without the newest one, or more of which the further ones are empty; none of them shifted.
 * @param isFirst whether it is the first row of the file
 */
export function isWhole(row: CsvRow, isFirst: boolean): boolean {
  const { fields, odd } = row;
  const isUsual = odd === undefined && fields.length === WIDTH && fields[0] !== '';
  if (isUsual && !isFirst) return true;
  if (isUnclear(row) || isHeader(row, isFirst) || isOnlyCommas(row)) return false;
  return WHOLE.has(countOf(row));
}

/** The places among the first 17 fields that are of a kind; undefined where there are none. */
function placesOf(fields: readonly string[], is: (field: string) => boolean): number[] | undefined {
  const found: number[] = [];
  for (let i = 0; i < WIDTH; i++) {
    const field = fields[i];
    if (field !== undefined && is(field)) found.push(i);
  }
  return found.length === 0 ? undefined : found;
}

const CELLS = ['beyondAscii', 'control', 'padded'] as const;
type Cells = Partial<Record<(typeof CELLS)[number], number[]>>;

/** Cells in which something stands that no value has. @param whole whether the rules on its columns tell of its signs */
function cellsOf({ fields, odd = [] }: CsvRow, whole: boolean): Cells {
  const having = (what: CsvOddity, signs: RegExp): number[] | undefined =>
    !whole && odd.includes(what) ? placesOf(fields, (field) => signs.test(field)) : undefined;
  return {
    ...optional('beyondAscii', having('beyond-ascii', BEYOND_ASCII)),
    ...optional('control', having('control', CONTROL)),
    ...optional('padded', fields.length > 1 ? placesOf(fields, isPadded) : undefined),
  };
}

type Found = { data: LineData; cells: Cells };

/** What is odd about a line that is data, or was meant as such. */
function oddData(row: CsvRow, isFirst: boolean): Found {
  const { fields, odd = [] } = row;
  const unclear = isUnclear(row);
  const cells = unclear ? {} : cellsOf(row, isWhole(row, isFirst));
  const flag = (name: keyof LineData, what: CsvOddity): object => (odd.includes(what) ? { [name]: true } : {});
  const data = {
    fields: fields.length,
    ...(unclear ? {} : { count: countOf(row) }),
    ...flag('quoted', 'quoted'),
    ...flag('multiLine', 'multi-line'),
    ...flag('unclosedQuote', 'unclosed-quote'),
    ...flag('strayQuote', 'stray-quote'),
    ...flag('tooLong', 'too-long'),
  };
  return { data, cells };
}

/** The cheap look at a line as most are: 17 fields, nothing unusual, no blanks around them. */
function isUsual({ fields, odd }: CsvRow): boolean {
  if (odd !== undefined || fields.length !== WIDTH || fields[0] === '') return false;
  for (const field of fields) if (isPadded(field)) return false;
  return true;
}

function found(row: CsvRow, isFirst: boolean): Found | undefined {
  const fields = row.fields.length;
  if (isUnclear(row)) return oddData(row, isFirst);
  if (isEndMark(row)) return { data: { fields, endMark: true }, cells: {} };
  if (isOnlyCommas(row)) return { data: { fields, onlyCommas: true }, cells: {} };
  if (isHeader(row, isFirst)) return { data: { fields, header: true }, cells: {} };
  const made = oddData(row, isFirst);
  const nothing = made.data.count === 'right' && !made.data.quoted && Object.keys(made.cells).length === 0;
  return nothing ? undefined : made;
}

/**
 * The record of a line about which something is odd; undefined for all others.
 * @param csv path of the CSV
 * @param isFirst whether it is the first row of the file
 */
export function lineRecord(unit: Unit, csv: string, row: CsvRow, isFirst: boolean): CheckRecord | undefined {
  if (!isFirst && isUsual(row)) return undefined;
  const odd = found(row, isFirst);
  if (!odd) return undefined;
  const place: Location = { file: csv, row: row.row };
  const places: Record<string, Location[]> = {};
  const named: Partial<Record<keyof Cells, string>> = {};
  for (const name of CELLS) {
    const at = odd.cells[name]?.flatMap((i) => COLUMNS[i] ?? []).map((column) => cellOf(csv, row.row, column));
    if (!at) continue;
    places[name] = at;
    named[name] = at.map(({ cell }) => cell).join('、');
  }
  return { type: 'medical-image.line', unit, data: { ...odd.data, ...named }, locate: () => place, places };
}
