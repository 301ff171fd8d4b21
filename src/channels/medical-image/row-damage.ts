import { digitsAt, isRealDate } from '../../engine/predicates/calendar.ts';
import { halfWidth } from '../../readers/half-width.ts';
import type { Column, Damage, RowData } from './row-record-type.ts';
import { rocDay, rocMinute } from './row-time.ts';

/** What is wrong with a cell, and what it was where that is certain. */
export interface Damaged {
  readonly kind: Damage;
  readonly fixed: string | undefined;
}

type DamagedCell = NonNullable<NonNullable<RowData['damage']>[Column]>;

/** Each damage in words. */
export const DAMAGE_WORDS: Readonly<Record<Damage, DamagedCell>> = {
  zeros: { kind: 'zeros', zh: '開頭的 0 不見了（Excel 會吃掉）', en: 'has lost its leading zeros (Excel eats them)' },
  exponent: {
    kind: 'exponent',
    zh: '變成 1.08E+12 這種寫法（Excel 把長數字縮短），後面的數字已經不見，還原不了',
    en: 'has become a number like 1.08E+12 (Excel shortens long ones); its last digits are gone for good',
  },
  separators: {
    kind: 'separators',
    zh: '是有「/」或「-」的日期（Excel 會這樣改）',
    en: 'is a date with "/" or "-" (Excel writes it so)',
  },
  western: { kind: 'western', zh: '是西元日期', en: 'is a date of the Western calendar' },
  wide: { kind: 'wide', zh: '有全形的字', en: 'holds full-width signs' },
  case: { kind: 'case', zh: '的英文字母要大寫', en: 'needs capital letters' },
  foreign: {
    kind: 'foreign',
    zh: '有中文或特殊字；值只會有半形英文、數字和 - _ .，看起來沒有錯就整格刪掉重打',
    en: 'holds Chinese or special signs, where values are half-width letters, digits and - _ . only; if it looks right, delete the cell and type it again',
  },
  control: {
    kind: 'control',
    zh: '有看不見的控制字元（例如 NUL）；整格刪掉重打，每一列都有就請廠商檢查產生檔案的程式',
    en: 'holds control characters (such as NUL); delete the cell and type it again, or have the vendor see to the program where all lines have them',
  },
};

/** How a column of dates is written: digits, and how many of them are not the day. */
const DATES: Partial<Record<Column, 5 | 7 | 11 | 13>> = {
  examMonth: 5,
  cardTime: 13,
  birthDate: 7,
  examinedAt: 11,
  newbornBirthDate: 7,
  receivedAt: 11,
};
/** National health insurance began in ROC 84; a year before 100 loses its first digit. */
const FIRST_YEAR = 84;

const BEYOND_ASCII = /[\x80-\uffff]/;
const CONTROL = /[\0-\x1f\x7f]/;

/** Whether a value has signs beyond ASCII. */
export const isForeign = (value: string): boolean => BEYOND_ASCII.test(value);

const EXPONENT = /^-?\d(?:\.\d{1,15})?[Ee]\+?\d{1,2}$/;
const WESTERN = /^(?:19|20)\d{4}(?:\d{2}(?:\d{4}(?:\d{2})?)?)?$/;
const SEPARATED = /^(\d{3,4})[/-](\d{1,2})(?:[/-](\d{1,2})(?:[T ]{1,2}(\d{1,2}):(\d{2})(?::(\d{2}))?)?)?$/;
const LOOKS_SEPARATED = /^\d{1,4}[/-]\d{1,2}(?:[/-]\d{1,4})?(?:[ T]|$)/;

/** Whether digits are a date or time of so many digits. */
function isRoc(text: string, digits: 5 | 7 | 11 | 13): boolean {
  if (text.length !== digits) return false;
  if (digits === 5) return !Number.isNaN(rocDay(`${text}01`));
  return !Number.isNaN(digits === 7 ? rocDay(text) : rocMinute(text, digits));
}

const two = (part: string | undefined): string => (part ?? '').padStart(2, '0');

/** ROC digits of a year that is Western from four digits on; undefined when the parts make none of the wanted length. */
function joined(parts: readonly (string | undefined)[], digits: 5 | 7 | 11 | 13): string | undefined {
  const [year = '', month, day, hour, minute, second] = parts;
  const roc = year.length === 4 ? Number(year) - 1911 : Number(year);
  if (!(roc > 0)) return undefined;
  const all = [`${roc}`.padStart(3, '0'), two(month), two(day), two(hour), two(minute), two(second)];
  const wanted = { 5: 2, 7: 3, 11: 5, 13: 6 }[digits];
  if (parts.slice(0, wanted).some((part) => part === undefined)) return undefined;
  const text = all.slice(0, wanted).join('');
  return isRoc(text, digits) ? text : undefined;
}

function separated(value: string, digits: 5 | 7 | 11 | 13): Damaged | undefined {
  if (!LOOKS_SEPARATED.test(value)) return undefined;
  const match = SEPARATED.exec(value);
  return { kind: 'separators', fixed: match ? joined(match.slice(1), digits) : undefined };
}

function western(value: string, digits: 5 | 7 | 11 | 13): Damaged | undefined {
  if (value.length !== digits + 1 || !WESTERN.test(value)) return undefined;
  const [year, month] = [digitsAt(value, 0, 4), digitsAt(value, 4, 2)];
  if (!isRealDate(year, month, value.length >= 8 ? digitsAt(value, 6, 2) : 1)) return undefined;
  const parts = [value.slice(0, 4), ...(value.slice(4).match(/\d{2}/g) ?? [])];
  return { kind: 'western', fixed: joined(parts, digits) };
}

/** A date that lost zeros: a birth date of any year, another of a year from 84 to 99. */
function dateZeros(value: string, digits: 5 | 7 | 11 | 13, born: boolean): Damaged | undefined {
  if (born && /^-[1-9]\d{4}$/.test(value)) {
    const before = `-0${value.slice(1)}`;
    return isRoc(before, 7) ? { kind: 'zeros', fixed: before } : undefined;
  }
  if (value.length >= digits || !/^[1-9]\d{3,}$/.test(value)) return undefined;
  const padded = value.padStart(digits, '0');
  const year = digitsAt(padded, 0, 3);
  return (born || year >= FIRST_YEAR) && isRoc(padded, digits) ? { kind: 'zeros', fixed: padded } : undefined;
}

function zeros(column: Column, value: string, csvInstitution: string | undefined): Damaged | undefined {
  const digits = DATES[column];
  if (digits) return dateZeros(value, digits, column === 'birthDate');
  if (column === 'institution' && /^\d{7,9}$/.test(value)) {
    const padded = value.padStart(10, '0');
    if (csvInstitution === undefined) return { kind: 'zeros', fixed: value.length === 9 ? padded : undefined };
    return padded === csvInstitution ? { kind: 'zeros', fixed: padded } : undefined;
  }
  if (column === 'visitType' && /^\d$/.test(value)) return { kind: 'zeros', fixed: `0${value}` };
  if (column === 'visitSerial' && /^[1-9]\d{0,2}$/.test(value)) return { kind: 'zeros', fixed: value.padStart(4, '0') };
  return undefined;
}

/** Columns that hold nothing but digits, so that Excel takes them for numbers. */
const NUMBERS: ReadonlySet<Column> = new Set([
  ...(Object.keys(DATES) as Column[]),
  'institution',
  'reportSerial',
  'bodySite',
]);

/**
 * What Excel or a hand did to a cell that is not as its column wants.
 * @param csvInstitution the institution of the CSV name, which a shortened column 1 has to agree with
 * @returns undefined when it is wrong in another way
 */
export function damageOf(column: Column, value: string, csvInstitution: string | undefined): Damaged | undefined {
  if (isForeign(value)) {
    const half = halfWidth(value)?.trim();
    return half === undefined ? { kind: 'foreign', fixed: undefined } : { kind: 'wide', fixed: half };
  }
  if (CONTROL.test(value)) return { kind: 'control', fixed: undefined };
  if (NUMBERS.has(column) && EXPONENT.test(value)) return { kind: 'exponent', fixed: undefined };
  const digits = DATES[column];
  if (digits) {
    const date = separated(value, digits) ?? western(value, digits);
    if (date) return date;
  }
  if (column === 'institution') {
    const capital = value.toUpperCase();
    if (capital !== value && /^[0-9A-Z]{10}$/.test(capital)) return { kind: 'case', fixed: capital };
  }
  return zeros(column, value, csvInstitution);
}
