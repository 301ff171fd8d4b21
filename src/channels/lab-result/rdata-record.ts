import type { FieldFile } from '../../engine/library-schema.ts';
import type { XmlSegment } from '../../readers/xml/types.ts';
import type { Context } from '../channel.ts';
import type { CheckRecord, Unit } from '../record.ts';
import { type Item, itemFacts } from './items-table.ts';
import { continuationOf, kindOf, numberForm } from './rdata-facts.ts';
import { rdataReasons, staffForms } from './rdata-reasons.ts';
import type { RdataData } from './rdata-record-type.ts';
import { fieldPlace } from './units.ts';

/** What is known of a result beside its own fields. */
export interface AboutResult {
  readonly h1: string | undefined;
  readonly h15: string | undefined;
  /** r1; NaN where it is no number. */
  readonly number: number;
  /** Its row of 表九. */
  readonly item: Item | undefined;
}

const NO_ITEM = {
  itemName: undefined,
  itemResult: undefined,
  itemUnit: undefined,
  nameMeant: undefined,
  nameNote: undefined,
  nameNoteEn: undefined,
  resultsMeant: undefined,
  unitsMeant: undefined,
};

/** Where the findings about a fact point. */
const FIELD_OF: Readonly<Record<string, string>> = {
  number: 'r1',
  staff: 'r9',
  itemName: 'r2',
  itemResult: 'r4',
  itemUnit: 'r5',
};

/**
 * The fields of a result and what is known of it. Every one has the same keys in the same order, with undefined for what
 * is not there: there may be millions.
 */
function rdataOf(fields: Readonly<Record<string, string>>, { h1, h15, number, item }: AboutResult) {
  const known = item ? itemFacts(item, fields) : NO_ITEM;
  return {
    r1: fields.r1,
    r2: fields.r2,
    r3: fields.r3,
    r4: fields.r4,
    'r4-1': fields['r4-1'],
    r5: fields.r5,
    'r6-1': fields['r6-1'],
    'r6-2': fields['r6-2'],
    r7: fields.r7,
    'r8-1': fields['r8-1'],
    'r8-2': fields['r8-2'],
    'r8-3': fields['r8-3'],
    'r8-4': fields['r8-4'],
    'r8-5': fields['r8-5'],
    'r8-6': fields['r8-6'],
    'r8-7': fields['r8-7'],
    'r8-8': fields['r8-8'],
    'r8-9': fields['r8-9'],
    r9: fields.r9,
    r10: fields.r10,
    r11: fields.r11,
    r12: fields.r12,
    r13: fields.r13,
    r14: fields.r14,
    h1,
    h15,
    kind: kindOf(h1, h15, number),
    number: numberForm(number),
    references: undefined as RdataData['references'],
    staff: undefined as RdataData['staff'],
    why: undefined as RdataData['why'],
    continuation: undefined as RdataData['continuation'],
    continued: undefined as string | undefined,
    before: undefined as string | undefined,
    itemName: known.itemName,
    itemResult: known.itemResult,
    itemUnit: known.itemUnit,
    nameMeant: known.nameMeant,
    nameNote: known.nameNote,
    nameNoteEn: known.nameNoteEn,
    resultsMeant: known.resultsMeant,
    unitsMeant: known.unitsMeant,
  };
}

/** A result as it is judged. */
export type KnownRdata = ReturnType<typeof rdataOf>;

type Rdata = CheckRecord & { readonly data: KnownRdata };

/**
 * Reads results one by one: their fields, and what can be told of each alone.
 * @param path of the XML
 * @param format its field table
 */
export function rdataReading(
  path: string,
  format: FieldFile,
  codes: Context['codes'],
): (segment: XmlSegment, about: AboutResult, unit: Unit) => Rdata {
  const whyOf = rdataReasons(format.segments.rdata?.fields ?? {}, codes);
  const staffOf = staffForms();
  return (segment, about, unit) => {
    const data = rdataOf(segment.fields, about);
    if (about.h1 === '1') data.references = (data['r6-1'] ?? data['r6-2']) === undefined ? 'missing' : 'there';
    if (data.r9 !== undefined) data.staff = staffOf(data.r9);
    data.why = whyOf(data);
    const continuation = continuationOf(data);
    if (continuation) Object.assign(data, continuation);
    return {
      type: 'lab-result.rdata',
      unit,
      data,
      locate(pointer) {
        const key = pointer.slice(1);
        const tag = key === 'continuation' ? data.continued : (FIELD_OF[key] ?? key);
        return fieldPlace(path, segment, `/${tag}`);
      },
    };
  };
}
