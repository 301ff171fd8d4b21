import { daysInMonth, digitsAt, isLeapYear } from '../../engine/predicates/calendar.ts';
import { expiryMonth, type Month } from './implant-dates.ts';
import type { ImplantData } from './implant-record-type.ts';

const SIGNS = /^\+[0-9A-Z$%+./-]*$/;
/** Plus, labeler (4), product (1 at least) and unit of measure. */
const SHORTEST = 7;
/** Quantity of two or of five digits before the date. */
const QUANTITY: Readonly<Record<string, number>> = { '8': 3, '9': 6 };

type Expiry = { readonly expiry: 'right' | 'unreal' | 'none'; readonly month?: Month };
const NONE: Expiry = { expiry: 'none' };

const of = (month: Month | undefined): Expiry =>
  month === undefined ? { expiry: 'unreal' } : { expiry: 'right', month };

/** YYJJJ: the day of a year. */
function julian(text: string): Expiry {
  const year = digitsAt(text, 0, 2);
  let day = digitsAt(text, 2, 3);
  if (year < 0 || day < 1 || day > (isLeapYear(2000 + year) ? 366 : 365)) return of(undefined);
  let month = 1;
  for (; day > daysInMonth(2000 + year, month); month++) day -= daysInMonth(2000 + year, month);
  return of(expiryMonth(year, month, day));
}

/** @param year where the two digits of the year stand; of month and day likewise */
const digits = (text: string, year: number, month: number, day?: number): Expiry =>
  of(expiryMonth(digitsAt(text, year, 2), digitsAt(text, month, 2), day === undefined ? 0 : digitsAt(text, day, 2)));

/** The date of a secondary part, by the sign that says how it is written. */
function secondary(part: string): Expiry {
  if (part.startsWith('14D')) return digits(part.slice(5), 0, 2, 4);
  if (/^[0-9]{5}/.test(part)) return julian(part);
  if (!part.startsWith('$$')) return NONE;
  const flagged = part.slice(2);
  const text = flagged.slice(QUANTITY[flagged.charAt(0)] ?? 0);
  const rest = text.slice(1);
  switch (text.charAt(0)) {
    case '0':
    case '1':
      return digits(text, 2, 0);
    case '2':
      return digits(rest, 4, 0, 2);
    case '3':
    case '4':
      return digits(rest, 0, 2, 4);
    case '5':
    case '6':
      return julian(rest);
    default:
      return NONE;
  }
}

/** An implant of HIBCC: what is known of it, and the month in which it expires. */
export function hibccFacts(text: string): { facts: Partial<ImplantData>; month?: Month | undefined } {
  const [primary = '', ...others] = text.slice(1).split(/[/+]/);
  const dated = [primary, ...others].map(secondary).find(({ expiry }) => expiry !== 'none') ?? NONE;
  const signs = SIGNS.test(text) ? 'right' : 'other';
  return {
    facts: {
      labeler: primary.startsWith('H') ? 'right' : 'other',
      signs,
      length: primary.length + 1 < SHORTEST ? 'short' : 'right',
      expiry: dated.expiry,
    },
    month: dated.month,
  };
}
