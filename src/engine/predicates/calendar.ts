/**
 * Calendar and clock readings shared by the date predicates. All of them read plain civil dates and wall-clock
 * times (at NHI: Asia/Taipei); nothing is converted between zones and no clock is asked. Dates are Gregorian
 * throughout, also before 1912: the Republic's calendar only counts its years differently.
 */

/** The number that `length` ASCII digits from `start` make; -1 when one of them is anything else or missing. */
export function digitsAt(text: string, start: number, length: number): number {
  let number = 0;
  for (let i = start; i < start + length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days of a Western year and month; 0 when there is no such month. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  if (month === 4 || month === 6 || month === 9 || month === 11) return 30;
  return month >= 1 && month <= 12 ? 31 : 0;
}

/** Whether the Western year, month and day name a day that exists. There is no year 0. */
export function isRealDate(year: number, month: number, day: number): boolean {
  return year >= 1 && day >= 1 && day <= daysInMonth(year, month);
}

/** Whether hour, minute and second name a moment of the day 00:00:00 to 23:59:59. */
export function isRealTime(hour: number, minute: number, second: number): boolean {
  return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
}

/**
 * The Western year that the first three characters of an ROC date mean: `108` is 2019, `-05` (民國前 5 年) is 1907.
 * -1 when they mean none: neither calendar side has a year 0, so `000` and `-00` are none.
 */
export function rocYear(text: string, beforeRepublic: boolean): number {
  if (text.startsWith('-')) {
    const before = digitsAt(text, 1, 2);
    return beforeRepublic && before > 0 ? 1912 - before : -1;
  }
  const year = digitsAt(text, 0, 3);
  return year > 0 ? 1911 + year : -1;
}

/** Whether the first seven characters are a real ROC date YYYMMDD. */
export function isRocDate(text: string, beforeRepublic: boolean): boolean {
  return isRealDate(rocYear(text, beforeRepublic), digitsAt(text, 3, 2), digitsAt(text, 5, 2));
}
