import { Type } from '@sinclair/typebox';
import type { Predicate } from './predicate.ts';

const SHAPE = /^[0-9A-Z]{10}$/;

/**
 * Takes a string; true when it has the form of a medical institution code (醫事機構代號): ten of 0-9 and A-Z. Not always
 * digits: 701 of the 36,420 codes in the guide's list contain a letter (prior-auth U3, e.g. 350102A009). Whether the
 * institution exists is `inTable`'s question; there is no published check digit.
 */
export const institutionCode: Predicate = {
  name: 'institutionCode',
  says: {
    zh: '醫事機構代號：10 碼，半形數字或大寫英文',
    en: 'a medical institution code: ten digits or capital letters',
  },
  options: Type.Literal(true),
  compile() {
    return (value) => typeof value !== 'string' || SHAPE.test(value);
  },
};
