import type { FieldFile } from '../../engine/library-schema.ts';
import { institutionCode } from '../../engine/predicates/institution-code.ts';
import { twId } from '../../engine/predicates/tw-id.ts';
import type { Words } from '../../engine/rule-schema.ts';
import type { Context } from '../channel.ts';
import { dateReasons } from './date-reasons.ts';
import { paddingReason } from './padding-reason.ts';
import type { RdataData } from './rdata-record-type.ts';
import { codeReasons, type Reasons } from './text-reasons.ts';

/** What r9 is. */
export type Staff = NonNullable<RdataData['staff']>;
/** Why fields are wrong, by tag. */
export type Why = NonNullable<RdataData['why']>;

const NO_TABLES = {
  table: (): never => {
    throw new Error('ids need no code table');
  },
};
const isId = twId.compile(true, NO_TABLES) as (value: string) => boolean;
const hasIdShape = twId.compile({ checkDigit: false }, NO_TABLES) as (value: string) => boolean;
const isInstitution = institutionCode.compile(true, NO_TABLES) as (value: string) => boolean;
const isShape = (id: string): boolean => hasIdShape(id) || isInstitution(id);
const LENGTH = 10;

/** What r9 is; nothing where it is too long: the reader tells that. */
function staffOf(id: string): Staff | undefined {
  if (id.length > LENGTH) return undefined;
  if (isId(id)) return 'right';
  if (hasIdShape(id)) return 'digit';
  return isInstitution(id) ? 'right' : 'shape';
}

/** Looks at r9 of one result after the other; they are often of the same person. */
export function staffForms(): (id: string) => Staff | undefined {
  let last: string | undefined;
  let form: Staff | undefined;
  return (id) => {
    if (id !== last) form = staffOf(id);
    last = id;
    return form;
  };
}

/** Why r9 is neither an id nor an institution code. */
const staffReasons: Reasons = (id) => {
  if (staffOf(id) !== 'shape') return undefined;
  const padding = paddingReason(id, isShape);
  if (padding) return padding;
  if (isShape(id.toUpperCase())) return { zh: '英文要大寫', en: 'its letters have to be capitals' };
  if (id.length < LENGTH) return { zh: `是 ${id.length} 碼，要 10 碼`, en: `it has ${id.length} signs instead of 10` };
  return { zh: '有半形數字和大寫英文以外的字', en: 'it holds signs beside digits and capital letters' };
};

/** The same reason as the last time where the value is the same: results of one order are alike. */
function remembered(reasons: Reasons): Reasons {
  let last: string | undefined;
  let reason: Words | undefined;
  return (value) => {
    if (value !== last) reason = reasons(value);
    last = value;
    return reason;
  };
}

/** Looks at the fields of 報告資料段 that have codes or dates. @param fields of the field table, by tag */
export function rdataReasons(
  fields: FieldFile['segments'][string]['fields'],
  codes: Context['codes'],
): (values: Readonly<Record<keyof Why, string | undefined>>) => Why | undefined {
  const dates = (tag: 'r10' | 'r14'): Reasons => {
    const { roc = [], beforeRepublic = false } = fields[tag] ?? {};
    return remembered(dateReasons({ roc, beforeRepublic }));
  };
  const reasonsOf = {
    'r4-1': codeReasons(new Set(Object.keys(codes('lab-result-signs')))),
    r9: remembered(staffReasons),
    r10: dates('r10'),
    r12: codeReasons(new Set(Object.keys(codes('lab-result-marks')))),
    r14: dates('r14'),
  };
  return (values) => {
    let why: Why | undefined;
    const look = (tag: keyof Why, value: string | undefined): void => {
      const reason = value === undefined ? undefined : reasonsOf[tag](value);
      if (reason) why = { ...why, [tag]: reason };
    };
    look('r4-1', values['r4-1']);
    look('r9', values.r9);
    look('r10', values.r10);
    look('r12', values.r12);
    look('r14', values.r14);
    return why;
  };
}
