import type { XmlSegment } from '../../readers/xml/types.ts';
import type { Context } from '../channel.ts';
import type { CheckRecord, Unit } from '../record.ts';
import { type Judged, judge } from './fixed-demand.ts';
import { headingFacts } from './fixed-headings.ts';
import type { FixedData } from './fixed-record-type.ts';
import { type FixedOrder, type FixedRow, fixedTable } from './fixed-table.ts';
import { sameWords } from './result-fold.ts';
import { fieldPlace } from './units.ts';

type Fields = Readonly<Record<string, string>>;

/** The reading of results whose content a table fixes. */
export interface FixedReading {
  /** What the tables say of an order. */
  of(order: string | undefined): FixedOrder | undefined;
  /** The record of a result; nothing where no table speaks of this number. @param number r1, NaN where it is none */
  read(
    segment: XmlSegment,
    about: { order: string; fixed: FixedOrder; number: number; unit: Unit },
  ): FixedRecorded | undefined;
}
type FixedRecorded = CheckRecord & { readonly data: FixedData };

const same = (is: boolean): 'same' | 'other' => (is ? 'same' : 'other');

function wordFacts(fields: Fields, { name, unit, reference }: FixedRow): Partial<FixedData> {
  const references = [fields['r6-1'], fields['r6-2']].filter((value) => value !== undefined);
  return {
    ...(name !== undefined && fields.r2 !== undefined && { name: same(sameWords(fields.r2, name)), nameMeant: name }),
    ...(unit !== undefined && fields.r5 !== undefined && { unit: same(sameWords(fields.r5, unit)), unitMeant: unit }),
    ...(reference !== undefined &&
      references.length > 0 && { reference: same(references.every((value) => sameWords(value, reference))) }),
  };
}

const SIGN_OF: ReadonlyMap<string, string> = new Map([
  ['陽', '1'],
  ['陰', '0'],
]);

/** r4-1 against 陰 and 陽 in r4. */
function signFacts({ r4 = '', 'r4-1': sign = '' }: Fields): Partial<FixedData> {
  const meant = SIGN_OF.get(r4);
  return meant !== undefined && (sign === '0' || sign === '1') ? { sign: same(meant === sign) } : {};
}

/** Of ＞ and ＜ only 表八 and 表十四 say what to write instead. */
function valueFacts({ form, flaw }: Judged, { table }: FixedOrder): Partial<FixedData> {
  const other = form === 'beyond' && !table.zh.includes('表八');
  return { form: other ? 'not-number' : form, ...(flaw && { flaw: flaw.zh, flawEn: flaw.en }) };
}

const FIELD_OF: Readonly<Record<string, string>> = {
  name: 'r2',
  unit: 'r5',
  reference: 'r6-1',
  sign: 'r4-1',
  headings: 'r8-1',
  specimen: 'r8-1',
  listed: 'r1',
};

/** Reads results against 表八 and 表十 to 表十四. @param path of the XML */
export function fixedReading(path: string, { codes }: Pick<Context, 'codes'>): FixedReading {
  const table = fixedTable(codes('lab-result-fixed-orders'), codes('lab-result-fixed'));
  const headingsOf = headingFacts(codes('lab-result-headings'));

  function dataOf(fields: Fields, order: string, fixed: FixedOrder, number: number): FixedData | undefined {
    const common = {
      h15: order,
      table: fixed.table.zh,
      tableEn: fixed.table.en,
      ...(Number.isNaN(number) ? {} : { number }),
    };
    const found = fixed.rows.get(number);
    if (!found) {
      if (fixed.numbers === 'also' || Number.isNaN(number)) return undefined;
      const numbers = [...fixed.rows.keys()].join('、');
      return { ...common, tag: 'r4', listed: fixed.numbers === 'only' ? 'no' : 'odd', numbers };
    }
    const { row, says } = found;
    const tag = row.field ?? 'r4';
    const value = fields[tag];
    return {
      ...common,
      tag,
      listed: 'yes',
      says: says.zh,
      saysEn: says.en,
      ...(value === undefined || row.value === 'text' ? {} : valueFacts(judge(value, row), fixed)),
      ...wordFacts(fields, row),
      ...(row.value === 'headings' ? headingsOf(fields) : {}),
      ...(row.value === 'codes' && '陰' in row.codes ? signFacts(fields) : {}),
    };
  }

  return {
    of: (order) => (order === undefined ? undefined : table.get(order)),
    read(segment, { order, fixed, number, unit }) {
      const data = dataOf(segment.fields, order, fixed, number);
      if (!data) return undefined;
      const locate = (pointer: string) => fieldPlace(path, segment, `/${FIELD_OF[pointer.slice(1)] ?? data.tag}`);
      return { type: 'lab-result.fixed', unit, data, locate };
    },
  };
}
