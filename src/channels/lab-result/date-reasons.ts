import { daysInMonth, digitsAt, rocYear } from '../../engine/predicates/calendar.ts';
import { rocDate } from '../../engine/predicates/roc-date.ts';
import { rocTime } from '../../engine/predicates/roc-time.ts';
import type { Words } from '../../engine/rule-schema.ts';
import type { XmlField } from '../../readers/xml/format.ts';
import { paddingReason } from './padding-reason.ts';

type DateField = Pick<XmlField, 'beforeRepublic'> & { readonly roc: readonly number[] };

const NO_TABLES = {
  table: (): never => {
    throw new Error('dates need no code table');
  },
};

/** The test that rules make of such a field: `rocDate` to 7 digits, `rocTime` beyond. */
function testOf({ roc, beforeRepublic = false }: DateField): (value: string) => boolean {
  const predicate = roc.some((digits) => digits > 7) ? rocTime : rocDate;
  return predicate.compile({ digits: [...roc], beforeRepublic }, NO_TABLES);
}

const SEPARATOR = /[/:.T -]/;

/** Lengths of a date with a Western year: YYYYMMDD, and with hhmm and ss behind it. */
const WESTERN: readonly number[] = [8, 12, 14];
const isWestern = (value: string): boolean =>
  (value.startsWith('19') || value.startsWith('20')) && WESTERN.includes(value.length);

function signsReason(value: string): Words | undefined {
  const rest = value.startsWith('-') ? value.slice(1) : value;
  if (SEPARATOR.test(rest))
    return { zh: '有 / - : 之類的符號，只能寫數字', en: 'it holds signs such as / - : beside the digits' };
  return /^[0-9]*$/.test(rest) ? undefined : { zh: '有數字以外的字', en: 'it holds signs that are no digits' };
}

function yearReason(value: string, beforeRepublic: boolean): Words | undefined {
  if (rocYear(value, beforeRepublic) > 0) return undefined;
  if (!value.startsWith('-')) return { zh: '年份是 000', en: 'the year is 000' };
  if (!beforeRepublic) return { zh: '年份不能是負數', en: 'the year may not be negative' };
  return { zh: '民國前的年份要從 -01 起', en: 'years before the Republic begin with -01' };
}

function momentReason(value: string, beforeRepublic: boolean): Words {
  const year = yearReason(value, beforeRepublic);
  if (year) return year;
  const days = daysInMonth(rocYear(value, beforeRepublic), digitsAt(value, 3, 2));
  if (days === 0) return { zh: '月份不在 01 到 12', en: 'the month is not 01 to 12' };
  const day = value.length > 5 ? digitsAt(value, 5, 2) : 1;
  if (day < 1 || day > days) return { zh: '那個月沒有這一天', en: 'the month has no such day' };
  if (digitsAt(value, 7, 2) > 23) return { zh: '時不在 00 到 23', en: 'the hour is not 00 to 23' };
  if (digitsAt(value, 9, 2) > 59) return { zh: '分不在 00 到 59', en: 'the minute is not 00 to 59' };
  return { zh: '秒不在 00 到 59', en: 'the second is not 00 to 59' };
}

/**
 * Why a value is no date of a field; undefined where it is one. Says nothing of the digits themselves: it may be a birth
 * date.
 */
export function dateReasons(field: DateField): (value: string) => Words | undefined {
  const { roc, beforeRepublic = false } = field;
  const isDate = testOf(field);
  const wanted = [...roc].sort((a, b) => b - a);
  return (value) => {
    if (isDate(value)) return undefined;
    const odd = paddingReason(value, isDate) ?? signsReason(value);
    if (odd) return odd;
    if (isWestern(value))
      return { zh: '是西元年，要寫民國年 3 碼', en: 'it has a Western year; the ROC year has 3 digits' };
    if (roc.includes(value.length)) return momentReason(value, beforeRepublic);
    return {
      zh: `是 ${value.length} 碼，要 ${wanted.join(' 或 ')} 碼`,
      en: `it has ${value.length} digits instead of ${wanted.join(' or ')}`,
    };
  };
}
