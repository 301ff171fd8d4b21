import { digitsAt, isRealDate, isRealTime, rocYear } from '../../engine/predicates/calendar.ts';

/** Days and minutes are counted from 1970-01-01 on Taipei's own clock; no zone is converted, there is no summer time. */
export const DAY = 1440;

/** Days from 1970-01-01 to a real Gregorian date, by arithmetic alone (years begin in March, so that leap days come last). */
function daysTo(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

/** The day number of the ROC date YYYMMDD at the beginning of `text` (`-NN` for years before the Republic); NaN when there is none. */
export function rocDay(text: string): number {
  const year = rocYear(text, true);
  const month = digitsAt(text, 3, 2);
  const day = digitsAt(text, 5, 2);
  return isRealDate(year, month, day) ? daysTo(year, month, day) : Number.NaN;
}

/**
 * The minute of an ROC date and time, YYYMMDDhhmm or YYYMMDDhhmmss; seconds are checked and left out.
 * @param length 11 or 13
 * @returns NaN when it is none
 */
export function rocMinute(text: string, length: 11 | 13): number {
  if (text.length !== length) return Number.NaN;
  const hour = digitsAt(text, 7, 2);
  const minute = digitsAt(text, 9, 2);
  const second = length === 13 ? digitsAt(text, 11, 2) : 0;
  return isRealTime(hour, minute, second) ? rocDay(text) * DAY + hour * 60 + minute : Number.NaN;
}

/** The day number of yyyy-MM-dd. */
export const westernDay = (day: string): number =>
  daysTo(digitsAt(day, 0, 4), digitsAt(day, 5, 2), digitsAt(day, 8, 2));
