import type { XmlRecord } from '../../readers/xml/types.ts';
import type { Context } from '../channel.ts';
import type { CheckRecord, Unit } from '../record.ts';
import { hdataFacts } from './hdata-facts.ts';
import { keptHdata } from './hdata-kept.ts';
import type { HdataData } from './hdata-record-type.ts';
import { repeats } from './hdata-repeats.ts';
import { fileDays } from './hdata-upload-day.ts';
import { fieldPlace } from './units.ts';

/** The reading of hdatas one after the other. */
export interface HdataReading {
  /** The record of 基本資料段. */
  read(record: XmlRecord, unit: Unit): CheckRecord & { readonly data: HdataData };
  /** After the last one: hdatas against each other. */
  after(): Iterable<CheckRecord>;
  /** After the last one: the upload date (YYYMMDD) that most hdata have; undefined where none has a valid h16. */
  uploadDay(): string | undefined;
}

/** h16 as a number; 0 for years before the Republic. */
const timeOf = (h16: string): number => (h16.startsWith('-') ? 0 : Number(h16));

/** Reads the basic data of each hdata. About 75 bytes are kept of each. @param path of the XML */
export function hdataReading(path: string, cx: Pick<Context, 'asOf' | 'codes' | 'format'>): HdataReading {
  const factsOf = hdataFacts(cx.format('lab-result').segments.hdata?.fields ?? {}, cx);
  const kept = keptHdata();
  const days = fileDays();
  const alike = repeats(path, kept);
  return {
    read(record, unit) {
      const data = factsOf(record.values);
      const number = record.index - 1;
      const { h16, uploadDay } = data;
      const isTime = h16 !== undefined && uploadDay !== undefined;
      kept.keep(number, unit.locations[0], record.place('h16'), isTime ? timeOf(h16) : 0);
      if (isTime) days.add(h16, uploadDay);
      alike.add(number, data);
      return { type: 'lab-result.hdata', unit, data, locate: (pointer) => fieldPlace(path, record, pointer) };
    },
    *after() {
      yield* days.records(path, kept);
      yield* alike.records();
    },
    uploadDay: days.uploadDay,
  };
}
