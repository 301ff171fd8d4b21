import { digitsAt } from '../../engine/predicates/calendar.ts';
import { expiryMonth, type Month } from './implant-dates.ts';
import type { ImplantData } from './implant-record-type.ts';

const PARTS = /\(([0-9]{2,4})\)([^()]*)/y;
/** As a scanner gives it: (01) and what follows without brackets. */
const BARE = /^01[0-9]{14}(?:10|11|17|21|$)/;
const DIGITS = /^[0-9]*$/;
const LETTERS = /^[0-9A-Za-z]*$/;
const GTIN = 14;
const DATE = 6;
const LOT = 20;
const NEEDED = ['01', '17', '10'];

/** Whether a text is meant to be GS1. */
export const isGs1 = (text: string): boolean => text.startsWith('(') || BARE.test(text);

/** The parts by application identifier; nothing where the brackets do not fit. */
function partsOf(text: string): ReadonlyMap<string, string> | undefined {
  const parts = new Map<string, string>();
  let end = 0;
  while (end < text.length) {
    PARTS.lastIndex = end;
    const [whole = '', ai = '', value = ''] = PARTS.exec(text) ?? [];
    if (whole === '' || parts.has(ai)) return undefined;
    parts.set(ai, value);
    end += whole.length;
  }
  return parts;
}

/** Weights 3 and 1 in turn; the sum of all 14 ends in 0. */
function checkDigitFits(gtin: string): boolean {
  let sum = 0;
  for (let i = 0; i < GTIN; i++) sum += digitsAt(gtin, i, 1) * (i % 2 === 0 ? 3 : 1);
  return sum % 10 === 0;
}

function gtinOf(value: string): NonNullable<ImplantData['gtin']> {
  if (!DIGITS.test(value)) return 'digits';
  if (value.length !== GTIN) return 'length';
  return checkDigitFits(value) ? 'right' : 'check';
}

function expiryOf(value: string): { expiry: NonNullable<ImplantData['expiry']>; month?: Month } {
  if (!DIGITS.test(value)) return { expiry: 'digits' };
  if (value.length !== DATE) return { expiry: 'length' };
  const month = expiryMonth(digitsAt(value, 0, 2), digitsAt(value, 2, 2), digitsAt(value, 4, 2));
  return month === undefined ? { expiry: 'unreal' } : { expiry: 'right', month };
}

function lotOf(values: readonly string[]): NonNullable<ImplantData['lot']> {
  if (values.some((value) => value.length > LOT)) return 'long';
  return values.every((value) => LETTERS.test(value)) ? 'right' : 'signs';
}

/** An implant of GS1: what is known of it, and the month in which it expires. */
export function gs1Facts(text: string): { facts: Partial<ImplantData>; month?: Month | undefined } {
  if (!text.startsWith('(')) return { facts: { writing: 'bare' } };
  const parts = partsOf(text);
  if (!parts) return { facts: { writing: 'broken' } };
  const [gtin, date] = [parts.get('01'), parts.get('17')];
  const lots = [parts.get('10'), parts.get('21')].filter((value) => value !== undefined);
  const lacking = NEEDED.filter((ai) => !parts.get(ai)).map((ai) => `(${ai})`);
  const { expiry, month } = date ? expiryOf(date) : {};
  const facts: Partial<ImplantData> = {
    writing: 'right',
    ...(gtin && { gtin: gtinOf(gtin), found: gtin.length }),
    ...(expiry && { expiry }),
    ...(lots.length > 0 && { lot: lotOf(lots) }),
    parts: lacking.length > 0 ? 'lacking' : 'whole',
    ...(lacking.length > 0 && { lacking: lacking.join('、'), lackingEn: lacking.join(', ') }),
  };
  return { facts, month };
}
