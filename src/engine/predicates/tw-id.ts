import { type Static, Type } from '@sinclair/typebox';
import { withDefaults } from './options.ts';
import type { Predicate } from './predicate.ts';

const Options = Type.Object(
  {
    kinds: Type.Optional(
      Type.Array(Type.Union([Type.Literal('national'), Type.Literal('resident')]), { minItems: 1, uniqueItems: true }),
    ),
    checkDigit: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

const NATIONAL = /^[A-Z][12][0-9]{8}$/;
/** New (since 2021-01-02): letter + 8 or 9. Old: two letters, the second A to D. */
const RESIDENT = /^[A-Z][89A-D][0-9]{8}$/;
/** Of A to Z: I, O, W, X, Y, Z stand out of the row. */
const LETTER_VALUES = [
  10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33,
];

/** The algorithm of the Ministry of the Interior: weights 1, 9, 8 … 2, 1, 1 over the digits; the sum ends in 0. */
function checkDigitFits(id: string): boolean {
  const letter = LETTER_VALUES[id.charCodeAt(0) - 65] ?? 0;
  let sum = Math.floor(letter / 10) + (letter % 10) * 9;
  for (let i = 1; i < 10; i++) {
    const code = id.charCodeAt(i);
    // Old resident numbers: the units digit of the second letter's value.
    const digit = code >= 65 ? (LETTER_VALUES[code - 65] ?? 0) % 10 : code - 48;
    sum += digit * Math.max(9 - i, 1);
  }
  return sum % 10 === 0;
}

/**
 * Takes a string; true when it is a national id (letter, 1 or 2, eight digits) or a resident number (統一證號, new:
 * letter, 8 or 9, eight digits; old: letter, letter A-D, eight digits) of the wanted `kinds` (both by default) whose
 * check digit fits (`checkDigit: false` looks at the shape only). Says nothing about whether the number was issued;
 * by the algorithm, some slips go unnoticed (a digit of weight 5 off by 2, 4, 6 or 8; of even weight off by 5).
 *
 * Upper case only: the national id has a capital, NHI's visit check is `^[A-Z][1289XYA-D]\d{8}$` (visit §3.3, M03). The
 * FHIR invariants take lower case and no check digit at all (prior-auth: id-card-number, resident-number), so they are
 * rules of their own. X and Y as second character (M03) are explained in no document: refused here. A wrong check
 * digit is a reminder at most (medical-image column 8; NHI's own example doctor F123456789 has one).
 */
export const twId: Predicate = {
  name: 'twId',
  says: {
    zh: '國民身分證統一編號或居留證統一證號（新式、舊式），大寫英文，檢查碼相符',
    en: 'a national id or a resident number (new or old form), upper case, with a fitting check digit',
  },
  options: Type.Union([Type.Literal(true), Options]),
  compile(options) {
    const { kinds, checkDigit } = withDefaults<Required<Static<typeof Options>>>(options, {
      kinds: ['national', 'resident'],
      checkDigit: true,
    });
    const shapes = kinds.map((kind) => (kind === 'national' ? NATIONAL : RESIDENT));
    return (value) => {
      if (typeof value !== 'string') return true;
      return shapes.some((shape) => shape.test(value)) && (!checkDigit || checkDigitFits(value));
    };
  },
};
