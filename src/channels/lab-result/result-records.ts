import type { XmlRecord } from '../../readers/xml/types.ts';
import type { Context } from '../channel.ts';
import type { CheckRecord, Unit } from '../record.ts';
import type { HdataData } from './hdata-record-type.ts';
import { fieldPlace } from './units.ts';

/** The reading of the results (rdata) of one hdata after the other. */
export interface ResultReading {
  /** A record for each rdata, and what they are together. */
  read(record: XmlRecord, hdata: HdataData, unit: Unit): Iterable<CheckRecord>;
}

/** Reads the results of each hdata. @param path of the XML */
export function resultRecords(path: string, _cx: Pick<Context, 'asOf' | 'codes'>): ResultReading {
  return {
    *read(record, { h1, h15 }, unit) {
      for (const segment of record.segments) {
        const data = { ...segment.fields, ...(h1 ? { h1 } : {}), ...(h15 ? { h15 } : {}) };
        yield { type: 'lab-result.rdata', unit, data, locate: (pointer) => fieldPlace(path, segment, pointer) };
      }
    },
  };
}
