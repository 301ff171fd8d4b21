import type { XmlRecord } from '../../readers/xml/types.ts';
import type { Context } from '../channel.ts';
import type { CheckRecord, Unit } from '../record.ts';
import type { HdataData } from './hdata-record-type.ts';
import { fieldPlace } from './units.ts';

/** The reading of hdatas one after the other. */
export interface HdataReading {
  /** The record of 基本資料段. */
  read(record: XmlRecord, unit: Unit): CheckRecord & { readonly data: HdataData };
  /** After the last one: hdatas against each other. */
  after(): Iterable<CheckRecord>;
}

/** Reads the basic data of each hdata. @param path of the XML */
export function hdataReading(path: string, _cx: Pick<Context, 'asOf' | 'codes'>): HdataReading {
  return {
    read: (record, unit) => ({
      type: 'lab-result.hdata',
      unit,
      data: { ...record.fields },
      locate: (pointer) => fieldPlace(path, record, pointer),
    }),
    after: () => [],
  };
}
