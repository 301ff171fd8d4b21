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
 * is not there: there may be millions. The values come in the order of `R_TAGS`.
 */
function rdataOf({ values }: XmlSegment, { h1, h15, number, item }: AboutResult) {
  const known = item ? itemFacts(item, { r2: values[1], r4: values[3], r5: values[5] }) : NO_ITEM;
  return {
    r1: values[0],
    r2: values[1],
    r3: values[2],
    r4: values[3],
    'r4-1': values[4],
    r5: values[5],
    'r6-1': values[6],
    'r6-2': values[7],
    r7: values[8],
    'r8-1': values[9],
    'r8-2': values[10],
    'r8-3': values[11],
    'r8-4': values[12],
    'r8-5': values[13],
    'r8-6': values[14],
    'r8-7': values[15],
    'r8-8': values[16],
    'r8-9': values[17],
    r9: values[18],
    r10: values[19],
    r11: values[20],
    r12: values[21],
    r13: values[22],
    r14: values[23],
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
    const data = rdataOf(segment, about);
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
