import type { Words } from '../../engine/rule-schema.ts';
import type { CodeTable } from '../channel.ts';
import { type Demand, demanded } from './fixed-demand.ts';

/** What a table says of one 報告序號 of an order. */
export type FixedRow = Demand & {
  /** The field that holds the value: r4 unless told. */
  readonly field?: 'r7';
  readonly name?: string;
  readonly unit?: string;
  readonly reference?: string;
};

/** An order whose numbers a table fixes. */
export interface FixedOrder {
  readonly table: Words;
  /** h1 of its results. */
  readonly category: string;
  /** `only`: no other numbers; `others`: others are odd; `also`: the order has others for other purposes. */
  readonly numbers: 'only' | 'others' | 'also';
  readonly rows: ReadonlyMap<number, { readonly row: FixedRow; readonly says: Words }>;
}

interface OrderRow {
  readonly table: string;
  readonly tableEn: string;
  readonly category: string;
  readonly numbers: FixedOrder['numbers'];
}

/**
 * Makes 表八 and 表十 to 表十四 ready, by order.
 * @param orders rows of `lab-result-fixed-orders`, by 醫令代碼
 * @param results rows of `lab-result-fixed`, by 醫令代碼/報告序號
 */
export function fixedTable(orders: CodeTable, results: CodeTable): ReadonlyMap<string, FixedOrder> {
  const rowsOf = Map.groupBy(Object.entries(results), ([key]) => key.slice(0, key.indexOf('/')));
  return new Map(
    Object.entries(orders).map(([order, given]) => {
      const { table, tableEn, category, numbers } = given as OrderRow;
      const rows = (rowsOf.get(order) ?? []).map(([key, row]) => {
        const fixed = row as FixedRow;
        return [Number(key.slice(order.length + 1)), { row: fixed, says: demanded(fixed) }] as const;
      });
      return [order, { table: { zh: table, en: tableEn }, category, numbers, rows: new Map(rows) }];
    }),
  );
}
