import { halfWidth } from '../../readers/half-width.ts';
import type { CodeTable, Context } from '../channel.ts';
import type { HdataData } from './hdata-record-type.ts';

/** What the tables say of an order. */
export interface OrderFacts {
  readonly order: NonNullable<HdataData['order']>;
  /** The h1 that goes with it, where a table says so. */
  readonly expected?: Required<Pick<HdataData, 'category' | 'categoryName' | 'categoryBy'>>;
}

const MOST_KEPT = 10_000;
/** 表四: the orders of joint implants. */
const JOINTS = 'lab-result-approaches';

const categoryOf = (row: unknown): string | undefined => (row as { category?: string } | undefined)?.category;

/** Looks orders up: 表三, 表四, and the tables of single orders. Answers are remembered. */
export function orderFacts(codes: Context['codes']): (order: string) => OrderFacts {
  const names: CodeTable = codes('lab-result-categories');
  const table3 = codes('lab-result-orders');
  const others = codes('lab-result-fixed-orders');
  const joints = codes(JOINTS);
  const known = new Map<string, OrderFacts>();

  const listed = (order: string): OrderFacts | undefined => {
    const first = Object.hasOwn(table3, order) ? (table3[order] as string) : undefined;
    const other = Object.hasOwn(joints, order)
      ? '4'
      : Object.hasOwn(others, order)
        ? categoryOf(others[order])
        : undefined;
    const category = first ?? other;
    if (category === undefined) return undefined;
    const categoryBy = first === undefined ? 'other' : 'table3';
    return { order: 'listed', expected: { category, categoryName: String(names[category]), categoryBy } };
  };
  const look = (order: string): OrderFacts => {
    const meant = (halfWidth(order) ?? order).trim().toUpperCase();
    return listed(order) ?? { order: meant !== order && listed(meant) ? 'odd' : 'unlisted' };
  };
  return (order) => {
    const before = known.get(order);
    if (before) return before;
    const facts = look(order);
    if (known.size < MOST_KEPT) known.set(order, facts);
    return facts;
  };
}
