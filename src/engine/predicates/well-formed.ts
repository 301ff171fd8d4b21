import { Type } from '@sinclair/typebox';
import type { Predicate } from './predicate.ts';

/** Unicode's control characters (Cc: C0, DEL, C1) without tab, line feed and carriage return. */
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;

/**
 * Takes a string; true when it holds no lone surrogate (it could not be written as UTF-8 or Big5) and no control
 * character other than tab, line feed and carriage return. An empty string is well formed.
 *
 * XML 1.0 cannot carry surrogates and C0 controls at all, FHIR strings leave the latter out; DEL and C1, which XML only
 * discourages, are refused too: in Chinese text they are the trace of bytes read in the wrong encoding.
 */
export const wellFormed: Predicate = {
  name: 'wellFormed',
  says: {
    zh: '文字不含控制字元（定位、換行、歸位除外）與不成對的代理字元',
    en: 'text without control characters (other than tab, LF, CR) and without lone surrogates',
  },
  options: Type.Literal(true),
  compile() {
    return (value) => typeof value !== 'string' || (value.isWellFormed() && !CONTROL.test(value));
  },
};
