import { twId } from '../../engine/predicates/tw-id.ts';
import type { Words } from '../../engine/rule-schema.ts';
import type { XmlField } from '../../readers/xml/format.ts';
import { codePoints, fitsLength } from '../../readers/xml/judge.ts';
import type { Context } from '../channel.ts';
import { dateReasons } from './date-reasons.ts';
import { paddingReason } from './padding-reason.ts';
import { H_TAGS, type HTag } from './tags.ts';
import {
  birthOrderReasons,
  codeReasons,
  institutionReasons,
  type Reasons,
  signReasons,
  siteReasons,
} from './text-reasons.ts';

/** Why fields are wrong, by tag; undefined where none is. */
export type Why = Partial<Record<HTag, Words>>;

const NO_TABLES = { table: (): never => raise('ids need no code table') };
const raise = (what: string): never => {
  throw new Error(what);
};
const isId = twId.compile(true, NO_TABLES) as (value: string) => boolean;
const hasIdShape = twId.compile({ checkDigit: false }, NO_TABLES) as (value: string) => boolean;

/** Of 身分證統一編號; of ten signs alone. */
const idReasons: Reasons = (value) => {
  if (value.length !== 10 || isId(value)) return undefined;
  if (hasIdShape(value)) return { zh: '檢查碼不符', en: 'its check digit does not fit' };
  const odd = paddingReason(value, hasIdShape);
  if (odd) return odd;
  if (hasIdShape(value.toUpperCase())) return { zh: '英文要大寫', en: 'its letter has to be a capital' };
  return {
    zh: '不是身分證號或居留證號的寫法',
    en: 'it is written like neither a national id nor a resident certificate',
  };
};

const none: Reasons = () => undefined;

/** What is neither a code nor a date of the field table. */
const OWN: Partial<Record<HTag, Reasons>> = {
  h2: institutionReasons,
  h9: idReasons,
  h22: signReasons,
  h24: birthOrderReasons,
  h25: siteReasons,
  h27: institutionReasons,
};

interface Look {
  readonly tag: HTag;
  /** The place of its value among those of the tags. */
  readonly at: number;
  readonly field: XmlField;
  readonly reasons: Reasons;
  /** The value that was found right last: of one file, most are the same. */
  right: string | undefined;
}

/** What is wrong with the fields of an hdata, by tag. */
export interface Wrong {
  readonly why: Why | undefined;
  /** Fields of a length that they may not have, which the reader tells: whatever follows from it is not told again. */
  readonly lengthTold: Partial<Record<HTag, boolean>> | undefined;
}

const NOTHING: Wrong = { why: undefined, lengthTold: undefined };

/**
 * Looks at every field of 基本資料段 that has codes, dates or a form of its own.
 * @param fields of the field table, by tag
 * @returns a function of the values in the order of `H_TAGS`
 */
export function hdataReasons(
  fields: Readonly<Record<string, XmlField>>,
  codes: Context['codes'],
): (values: readonly (string | undefined)[]) => Wrong {
  const looks = Object.entries(fields).flatMap(([name, field]): Look[] => {
    const tag = name as HTag;
    const { roc, codes: table, beforeRepublic = false } = field;
    const byTable = table === undefined ? OWN[tag] : codeReasons(new Set(Object.keys(codes(table))));
    const reasons = roc ? dateReasons({ roc, beforeRepublic }) : byTable;
    return [{ tag, at: H_TAGS.indexOf(tag), field, reasons: reasons ?? none, right: undefined }];
  });
  return (values) => {
    let why: Why | undefined;
    let lengthTold: Partial<Record<HTag, boolean>> | undefined;
    for (const look of looks) {
      const value = values[look.at];
      if (value === undefined || value === look.right) continue;
      const reason = look.reasons(value);
      const fits = fitsLength(look.field, codePoints(value));
      if (reason) {
        why ??= {};
        why[look.tag] = reason;
      }
      if (!fits) {
        lengthTold ??= {};
        lengthTold[look.tag] = true;
      }
      if (fits && !reason) look.right = value;
    }
    return why || lengthTold ? { why, lengthTold } : NOTHING;
  };
}
