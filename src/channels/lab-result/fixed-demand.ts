import { isRocDate } from '../../engine/predicates/calendar.ts';
import type { Words } from '../../engine/rule-schema.ts';
import { paddingReason } from './padding-reason.ts';

/** What a table demands of a value. */
export type Demand =
  | { readonly value: 'number'; readonly most?: number; readonly exactly?: number }
  | { readonly value: 'codes'; readonly codes: Readonly<Record<string, string>> }
  | { readonly value: 'digits'; readonly highest: number }
  | { readonly value: 'date' | 'institution' | 'text' | 'headings' };

/** What a value is against it. */
export type Form = 'right' | 'beyond' | 'not-number' | 'decimals' | 'not-code' | 'not-date';

export interface Judged {
  readonly form: Form;
  /** What is odd about it, without the value. */
  readonly flaw?: Words;
}

const NUMBER = /^-?[0-9]+(?:[.][0-9]+)?$/;
const BEYOND = /[<>＜＞≦≧≤≥]/;
const INSTITUTION = /^[0-9A-Z]{10}$/;
const RIGHT: Judged = { form: 'right' };

const words = (zh: string, en: string): Words => ({ zh, en });
const decimalsOf = (value: string): number => (value.includes('.') ? value.length - value.indexOf('.') - 1 : 0);

type Test = (value: string) => boolean;

/** What spoils a number: blanks, width, or words beside it. */
function numberFlaw(value: string, isRight: Test): Words {
  const padding = paddingReason(value, isRight);
  if (padding) return padding;
  return /[0-9]/.test(value)
    ? words('數字以外還有別的字', 'it holds other signs beside the number')
    : words('不是數字', 'it is no number');
}

/** What spoils a code: blanks, width, its meaning in its place, or words behind it. */
function codeFlaw(value: string, codes: Readonly<Record<string, string>>): Words {
  const padding = paddingReason(value, (text) => Object.hasOwn(codes, text));
  if (padding) return padding;
  const meanings = Object.values(codes).filter((meaning) => meaning !== '');
  if (meanings.includes(value.trim())) return words('填了文字，要填代碼', 'it is the word instead of its code');
  return Object.keys(codes).some((code) => value.startsWith(code))
    ? words('代碼後面還有別的字', 'more signs follow the code')
    : words('表上沒有這個代碼', 'there is no such code');
}

function judgeNumber(value: string, { most, exactly }: Extract<Demand, { value: 'number' }>): Judged {
  if (BEYOND.test(value)) return { form: 'beyond', flaw: words('有 ＞ 或 ＜', 'it holds ＞ or ＜') };
  const isNumber: Test = (text) => NUMBER.test(text);
  if (!isNumber(value)) return { form: 'not-number', flaw: numberFlaw(value, isNumber) };
  const decimals = decimalsOf(value);
  if (decimals <= (most ?? exactly ?? decimals) && decimals >= (exactly ?? 0)) return RIGHT;
  const flaw =
    decimals === 0
      ? words('沒有小數', 'it has no decimals')
      : words(`小數有 ${decimals} 位`, `it has ${decimals} decimal(s)`);
  return { form: 'decimals', flaw };
}

function judgeShape(value: string, isRight: Test): Judged {
  if (isRight(value)) return RIGHT;
  const flaw =
    paddingReason(value, isRight) ?? words('有別的字或碼數不對', 'it holds other signs, or has another length');
  return { form: 'not-code', flaw };
}

/** Holds a value against what is demanded. */
export function judge(value: string, demand: Demand): Judged {
  switch (demand.value) {
    case 'number':
      return judgeNumber(value, demand);
    case 'codes':
      return Object.hasOwn(demand.codes, value) ? RIGHT : { form: 'not-code', flaw: codeFlaw(value, demand.codes) };
    case 'digits':
      return judgeShape(value, (text) => new RegExp(`^[0-${demand.highest}]+$`).test(text));
    case 'institution':
      return judgeShape(value, (text) => INSTITUTION.test(text));
    case 'date':
      return value.length === 7 && isRocDate(value, true) ? RIGHT : { form: 'not-date' };
    default:
      return RIGHT;
  }
}

/** What is demanded, in words. */
export function demanded(demand: Demand): Words {
  switch (demand.value) {
    case 'number':
      if (demand.exactly === 0) return words('整數', 'an integer');
      if (demand.exactly !== undefined)
        return words(`數字，小數 ${demand.exactly} 位`, `a number with ${demand.exactly} decimal(s)`);
      if (demand.most !== undefined)
        return words(`數字，小數最多 ${demand.most} 位`, `a number with at most ${demand.most} decimal(s)`);
      return words('數字', 'a number');
    case 'codes': {
      const codes = Object.keys(demand.codes).sort();
      const said = codes.map((code) => (demand.codes[code] ? `${code}（${demand.codes[code]}）` : code));
      return words(said.join('、'), codes.length === 1 ? said.join('') : `one of ${codes.join(', ')}`);
    }
    case 'digits':
      return words(`0 到 ${demand.highest} 的數字，幾個就連著寫`, `digits from 0 to ${demand.highest}, run together`);
    case 'institution':
      return words('10 碼醫事機構代碼', 'an institution code of ten signs');
    case 'date':
      return words('民國年月日 7 碼', 'an ROC date of seven digits');
    default:
      return words('文字', 'a text');
  }
}
