import { lineRecord } from '../../channels/medical-image/line-records.ts';
import { rowUnit } from '../../channels/medical-image/units.ts';
import type { CsvRow } from '../../readers/csv/types.ts';
import type { CsvFix } from './repairs.ts';

/** Whether a row goes. @param number its place among the rows, from 0 */
export type Gone = (row: CsvRow, number: number) => boolean;

/** What a line has to be to go, by the repair that takes it out. */
const LINES: readonly (readonly [CsvFix, string])[] = [
  ['csv-header', 'header'],
  ['csv-blank-lines', 'onlyCommas'],
  ['csv-end-mark', 'endMark'],
];

/** The repair that takes a whole line out; undefined where it stays. The same look at lines as the rules have. */
export function goneBy(row: CsvRow, number: number, fixes: ReadonlySet<CsvFix>): CsvFix | undefined {
  if (row.odd === undefined && number > 0 && row.fields[0] !== '' && row.fields.length > 1) return undefined;
  const data = lineRecord(rowUnit('', row.row, number), '', row, number === 0)?.data;
  return data && LINES.find(([fix, what]) => fixes.has(fix) && what in data)?.[0];
}
