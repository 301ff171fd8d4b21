import type { CheckRecord } from '../record.ts';
import { type Month, rocMonth } from './implant-dates.ts';
import { gs1Facts, isGs1 } from './implant-gs1.ts';
import { hibccFacts } from './implant-hibcc.ts';
import type { ImplantData } from './implant-record-type.ts';

const ASCII = /^[\x21-\x7e]*$/;
const SOMETHING = /[0-9A-Za-z]/;
/** Letters, digits, and signs that part numbers and lots have. */
const MAKER = /^[0-9A-Za-z._/+-]*$/;
/** No part number, expiry and lot are shorter together, and an expiry has four digits at least. */
const SHORTEST = 8;
const EXPIRY = /[0-9]{4}/;

function makerFacts(text: string): Partial<ImplantData> {
  const whole = text.length >= SHORTEST && EXPIRY.test(text);
  return { signs: MAKER.test(text) ? 'right' : 'other', parts: whole ? 'whole' : 'lacking' };
}

type Coded = { code: ImplantData['code']; facts: Partial<ImplantData>; month?: Month | undefined };

function coded(text: string): Coded {
  if (!ASCII.test(text) || !SOMETHING.test(text)) return { code: 'none', facts: {} };
  if (isGs1(text)) return { code: 'gs1', ...gs1Facts(text) };
  if (text.startsWith('+')) return { code: 'hibcc', ...hibccFacts(text) };
  return { code: 'maker', facts: makerFacts(text) };
}

/**
 * What one implant is.
 * @param item its place in r4, from 1
 * @param month h4 of its hdata, YYYMM
 */
export function implantRecord(
  text: string,
  item: number,
  month: string | undefined,
): Pick<CheckRecord, 'type'> & { readonly data: ImplantData } {
  const { code, facts, month: expires } = coded(text);
  const surgery = rocMonth(month);
  const past =
    expires === undefined || surgery === undefined
      ? {}
      : { past: expires < surgery ? ('yes' as const) : ('no' as const) };
  return { type: 'lab-result.implant', data: { item, code, ...facts, ...past } };
}
