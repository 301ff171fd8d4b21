import { clean } from './clean.ts';

/** What spreadsheets take for the beginning of a formula, also full-width and behind blanks. */
const FORMULA = /^[\s\u200B\uFEFF]*[=+\-@＝＋－＠]/u;
/** The same behind a semicolon: where the list separator is one, a cell begins there. */
const FORMULA_BEHIND = /;(?=[\s"]*[=+\-@＝＋－＠])/gu;
/** Digits alone with the signs of numbers, dates, times: they would lose zeros, or become 3.5E+09 or a day. `E4` is a cell. */
const NUMBER = /^(?![eE])[\s\d.,:/\\\-()%$eE+]+$/;
/** `MAR1`, `1-Mar`, `September 10`: a day to Excel. */
const MONTH =
  /^(?=.*\d)\d{0,4}[\s\-/.]*(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|ember|ober)?[\s\-/.,]*\d{0,4}$/i;

/**
 * Text as a cell that spreadsheets show as that text: never a formula, never made into a number or a date. Where it would
 * be, an apostrophe stands before it.
 */
export function csvCell(text: string): string {
  const safe = clean(text).replace(FORMULA_BEHIND, ";'");
  return FORMULA.test(safe) || (NUMBER.test(safe) && /\d/.test(safe)) || MONTH.test(safe) ? `'${safe}` : safe;
}
