import type { CodeTable } from '../channel.ts';
import { sameWords } from './result-fold.ts';

/** A row of 表九. */
export interface Item {
  readonly name: string;
  /** The only words for the result, where they are prescribed. */
  readonly results?: readonly string[];
  /** The units listed, where some are. */
  readonly units?: readonly string[];
}

/** How a result compares with its row of 表九; nothing of what it lacks, or of what the row does not say. */
export interface ItemFacts {
  readonly itemName: 'same' | 'other' | undefined;
  readonly itemResult: 'same' | 'other' | undefined;
  readonly itemUnit: 'same' | 'other' | undefined;
  readonly nameMeant: string | undefined;
  readonly resultsMeant: string | undefined;
  readonly unitsMeant: string | undefined;
}

/** 表九 by order and r1. */
export type ItemTable = ReadonlyMap<string, ReadonlyMap<number, Item>>;

/** Makes 表九 ready. @param codes rows of the code table `lab-result-items`, by 醫令代碼/報告序號 */
export function itemTable(codes: CodeTable): ItemTable {
  const table = new Map<string, Map<number, Item>>();
  for (const [key, row] of Object.entries(codes)) {
    const [order = '', number = ''] = key.split('/');
    const items = table.get(order) ?? new Map<number, Item>();
    items.set(Number(number), row as Item);
    table.set(order, items);
  }
  return table;
}

function compared(value: string | undefined, words: readonly string[] | undefined): 'same' | 'other' | undefined {
  if (value === undefined || words === undefined) return undefined;
  return words.some((word) => sameWords(value, word)) ? 'same' : 'other';
}

/** Unit of a value without one. */
const UNITLESS = '無';

/** Holds a result against its row. */
export function itemFacts({ name, results, units }: Item, fields: Readonly<Record<string, string>>): ItemFacts {
  const { r2, r4, r5 } = fields;
  return {
    itemName: r2 === undefined ? undefined : sameWords(r2, name) ? 'same' : 'other',
    itemResult: compared(r4, results),
    itemUnit: r5 === UNITLESS && results !== undefined ? 'same' : compared(r5, units),
    nameMeant: name,
    resultsMeant: results?.join('、'),
    unitsMeant: units?.join('、'),
  };
}
