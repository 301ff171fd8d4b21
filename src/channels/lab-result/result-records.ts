import type { XmlRecord, XmlSegment } from '../../readers/xml/types.ts';
import type { Context } from '../channel.ts';
import type { CheckRecord, Unit } from '../record.ts';
import { fixedReading } from './fixed-records.ts';
import type { FixedOrder } from './fixed-table.ts';
import type { HdataData } from './hdata-record-type.ts';
import { type Item, itemTable } from './items-table.ts';
import { jointReading } from './joint-record.ts';
import { serialOf } from './rdata-facts.ts';
import { rdataReading } from './rdata-record.ts';
import { textReading } from './result-text-records.ts';
import { resultsRecord } from './results-record.ts';

/** The reading of the results (rdata) of one hdata after the other. */
export interface ResultReading {
  /** A record for each rdata, and what they are together. */
  read(record: XmlRecord, hdata: HdataData, unit: Unit): Iterable<CheckRecord>;
}

/** What the tables say of the order of an hdata. */
interface Order {
  /** Absent too where 表三 gives the order another category: which one is meant, and so which fields it has, nobody knows. */
  readonly h1: string | undefined;
  readonly h15: string | undefined;
  readonly items: ReadonlyMap<number, Item> | undefined;
  readonly fixed: FixedOrder | undefined;
  /** Whether a table tells its numbers, be it under this category or another. */
  readonly numbered: boolean;
}

const LABORATORY = '1';
const JOINT = '4';
/** Numbers of a joint beyond this hold its implants. */
const ASA = 3;

/** Reads the results of each hdata. @param path of the XML */
export function resultRecords(path: string, cx: Pick<Context, 'codes' | 'format'>): ResultReading {
  const format = cx.format('lab-result');
  const fixedOf = fixedReading(path, cx);
  const itemsOf = itemTable(cx.codes('lab-result-items'));
  const rdata = rdataReading(path, format, cx.codes);
  const texts = textReading(path, format);
  const joint = jointReading(path, cx);

  function orderOf({ h1: given, h15, categoryBy, categoryAgrees }: HdataData): Order {
    const h1 = categoryBy === 'table3' && categoryAgrees === false ? undefined : given;
    const items = h15 === undefined ? undefined : itemsOf.get(h15);
    const fixed = fixedOf.of(h15);
    return {
      h1,
      h15,
      items: h1 === LABORATORY ? items : undefined,
      fixed: fixed?.category === h1 ? fixed : undefined,
      numbered: h1 === JOINT || items !== undefined || fixed !== undefined,
    };
  }

  /** Adds the records of one result to the others. */
  function add(found: CheckRecord[], segment: XmlSegment, number: number, order: Order, unit: Unit, h4?: string): void {
    const { h1, h15, items, fixed } = order;
    const result = rdata(segment, { h1, h15, number, item: items?.get(number) }, unit);
    found.push(result);
    const ofTable = fixed && h15 !== undefined ? fixedOf.read(segment, { order: h15, fixed, number, unit }) : undefined;
    if (ofTable) found.push(ofTable);
    const isJoint = h1 === JOINT;
    const prescribed = result.data.itemName === 'same';
    const about = { implants: isJoint && number > ASA, beyond: ofTable?.data.form === 'beyond', prescribed };
    for (const text of texts(segment, result.data, about, unit)) found.push(text);
    if (isJoint) for (const one of joint({ segment, number, order: h15, month: h4 }, unit)) found.push(one);
  }

  return {
    read(record, hdata, unit) {
      const found: CheckRecord[] = [];
      const numbers: number[] = [];
      const order = orderOf(hdata);
      for (const segment of record.segments) {
        const number = serialOf(segment.values[0]);
        numbers.push(number);
        add(found, segment, number, order, unit, hdata.h4);
      }
      const together = { record, order: order.h15, numbers, fixed: order.numbered };
      if (numbers.length > 0) found.push(resultsRecord(path, together, unit));
      return found;
    },
  };
}
