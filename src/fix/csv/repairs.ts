import { isWhole } from '../../channels/medical-image/line-records.ts';
import { COLUMNS, type Column } from '../../channels/medical-image/row-record-type.ts';
import type { CsvFacts, CsvRow } from '../../readers/csv/types.ts';
import { halfWidth } from '../../readers/half-width.ts';

/** The repairs of a CSV, as rules name them. `csv-archive` goes with the names of archives and is named by no rule. */
export const CSV_FIXES = [
  'csv-utf16',
  'csv-bom',
  'csv-delimiter',
  'csv-header',
  'csv-blank-lines',
  'csv-end-mark',
  'csv-line-ends',
  'csv-quotes',
  'csv-trailing-comma',
  'csv-padding',
  'csv-cell',
  'csv-archive',
] as const;
export type CsvFix = (typeof CSV_FIXES)[number];

/** What is repaired in every row of a CSV. */
export interface Repairs {
  /** Which repairs are wanted. */
  readonly fixes: ReadonlySet<CsvFix>;
  /** The columns in which a damaged cell is put right. */
  readonly columns: ReadonlySet<Column>;
  /** Cells N by how they are written, without blanks around, and what they are to be. */
  readonly archives: ReadonlyMap<string, string>;
  readonly delimiter: CsvFacts['delimiter'];
  /** What damaged cells of a row were before, by column: what the rules on columns say is right. */
  fixed(fields: readonly string[]): Readonly<Partial<Record<Column, string>>>;
}

/** Nothing is repaired. */
export const NO_REPAIRS: Repairs = {
  fixes: new Set(),
  columns: new Set(),
  archives: new Map(),
  delimiter: ',',
  fixed: () => ({}),
};

/** A cell that changes; each byte one character. */
export interface CellChange {
  readonly fix: CsvFix;
  readonly column: Column;
  readonly from: string;
  readonly to: string;
}

/** A row as it shall be. */
export interface RepairedRow {
  /** Parted by commas where `csv-delimiter` is wanted, else as the file is. */
  readonly text: string;
  readonly cells: readonly CellChange[];
  /** Repairs of the whole line. */
  readonly lines: readonly CsvFix[];
}

const BLANKS = /^[ \t]+|[ \t]+$/g;
/** Whether a field needs no quotes. */
const isPlain = (field: string, delimiter: string): boolean => !/[",\r\n]/.test(field) && !field.includes(delimiter);

const ARCHIVE = COLUMNS.indexOf('archive');

/** Whether the comma too many stands behind column 17: one before it would have moved the name of the archive. */
const isInPlace = ({ fields }: CsvRow): boolean =>
  fields.length <= COLUMNS.length || /(?:^|[/\\])\s*(?:DCF|ATT)/i.test(halfWidth(fields[ARCHIVE] ?? '') ?? '');

/** Whether a row is but plain cells, or cells in quotes that nothing needs. */
const isOrderly = ({ odd = [] }: CsvRow): boolean => odd.every((what) => what === 'quoted' || what === 'beyond-ascii');

/** A cell as it shall be; undefined where it stays. @param fixed null where nobody knows which columns the cells are */
function cellChange(
  column: Column,
  from: string,
  want: Repairs,
  fixed: (() => ReturnType<Repairs['fixed']>) | null,
): CellChange | undefined {
  const { fixes } = want;
  const trimmed = from.replace(BLANKS, '');
  const change = (fix: CsvFix, to: string): CellChange | undefined =>
    to === from ? undefined : { fix, column, from, to };
  const archive = fixed && column === 'archive' && fixes.has('csv-archive') ? want.archives.get(trimmed) : undefined;
  if (archive !== undefined) return change('csv-archive', archive);
  if (fixed && column !== 'archive' && want.columns.has(column)) {
    const right = fixed()[column];
    if (right !== undefined && isPlain(right, want.delimiter)) return change('csv-cell', right);
  }
  return fixes.has('csv-padding') ? change('csv-padding', trimmed) : undefined;
}

/**
 * A row as it shall be; null where it stays byte for byte. The same for planning and for writing.
 * @param row as the reader gives it
 * @param isFirst whether it is the first row of the file
 */
export function repairedRow(row: CsvRow, isFirst: boolean, want: Repairs): RepairedRow | null {
  if (!isOrderly(row)) return null;
  const { fixes, delimiter } = want;
  const isQuoted = row.odd?.includes('quoted') === true;
  if (isQuoted && !(fixes.has('csv-quotes') && row.fields.every((field) => isPlain(field, delimiter)))) return null;
  const lines: CsvFix[] = isQuoted ? ['csv-quotes'] : [];
  let { fields } = row;
  const isLong = fields.length > COLUMNS.length && fields.slice(COLUMNS.length).every((field) => field.trim() === '');
  if (isLong && isInPlace(row) && fixes.has('csv-trailing-comma')) {
    lines.push('csv-trailing-comma');
    fields = fields.slice(0, COLUMNS.length);
  }
  let right: ReturnType<Repairs['fixed']> | undefined;
  const known = isWhole(row, isFirst) && isInPlace(row);
  const fixed = (): ReturnType<Repairs['fixed']> => {
    right ??= want.fixed(fields);
    return right;
  };
  const cells: CellChange[] = [];
  const after = fields.map((field, i) => {
    const column = COLUMNS[i];
    const change = column && cellChange(column, field, want, known ? fixed : null);
    if (change) cells.push(change);
    return change?.to ?? field;
  });
  if (fixes.has('csv-delimiter') && delimiter !== ',') lines.push('csv-delimiter');
  if (lines.length === 0 && cells.length === 0) return null;
  return { text: after.join(lines.includes('csv-delimiter') ? ',' : delimiter), cells, lines };
}
