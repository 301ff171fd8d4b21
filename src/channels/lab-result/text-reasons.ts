import { isBodySite } from '../../engine/predicates/body-sites.ts';
import type { Words } from '../../engine/rule-schema.ts';
import { paddingReason } from './padding-reason.ts';

/** Why a value is wrong, in words that follow 「不對：」; undefined where it is right. */
export type Reasons = (value: string) => Words | undefined;

const CAPITALS: Words = { zh: '英文要大寫', en: 'its letters have to be capitals' };

/** Blanks, width and letter case first, else what is said. */
function reasons(isRight: (value: string) => boolean, otherwise: (value: string) => Words): Reasons {
  return (value) => {
    if (isRight(value)) return undefined;
    return paddingReason(value, isRight) ?? (isRight(value.toUpperCase()) ? CAPITALS : otherwise(value));
  };
}

/** Of a field that holds a code of a table. */
export const codeReasons = (codes: ReadonlySet<string>): Reasons =>
  reasons(
    (value) => codes.has(value),
    () => ({ zh: '表上沒有這個代碼', en: 'there is no such code' }),
  );

function isInstitution(value: string): boolean {
  if (value.length !== 10) return false;
  for (let i = 0; i < 10; i++) {
    const code = value.charCodeAt(i);
    if (!((code >= 48 && code <= 57) || (code >= 65 && code <= 90))) return false;
  }
  return true;
}

/** Of a field that holds a 醫事機構代碼. */
export const institutionReasons: Reasons = reasons(isInstitution, (value) =>
  value.length === 10
    ? { zh: '有半形數字和大寫英文以外的字', en: 'it holds signs beside digits and capital letters' }
    : { zh: `是 ${value.length} 碼，要 10 碼`, en: `it has ${value.length} signs instead of 10` },
);

const isLetter = (value: string): boolean => /^[A-Za-z]$/.test(value);

/** Of 胞胎註記. */
export const birthOrderReasons: Reasons = reasons(isLetter, () => ({ zh: '不是英文字母', en: 'it is no letter' }));

const areSites = (value: string): boolean =>
  value.length > 0 && [...value].every((sign) => sign === ' ' || isBodySite(sign));

/** Of 診療部位. */
export const siteReasons: Reasons = reasons(areSites, (value) => ({
  zh: /[0-9]/.test(value) ? '有數字，部位代碼只有字母' : '有表上沒有的字',
  en: /[0-9]/.test(value) ? 'it holds digits; sites are letters' : 'it holds signs that are no letters of sites',
}));

const SPECIAL = ['<', '>', '&', "'", '"'] as const;

/** Of free text: which of the five signs of XML it holds, even where they were escaped. */
export const signReasons: Reasons = (value) => {
  const found = SPECIAL.filter((sign) => value.includes(sign));
  return found.length === 0 ? undefined : { zh: found.join(' '), en: found.join(' ') };
};
