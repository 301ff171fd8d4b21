import { isNumber } from '../../readers/xml/judge.ts';
import type { RdataData } from './rdata-record-type.ts';

/** r1 as a number; NaN where it is none. */
export const serialOf = (text: string | undefined): number =>
  text !== undefined && isNumber(text) ? Number(text) : Number.NaN;

/** What r1 is as a count; nothing where it is no number at all: the reader tells that. */
export function numberForm(serial: number): RdataData['number'] {
  if (Number.isNaN(serial)) return undefined;
  if (serial === 0) return 'zero';
  return Number.isInteger(serial) ? 'whole' : 'fraction';
}

/** 結案資料: of its results few fields are asked for (表八 註2). */
const CLOSING = 'Y00010';

/** What the fields of a result have to be. @param serial r1 */
export function kindOf(h1: string | undefined, h15: string | undefined, serial: number): RdataData['kind'] {
  if (h1 === '1') return h15 === CLOSING ? 'closing' : 'lab';
  if (h1 === '2') return 'image';
  if (h1 === '3') return 'pathology';
  if (h1 !== '4') return undefined;
  if (serial === 1 || serial === 2) return 'joint-size';
  if (serial === 3) return 'joint-asa';
  return serial === 4 || serial === 5 ? 'joint-approach' : 'joint-other';
}

type Continued = 'r8-2' | 'r8-3' | 'r8-4' | 'r8-5' | 'r8-6' | 'r8-7' | 'r8-8' | 'r8-9';
const CONTINUED: readonly Continued[] = ['r8-2', 'r8-3', 'r8-4', 'r8-5', 'r8-6', 'r8-7', 'r8-8', 'r8-9'];

/** The report of a result and what continues it. */
export type Reports = Readonly<Record<Continued | 'r7' | 'r8-1', string | undefined>>;

const isContinued = (fields: Reports): boolean =>
  fields['r8-2'] !== undefined ||
  fields['r8-3'] !== undefined ||
  fields['r8-4'] !== undefined ||
  fields['r8-5'] !== undefined ||
  fields['r8-6'] !== undefined ||
  fields['r8-7'] !== undefined ||
  fields['r8-8'] !== undefined ||
  fields['r8-9'] !== undefined;

/** What the continuations of a report are; nothing where there are none. */
export function continuationOf(fields: Reports): Pick<RdataData, 'continuation' | 'continued' | 'before'> | undefined {
  if (!isContinued(fields)) return undefined;
  const gap = CONTINUED.findIndex((tag) => fields[tag] === undefined);
  const after = gap < 0 ? undefined : CONTINUED.slice(gap).find((tag) => fields[tag] !== undefined);
  if (after !== undefined) return { continuation: 'gap', continued: after, before: CONTINUED[gap] ?? '' };
  const begun = fields.r7 !== undefined || fields['r8-1'] !== undefined;
  return begun ? { continuation: 'right' } : { continuation: 'loose', continued: 'r8-2', before: 'r7' };
}
