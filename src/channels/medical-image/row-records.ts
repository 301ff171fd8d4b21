import type { CsvRow } from '../../readers/csv/types.ts';
import type { Context } from '../channel.ts';
import type { CheckRecord } from '../record.ts';
import type { ArchiveBook } from './archive-book.ts';
import { historyRecord } from './history-record.ts';
import { imagesGroups } from './images-record.ts';
import type { Joins } from './joins.ts';
import { isWhole, lineRecord } from './line-records.ts';
import { rowReader } from './row-data.ts';
import { COLUMNS, type Column, type RowData } from './row-record-type.ts';
import { rowRewards } from './row-reward.ts';
import { cellOf, rowUnit } from './units.ts';

const columns: ReadonlySet<string> = new Set(COLUMNS);

/** Names in column 14 of which no archive came along: so many are kept, to tell what was nearly meant. */
const ABSENT = 1_000;

const MISSING = { there: 'missing', twin: false } as const;

/** The reading of rows one after the other. */
export interface RowReading {
  /** The records of some rows, each made when it is asked for: its line, its columns, what went out before. */
  read(rows: readonly CsvRow[]): Iterable<CheckRecord>;
  /** After the last row: what many rows have in common, their images and their 24 hours. */
  common(): Iterable<CheckRecord>;
  /** How many of them are data: no header. */
  dataRows(): number;
  /** Names in column 14 of which no archive came along, some of them. */
  absent(): ReadonlySet<string>;
}

/** Reads the rows of a CSV, of whatever quality, and joins each with its archive. */
export function rowReading(
  csv: { readonly path: string; readonly institution: string | undefined },
  book: ArchiveBook,
  joins: Joins,
  cx: Context,
): RowReading {
  const dataOf = rowReader({ asOf: cx.asOf, csvInstitution: csv.institution, codes: cx.codes });
  const images = imagesGroups(cx, csv.path);
  const rewards = rowRewards(csv.path, cx.asOf);
  const absent = new Set<string>();
  let number = -1;
  let headers = 0;
  const rowRecord = (unit: CheckRecord['unit'], row: number, data: RowData): CheckRecord => ({
    type: 'medical-image.row',
    unit,
    data,
    locate(pointer) {
      const field = pointer.slice(1);
      return columns.has(field) ? cellOf(csv.path, row, field as Column) : { file: csv.path, row };
    },
  });
  const addRecords = (row: CsvRow, into: CheckRecord[]): void => {
    number++;
    const unit = rowUnit(csv.path, row.row, number);
    const line = lineRecord(unit, csv.path, row, number === 0);
    if (line) {
      into.push(line);
      if ('header' in line.data) headers++;
    }
    const name = row.fields[13]?.trim() ?? '';
    const page = book.find(name);
    const first = page && book.note(page, row.row, number);
    if (!isWhole(row, number === 0)) return;
    const isExact = page?.facts.name === name;
    const join = page ? (isExact ? page.exact : page.otherCase) : MISSING;
    const data = dataOf(row.fields, join, (clock) => rewards.add(clock, row.row, number));
    into.push(rowRecord(unit, row.row, data));
    if (page) {
      images.add(data, page.facts, row.row, number);
      const before = historyRecord(unit, csv.path, row, page.facts, cx);
      if (before) into.push(before);
    } else if (name !== '' && absent.size < ABSENT) absent.add(Buffer.from(name, 'latin1').toString()); // a copy: the field keeps its batch alive
    joins.add(number, row, data, first);
  };
  return {
    *read(rows) {
      const some: CheckRecord[] = [];
      for (const row of rows) {
        addRecords(row, some);
        for (const record of some) yield record;
        some.length = 0;
      }
    },
    *common() {
      yield* images.records();
      yield* rewards.records();
    },
    dataRows: () => number + 1 - headers,
    absent: () => absent,
  };
}
