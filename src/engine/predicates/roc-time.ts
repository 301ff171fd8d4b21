import { type Static, Type } from '@sinclair/typebox';
import { digitsAt, isRealTime, isRocDate } from './calendar.ts';
import { withDefaults } from './options.ts';
import type { Predicate } from './predicate.ts';

const Digits = Type.Union([Type.Literal(11), Type.Literal(13)]);
const Options = Type.Object(
  {
    digits: Type.Optional(Type.Union([Digits, Type.Array(Digits, { minItems: 1, uniqueItems: true })])),
    zeroTimeAllowed: Type.Optional(Type.Boolean()),
    beforeRepublic: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

/**
 * Takes a string; true when it is an ROC date and time YYYMMDDhhmm (`digits: 11`) or YYYMMDDhhmmss (`digits: 13`, the
 * default; an array allows both): a real date as `rocDate` reads it (`beforeRepublic` likewise), hours 00-23, minutes
 * and seconds 00-59. Wall-clock time in Taipei, nothing is converted. Source: image-format-108 table 2, columns 4, 12
 * and 17; lab-result §3; visit §3.3 (M11, M19, M49, D01).
 *
 * 2400 is in none of the documents, which speak of hours of the day with leading zero (上午9時 09, 下午3時 15): refused;
 * midnight is 0000 of the day that begins. "Positions 8-11 may be 0" (交付, 轉檢, 代檢 without a recorded time; M19 pads
 * with 000000) has the same look as midnight, so 0000 is accepted unless `zeroTimeAllowed: false`, which refuses hour
 * and minute 0000 whatever the seconds are.
 */
export const rocTime: Predicate = {
  name: 'rocTime',
  says: {
    zh: '民國年月日時分（YYYMMDDhhmm，11 碼）或年月日時分秒（YYYMMDDhhmmss，13 碼），確有此日，時 00–23、分秒 00–59',
    en: 'an ROC date and time, YYYMMDDhhmm (11) or YYYMMDDhhmmss (13): a real date, hours 00-23, minutes, seconds 00-59',
  },
  options: Type.Union([Type.Literal(true), Options]),
  compile(options) {
    const { digits, zeroTimeAllowed, beforeRepublic } = withDefaults<Required<Static<typeof Options>>>(options, {
      digits: 13,
      zeroTimeAllowed: true,
      beforeRepublic: true,
    });
    const lengths: readonly number[] = [digits].flat();
    return (value) => {
      if (typeof value !== 'string') return true;
      if (!lengths.includes(value.length)) return false;
      const hour = digitsAt(value, 7, 2);
      const minute = digitsAt(value, 9, 2);
      if (!zeroTimeAllowed && hour === 0 && minute === 0) return false;
      const second = value.length === 13 ? digitsAt(value, 11, 2) : 0;
      return isRocDate(value, beforeRepublic) && isRealTime(hour, minute, second);
    };
  },
};
