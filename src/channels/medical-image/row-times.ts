import type { Draft } from './row-draft.ts';
import { DAY, rocDay, rocMinute } from './row-time.ts';

/** The moments of a row in minutes, its days in days (row-time.ts); NaN where a column is empty or is no date. */
export interface Times {
  readonly card: number;
  readonly exam: number;
  readonly received: number;
  readonly birth: number;
  readonly newborn: number;
  /** Hour and minute of column 12 are 0000: unknown. */
  readonly noTime: boolean;
  /** Column 7 says that the card was read later. */
  readonly readLater: boolean;
}

/** Sections whose examinations others order: 19 其他醫事機構, 50 特約檢驗所. */
const FOR_OTHERS: ReadonlySet<string> = new Set(['19', '50']);
const NEWBORN_DAYS = 60;

const isZeroTime = (time: string): boolean => time.startsWith('0000', 7);
const minute = (time: string | undefined, length: 11 | 13): number =>
  time === undefined ? Number.NaN : rocMinute(time, length);
const day = (date: string | undefined): number => (date?.length === 7 ? rocDay(date) : Number.NaN);

/** Reads the dates and times of a row. */
export function timesOf(row: Draft): Times {
  const exam = minute(row.examinedAt, 11);
  return {
    card: minute(row.cardTime, 13),
    exam,
    received: minute(row.receivedAt, 11),
    birth: day(row.birthDate),
    newborn: day(row.newbornBirthDate),
    noTime: row.examinedAt !== undefined && isZeroTime(row.examinedAt),
    readLater: row.cardNote === '2',
  };
}

function examFacts(row: Draft, { exam, noTime }: Times, now: number): void {
  if (Number.isNaN(exam)) return;
  row.examAhead = exam >= now;
  const referred = row.receivedAt !== undefined || (row.medicalType !== undefined && FOR_OTHERS.has(row.medicalType));
  row.examTime = !noTime ? 'known' : referred ? 'referred' : 'unknown';
}

/** What follows from the times of a row, each where both ends are known. @param now the end of the as-of day, in minutes */
export function timeFacts(row: Draft, times: Times, now: number): void {
  const { card, exam, received, birth, newborn, readLater } = times;
  examFacts(row, times, now);
  const examDay = Math.floor(exam / DAY);
  const known = !Number.isNaN(exam);
  if (
    known &&
    row.examMonth?.length === 5 &&
    row.damage?.examMonth === undefined &&
    !Number.isNaN(rocDay(`${row.examMonth}01`))
  )
    row.monthAgrees = row.examinedAt?.startsWith(row.examMonth) ?? false;
  if (!Number.isNaN(card)) row.cardAhead = card >= now;
  if (known && !Number.isNaN(card) && readLater)
    row.cardLater = card > exam || (card === exam && row.cardTime?.endsWith('00') === false);
  if (known && !Number.isNaN(birth)) row.birthAfterExam = birth > examDay;
  if (known && !Number.isNaN(newborn)) {
    const age = examDay - newborn;
    row.newbornAge = age < 0 ? 'unborn' : age > NEWBORN_DAYS ? 'older' : 'fits';
  }
  if (Number.isNaN(received)) return;
  const zero = isZeroTime(row.receivedAt ?? '');
  row.receivedTime = zero ? 'zero' : 'known';
  row.receivedAhead = received >= now;
  if (known) row.receivedBeforeExam = zero ? received < examDay * DAY : received < exam;
}
