import type { CodeTable } from '../channel.ts';
import type { Clock } from './reward-record-type.ts';
import { archiveFacts } from './row-archive.ts';
import { damageCells } from './row-damaged-cells.ts';
import { draftOf } from './row-draft.ts';
import { orderAt, orderReader } from './row-order.ts';
import type { RowData } from './row-record-type.ts';
import { clockOf } from './row-reward.ts';
import { serialReader } from './row-serial.ts';
import { sitesReader } from './row-sites.ts';
import { DAY, westernDay } from './row-time.ts';
import { timeFacts, timesOf } from './row-times.ts';

/** What else is known of a row: its archive among the files of the submission. */
export interface RowJoin {
  /** The archive of column 14 in this submission. */
  readonly there: 'exact' | 'other-case' | 'missing';
  /** Whether another archive has the same twelve characters. */
  readonly twin: boolean;
}

/** What the rows of one CSV share. */
export interface RowContext {
  /** yyyy-MM-dd; its end is now. */
  readonly asOf: string;
  /** The institution in the name of the CSV. */
  readonly csvInstitution: string | undefined;
  /** Rows of `rules/codes/<name>.yaml`. */
  codes(name: string): CodeTable;
}

/**
 * Makes the data of rows: the columns, and small facts that rules assert on. Called for each of a million rows, so it
 * parses by character codes, remembers repeated answers, and gives every row one shape (what is absent is undefined).
 * @returns a function that tells where the 24 hours of a row begin (`onClock`), and leads from the 17 fields of a row (latin1; blanks around them are left out) and its archive to its data
 */
export function rowReader(
  cx: RowContext,
): (fields: readonly string[], join: RowJoin, onClock?: (clock: Clock) => void) => RowData {
  const { csvInstitution } = cx;
  const now = (westernDay(cx.asOf) + 1) * DAY;
  const serialOf = serialReader(cx.codes('medical-image-serial-codes'));
  const orderOf = orderReader(cx.codes('medical-image-orders'));
  const sitesOf = sitesReader();
  const damage = damageCells(cx);
  return (fields, join, onClock) => {
    const row = draftOf(fields);
    const times = timesOf(row);
    const order = row.orderCode === undefined ? undefined : orderOf(row.orderCode);
    row.sites = order && sitesOf(row.bodySite, order);
    archiveFacts(row, join, order);
    damage(row, times, order);
    timeFacts(row, times, now);
    if (order && row.damage?.orderCode === undefined) {
      row.kind = order.kind;
      row.order = orderAt(order, Number.isNaN(times.exam) ? undefined : row.examinedAt);
    }
    if (row.institution !== undefined && csvInstitution !== undefined && row.damage?.institution === undefined)
      row.institutionAgrees = row.institution === csvInstitution;
    if (row.visitSerial?.length === 4 && row.damage?.visitSerial === undefined)
      row.serial = serialOf(row.visitSerial, row.visitType);
    if (row.newbornBirthDate === undefined) row.newborn = row.newbornOrder === undefined ? 'none' : 'mark-only';
    else row.newborn = row.newbornOrder === undefined ? 'date-only' : 'both';
    const clock = onClock && clockOf(times);
    if (clock) onClock(clock);
    // Only undefined values set it apart from the record: they are absent for whoever reads it.
    return row as RowData;
  };
}
