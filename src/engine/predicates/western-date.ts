import { type Static, Type } from '@sinclair/typebox';
import { digitsAt, isRealDate } from './calendar.ts';
import { withDefaults } from './options.ts';
import type { Predicate } from './predicate.ts';

const Options = Type.Object(
  {
    format: Type.Optional(Type.Union([Type.Literal('yyyyMMdd'), Type.Literal('yyyy-MM-dd')])),
    from: Type.Optional(Type.Integer({ minimum: 1, maximum: 9999 })),
    to: Type.Optional(Type.Integer({ minimum: 1, maximum: 9999 })),
  },
  { additionalProperties: false },
);

/**
 * Takes a string; true when it is a real Gregorian date in `format` (yyyyMMdd by default, or yyyy-MM-dd), ASCII digits
 * only, with a year of `from`..`to`, both included. Civil date, no time zone.
 *
 * The years default to 1912..2999: an ROC date that strayed in (`01150512`) is refused for its year. Give `from` for
 * birth dates before 1912. Source: prior-auth U4 (案件編號 begins with yyyyMMdd), medical-image C4 (系統日期, 8 digits).
 */
export const westernDate: Predicate = {
  name: 'westernDate',
  says: {
    zh: '西元年月日（yyyyMMdd 或 yyyy-MM-dd），確有此日，年份在範圍內（預設 1912–2999）',
    en: 'a real Western date (yyyyMMdd or yyyy-MM-dd) with a year in range (1912-2999 unless said otherwise)',
  },
  options: Type.Union([Type.Literal(true), Options]),
  compile(options) {
    const { format, from, to } = withDefaults<Required<Static<typeof Options>>>(options, {
      format: 'yyyyMMdd',
      from: 1912,
      to: 2999,
    });
    const dash = format === 'yyyy-MM-dd' ? 1 : 0;
    return (value) => {
      if (typeof value !== 'string') return true;
      if (value.length !== format.length) return false;
      if (dash === 1 && (value[4] !== '-' || value[7] !== '-')) return false;
      const year = digitsAt(value, 0, 4);
      if (year < from || year > to) return false;
      return isRealDate(year, digitsAt(value, 4 + dash, 2), digitsAt(value, 6 + 2 * dash, 2));
    };
  },
};
