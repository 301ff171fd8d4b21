import { type Static, Type } from '@sinclair/typebox';
import { digitsAt, isRealDate, isRocDate, rocYear } from './calendar.ts';
import { withDefaults } from './options.ts';
import type { Predicate } from './predicate.ts';

const Digits = Type.Union([Type.Literal(5), Type.Literal(7)]);
const Options = Type.Object(
  {
    digits: Type.Optional(Type.Union([Digits, Type.Array(Digits, { minItems: 1, uniqueItems: true })])),
    beforeRepublic: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

/**
 * Takes a string; true when it is an ROC year-month YYYMM (`digits: 5`) or a real ROC date YYYMMDD (`digits: 7`, the
 * default; an array allows both), zero filled, ASCII digits only. Civil dates, no time zone; ROC year + 1911 is the
 * Western year, leap days follow that.
 *
 * Years before the Republic are `-NN` in the three places of the year: `-051231` is 31 December of 民國前 5 年 (1907).
 * That is printed for dates and date-times only (image-format-108 table 2, columns 4, 9, 12, 15, 17; lab-result §3),
 * not for YYYMM (column 3, lab h4) and not for lab h12: so 5 digits never take it, and `beforeRepublic: false` refuses
 * it for 7. There is no year 0 (`000`, `-00`). A range ("not in the future") is another rule's business.
 */
export const rocDate: Predicate = {
  name: 'rocDate',
  says: {
    zh: '民國年月（YYYMM，5 碼）或民國年月日（YYYMMDD，7 碼），前補 0，且確有此日；民國前的年份為負數（-NN）',
    en: 'an ROC year-month (YYYMM, 5) or a real ROC date (YYYMMDD, 7), zero filled; years before the Republic as -NN',
  },
  options: Type.Union([Type.Literal(true), Options]),
  compile(options) {
    const { digits, beforeRepublic } = withDefaults<Required<Static<typeof Options>>>(options, {
      digits: 7,
      beforeRepublic: true,
    });
    const lengths: readonly number[] = [digits].flat();
    return (value) => {
      if (typeof value !== 'string') return true;
      if (!lengths.includes(value.length)) return false;
      return value.length === 7
        ? isRocDate(value, beforeRepublic)
        : isRealDate(rocYear(value, false), digitsAt(value, 3, 2), 1);
    };
  },
};
