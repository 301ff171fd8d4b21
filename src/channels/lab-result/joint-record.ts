import type { XmlSegment } from '../../readers/xml/types.ts';
import type { Context } from '../channel.ts';
import type { CheckRecord, Unit } from '../record.ts';
import { type Demand, demanded, judge } from './fixed-demand.ts';
import { implantRecord } from './implant-record.ts';
import { approachFacts } from './joint-approach.ts';
import { itemsOf, MOST_ITEMS } from './joint-items.ts';
import type { JointData } from './joint-record-type.ts';
import { sameWords } from './result-fold.ts';
import { fieldPlace } from './units.ts';

type Fields = Readonly<Record<string, string>>;

/** What 表五 says of the numbers. */
interface Row {
  readonly name: string;
  readonly unit?: string;
  readonly size?: Demand;
}
const APPROACH: Row = { name: 'Surgical Approach' };
const ROWS: ReadonlyMap<number, Row> = new Map([
  [1, { name: 'BH', unit: 'cm', size: { value: 'number', exactly: 1 } }],
  [2, { name: 'BW', unit: 'kg', size: { value: 'number', exactly: 2 } }],
  [3, { name: 'ASA' }],
  [4, APPROACH],
  [5, APPROACH],
]);
const ASA = 3;
/** Told of the whole text already. */
const SPECIAL = /[<>&'"]/;

function sizeFacts(value: string | undefined, size: Demand | undefined): Partial<JointData> {
  if (value === undefined || size === undefined) return {};
  const { form, flaw } = judge(value, size);
  const says = demanded(size);
  return {
    form: form === 'right' || form === 'decimals' ? form : 'not-number',
    says: says.zh,
    saysEn: says.en,
    ...(flaw && { flaw: flaw.zh, flawEn: flaw.en }),
  };
}

function asaOf(value: string): NonNullable<JointData['asa']> {
  if (!/^[0-9]+$/.test(value)) return 'not-number';
  return value.length === 1 && value >= '1' && value <= '5' ? 'right' : 'range';
}

const wordFacts = ({ r2, r5 }: Fields, { name, unit }: Row): Partial<JointData> => ({
  ...(r2 !== undefined && { name: sameWords(r2, name) ? 'same' : 'other', nameMeant: name }),
  ...(unit !== undefined && r5 !== undefined && { unit: sameWords(r5, unit) ? 'same' : 'other', unitMeant: unit }),
});

const FIELD_OF: Readonly<Record<string, string>> = { listed: 'r1', name: 'r2', unit: 'r5', approach: 'r3' };

/** A result of a joint, and what of its hdata is asked for. */
export interface Joint {
  readonly segment: XmlSegment;
  /** r1; NaN where it is no number. */
  readonly number: number;
  readonly order: string | undefined;
  /** h4, YYYMM. */
  readonly month: string | undefined;
}

/** Reads the results of h1 = 4: a record for each, and one for each of the first 20 implants. @param path of the XML */
export function jointReading(
  path: string,
  { codes }: Pick<Context, 'codes'>,
): (joint: Joint, unit: Unit) => Iterable<CheckRecord> {
  const approachOf = approachFacts(codes('lab-result-approaches'));
  return function* ({ segment, number, order, month }, unit) {
    if (Number.isNaN(number)) return;
    const { fields } = segment;
    const { r3, r4 } = fields;
    const row = ROWS.get(number);
    const parts = row === APPROACH && r4 !== undefined ? itemsOf(r4) : undefined;
    const items = parts?.items ?? [];
    const data: JointData = {
      number,
      listed: row ? 'yes' : 'no',
      ...(row && wordFacts(fields, row)),
      ...sizeFacts(r4, row?.size),
      ...(number === ASA && r4 !== undefined && { asa: asaOf(r4) }),
      ...(row === APPROACH && r3 !== undefined && approachOf(order, r3)),
      ...(parts && {
        separator: parts.separator,
        items: items.length,
        amount: items.length > MOST_ITEMS ? 'many' : 'fits',
      }),
    };
    const locate = (pointer: string) => fieldPlace(path, segment, `/${FIELD_OF[pointer.slice(1)] ?? 'r4'}`);
    yield { type: 'lab-result.joint', unit, data, locate };
    for (const [i, text] of items.slice(0, MOST_ITEMS).entries())
      if (!SPECIAL.test(text))
        yield { ...implantRecord(text, i + 1, month), unit, locate: () => fieldPlace(path, segment, '/r4') };
  };
}
