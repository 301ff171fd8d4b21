import { resultRecords } from '../../../src/channels/lab-result/result-records.ts';
import { R_TAGS } from '../../../src/channels/lab-result/tags.ts';
import type { CheckRecord } from '../../../src/channels/record.ts';
import type { XmlRecord, XmlSegment } from '../../../src/readers/xml/types.ts';
import { ownLibrary } from '../../../src/rules.ts';

const library = await ownLibrary();
const format = library.formats.get('lab-result');
if (!format) throw new Error('the field table of lab results is not there');

const reading = resultRecords('TOTFA.xml', {
  codes: (name) => library.codes.get(name) ?? {},
  format: () => format,
});

type Fields = Readonly<Record<string, string>>;

const segmentOf = (fields: Fields, index: number): XmlSegment => ({
  tag: 'rdata',
  index,
  fields,
  values: R_TAGS.map((tag) => fields[tag]),
  segments: [],
  place: (tag) => ({ xpath: `/patient/hdata[1]/rdata[${index}]${tag ? `/${tag}` : ''}`, line: index, column: 1 }),
});

/** A record of results as the reader of their channel gives it. */
export type Given = Omit<CheckRecord, 'data'> & { readonly data: Readonly<Record<string, unknown>> };

/** The records of the results of one hdata. @param hdata its h1, h15 and h4 */
export function resultsOf(hdata: { h1?: string; h15?: string; h4?: string }, ...rdata: readonly Fields[]): Given[] {
  const record: XmlRecord = {
    ...segmentOf({}, 1),
    tag: 'hdata',
    segments: rdata.map((one, i) => segmentOf(one, i + 1)),
    faults: [],
  };
  const unit = { id: 'hdata-1', kind: 'hdata', number: 0, locations: [{ file: 'TOTFA.xml' }] };
  return [...reading.read(record, hdata, unit)] as Given[];
}

/** What records of a type know, without what is not there. @param type without `lab-result.` */
export const factsOf = (records: readonly Given[], type: string): Record<string, unknown>[] =>
  records
    .filter((record) => record.type === `lab-result.${type}`)
    .map(({ data }) => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)));
