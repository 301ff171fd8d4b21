import type { Column } from '../../channels/medical-image/row-record-type.ts';
import { cellOf } from '../../channels/medical-image/units.ts';
import { halfWidth } from '../../readers/half-width.ts';
import { harmless } from '../../report/harmless.ts';
import { shown } from '../../report/mask.ts';
import type { ToldCell } from './scan.ts';

/** A changed cell as anybody may see it. */
export interface ShownCell {
  /** Excel's address, `L14`. */
  readonly cell: string;
  /** Null where the value is not shown: a person's number, a date of birth, or what may be one. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Columns that may be shown, where they have at most so many signs. */
const CODES: Readonly<Partial<Record<Column, number>>> = {
  institution: 10,
  medicalType: 2,
  visitType: 2,
  visitSerial: 4,
  cardNote: 1,
  orderCode: 12,
  reportSerial: 6,
  bodySite: 18,
  newbornOrder: 1,
  archive: 30,
};
/** Columns of a date that is near the as-of day; one that is far from it may be of birth. */
const DATES: ReadonlySet<Column> = new Set(['examMonth', 'examinedAt', 'receivedAt']);

const LONGEST = 60;
const context = (asOf: string) => ({ asOf, isCode: () => false });

/** Whether a value has no national id in it. */
const isFree = (value: string): boolean => shown(`${value}.x`, 'file', context('')) === `${value}.x`;

function maySee({ column, to }: ToldCell, asOf: string): boolean {
  if (!isFree(to)) return false;
  const day = to.slice(0, 7);
  if (DATES.has(column)) return shown(day, 'date', context(asOf)) === day;
  return to.length <= (CODES[column] ?? -1);
}

/** Bytes of full-width signs as these signs, by the encoding that `halfWidth` takes them for. */
function readable(from: string): string {
  if (!/[\x80-\xff]/.test(from)) return from;
  const utf8 = Buffer.from(from, 'latin1').toString('utf8');
  return utf8.includes('\ufffd') ? new TextDecoder('big5').decode(Buffer.from(from, 'latin1')) : utf8;
}

/** A changed cell without what is of a person. @param asOf yyyy-MM-dd */
export function shownCell(told: ToldCell, asOf: string): ShownCell {
  const { row, column, from, to } = told;
  const cell = cellOf('', row, column).cell ?? '';
  const half = halfWidth(from);
  if (half === undefined || half.length > LONGEST || !isFree(half.trim()) || !maySee(told, asOf))
    return { cell, from: null, to: null };
  return { cell, from: harmless(readable(from)), to: harmless(to) };
}
