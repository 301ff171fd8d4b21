import { digitsAt, isRealDate } from '../../engine/predicates/calendar.ts';

/** A month of the Western calendar, as a count of months. */
export type Month = number;

const CENTURY = 2000;
const MONTHS = 12;

const monthOf = (year: number, month: number): Month => year * MONTHS + month;

/** The month of YYYMM; nothing where it is none. */
export function rocMonth(text: string | undefined): Month | undefined {
  const year = digitsAt(text ?? '', 0, 3);
  const month = digitsAt(text ?? '', 3, 2);
  return text?.length === 5 && year > 0 && month >= 1 && month <= MONTHS ? monthOf(year + 1911, month) : undefined;
}

/**
 * The month of an expiry.
 * @param year of two digits, of this century
 * @param day 0 where only the month is told
 * @returns nothing where there is no such day
 */
export function expiryMonth(year: number, month: number, day: number): Month | undefined {
  if (year < 0 || month < 0 || day < 0) return undefined;
  return isRealDate(CENTURY + year, month, day === 0 ? 1 : day) ? monthOf(CENTURY + year, month) : undefined;
}
