import type { XmlField } from './format.ts';

/** Of a value, so much is kept (UTF-16 code units). */
export const KEPT = 65_536;

/** As much of a value as is kept; a pair of surrogates stays together. */
export function kept(value: string): string {
  if (value.length <= KEPT) return value;
  return value.slice(0, (value.charCodeAt(KEPT - 1) & 0xfc00) === 0xd800 ? KEPT - 1 : KEPT);
}

/** Characters (Unicode code points) of a text. */
export function codePoints(text: string): number {
  let pairs = 0;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xd800) pairs++;
  return text.length - pairs;
}

/** Whether a length, in code points, is one that the field may have. */
export const fitsLength = ({ length, exact }: XmlField, found: number): boolean =>
  exact ? found === length : found <= length;

/** Whether a value is a number of type 9: ASCII digits, at least one, and at most one point. */
export function isNumber(value: string): boolean {
  let digits = 0;
  let points = 0;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code >= 0x30 && code <= 0x39) digits++;
    else if (code === 0x2e) points++;
    else return false;
  }
  return digits > 0 && points <= 1;
}
