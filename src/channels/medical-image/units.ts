import type { Location, Unit } from '../record.ts';
import { COLUMNS, type Column } from './row-record-type.ts';

/** The Excel column of each column of 表二. */
const LETTERS = 'ABCDEFGHIJKLMNOPQ';

/** A row as a unit. Of a million rows few are told of: what it is called is put together when somebody asks. */
class Row implements Unit {
  readonly kind = 'row';
  readonly csv: string;
  readonly row: number;
  readonly number: number;

  constructor(csv: string, row: number, number: number) {
    this.csv = csv;
    this.row = row;
    this.number = number;
  }

  get id(): string {
    return `row-${this.row}`;
  }

  get locations(): Location[] {
    return [{ file: this.csv, row: this.row }];
  }
}

/** The unit of a row. @param row its physical line, from 1 @param number its place among the rows, from 0 */
export const rowUnit = (csv: string, row: number, number: number): Unit => new Row(csv, row, number);

/** The place of a cell: `L14` for column 12 of line 14. */
export const cellOf = (csv: string, row: number, column: Column): Location => ({
  file: csv,
  row,
  field: column,
  cell: `${LETTERS[COLUMNS.indexOf(column)]}${row}`,
});

/** The rows that name an archive. */
export interface RowsOf {
  readonly first: Unit;
  units(): Iterable<Unit>;
  /** Cell N of a row. */
  from(unit: Unit): readonly Location[];
}
