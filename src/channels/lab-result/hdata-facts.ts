import type { XmlField } from '../../readers/xml/format.ts';
import type { Context } from '../channel.ts';
import { rocDay } from '../medical-image/row-time.ts';
import { sortable, uploadDays } from './hdata-days.ts';
import { type Draft, draftOf } from './hdata-draft.ts';
import { orderFacts } from './hdata-orders.ts';
import { hdataReasons } from './hdata-reasons.ts';
import type { HdataData } from './hdata-record-type.ts';
import { serialOf } from './hdata-serial.ts';
import type { HTag } from './tags.ts';

const NEWBORN_DAYS = 60;
/** Characters of h7, of YYYMM and of YYYMMDD. */
const SERIAL = 4;
const MONTH = 5;
const DAY = 7;
const INPATIENT: ReadonlySet<string> = new Set(['21', '22', '29']);

/** The value of a field where it is right by itself. */
const rightOf = (draft: Draft, tag: HTag): string | undefined =>
  draft.why?.[tag] === undefined && draft.lengthTold?.[tag] === undefined ? draft[tag] : undefined;

/** Whether a date comes before another one, by so many digits: 7 the day, 11 the minute. */
const isBefore = (date: string, other: string, digits: number): boolean =>
  sortable(date, digits) < sortable(other, digits);

function timeFacts(draft: Draft): void {
  const h20 = rightOf(draft, 'h20');
  if (h20 !== undefined) {
    const [h4, h10, h16, h21] = [
      rightOf(draft, 'h4'),
      rightOf(draft, 'h10'),
      rightOf(draft, 'h16'),
      rightOf(draft, 'h21'),
    ];
    if (h4 !== undefined) draft.monthAgrees = h20.startsWith(h4);
    if (draft.monthAgrees === false) draft.month = h20.slice(0, MONTH);
    if (h10 !== undefined) draft.bornLater = isBefore(h20, h10, 7);
    if (h16 !== undefined) draft.sampledLater = isBefore(h16, h20, 11);
    if (h21 !== undefined) draft.confirmedBefore = isBefore(h21, h20, 7);
  }
  const [h11, h12] = [rightOf(draft, 'h11'), rightOf(draft, 'h12')];
  if (h11 !== undefined && h12 !== undefined) draft.endsBefore = isBefore(h12, h11, 7);
  const [h13, h14] = [rightOf(draft, 'h13'), rightOf(draft, 'h14')];
  if (h13 !== undefined && h14 !== undefined) draft.leavesBefore = isBefore(h14, h13, 7);
}

function newbornFacts(draft: Draft): void {
  const born = rightOf(draft, 'h23');
  if (born === undefined) return;
  const [h11, h13] = [rightOf(draft, 'h11'), rightOf(draft, 'h13')];
  const visit = INPATIENT.has(draft.h3 ?? '') ? (h13 ?? h11) : (h11 ?? h13);
  if (visit === undefined) return;
  const age = rocDay(visit) - rocDay(born);
  draft.newbornAge = age < 0 ? 'unborn' : age > NEWBORN_DAYS ? 'older' : 'fits';
}

/** The length as NHI counts it: 4 bytes for each character that is not ASCII. */
export function bytesOf(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // The second half of a pair is of a character that was counted.
    bytes += code < 0x80 ? 1 : code >= 0xdc00 && code < 0xe000 ? 0 : 4;
  }
  return bytes;
}

/**
 * What this channel knows of an hdata beside its fields.
 * @param fields 基本資料段 of the field table
 * @returns a function of the values in the order of `H_TAGS`
 */
export function hdataFacts(
  fields: Readonly<Record<string, XmlField>>,
  { asOf, codes }: Pick<Context, 'asOf' | 'codes'>,
): (values: readonly (string | undefined)[]) => HdataData {
  const reasons = hdataReasons(fields, codes);
  const orders = orderFacts(codes);
  const days = uploadDays(asOf);
  const exceptions = codes('medical-image-serial-codes');

  const uploadFacts = (draft: Draft): void => {
    const h16 = rightOf(draft, 'h16');
    if (h16 === undefined) return;
    const day = h16.slice(0, DAY);
    draft.uploadDay = days(day);
    if (draft.uploadDay === 'earlier' || draft.uploadDay === 'later') draft.uploadDate = day;
  };
  const categoryFacts = (draft: Draft): void => {
    const { h1, h15 } = draft;
    if (h15 === undefined) return;
    const { order, expected } = orders(h15);
    draft.order = order;
    if (expected === undefined || h1 === undefined || rightOf(draft, 'h1') === undefined) return;
    draft.category = expected.category;
    draft.categoryName = expected.categoryName;
    draft.categoryBy = expected.categoryBy;
    draft.categoryAgrees = expected.category === h1;
  };
  return (values) => {
    const draft = draftOf(values);
    const { why, lengthTold } = reasons(values);
    draft.why = why;
    draft.lengthTold = lengthTold;
    timeFacts(draft);
    newbornFacts(draft);
    uploadFacts(draft);
    categoryFacts(draft);
    const { h7, h22 } = draft;
    if (h7?.length === SERIAL) draft.serial = serialOf(h7, exceptions);
    if (h22 !== undefined) draft.specimenBytes = bytesOf(h22);
    return draft as HdataData;
  };
}
