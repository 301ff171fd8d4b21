import type { Words } from '../../engine/rule-schema.ts';
import { big5Table } from '../../readers/big5/table.ts';
import type { CodeTable } from '../channel.ts';
import { folded, sameWords } from './result-fold.ts';

/** A row of 表九. */
export interface Item {
  readonly name: string;
  /** The only words for the result, where they are prescribed. */
  readonly results?: readonly string[];
  /** The units listed, where some are. */
  readonly units?: readonly string[];
  /** Of a name that Big5 cannot write: what it comes to, folded, whatever stands for those characters; and words on it. */
  readonly written?: { readonly like: RegExp; readonly note: Words };
}

/** How a result compares with its row of 表九; nothing of what it lacks, or of what the row does not say. */
export interface ItemFacts {
  readonly itemName: 'same' | 'other' | undefined;
  readonly itemResult: 'same' | 'other' | undefined;
  readonly itemUnit: 'same' | 'other' | undefined;
  readonly nameMeant: string | undefined;
  readonly nameNote: string | undefined;
  readonly nameNoteEn: string | undefined;
  readonly resultsMeant: string | undefined;
  readonly unitsMeant: string | undefined;
}

/** 表九 by order and r1. */
export type ItemTable = ReadonlyMap<string, ReadonlyMap<number, Item>>;

/** Signs that stand for a character that Big5 does not have: none, a question mark, 素, 酵素. */
const INSTEAD = '.{0,2}';
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Some names hold 酶 or 肽, which cp950 does not have: the rest of such a name, with room for what is written instead. */
function writtenOf(name: string): Item['written'] {
  const { has } = big5Table();
  const isForeign = (sign: string): boolean => has[sign.charCodeAt(0)] !== 1;
  const signs = [...new Set([...name].filter(isForeign))].join('');
  if (signs === '') return undefined;
  const parts = [...folded(name)].map((sign) => (isForeign(sign) ? INSTEAD : escaped(sign)));
  return {
    like: new RegExp(`^${parts.join('')}$`, 'su'),
    note: {
      zh: `（「${signs}」在 Big5 沒有字碼，這個字用別的字代替沒有關係）`,
      en: ` (Big5 has no code for ${signs}; what stands in its place does not matter)`,
    },
  };
}

/** A row as it is compared. */
function itemOf(row: Item): Item {
  const written = writtenOf(row.name);
  return written ? { ...row, written } : row;
}

/** Makes 表九 ready. @param codes rows of the code table `lab-result-items`, by 醫令代碼/報告序號 */
export function itemTable(codes: CodeTable): ItemTable {
  const table = new Map<string, Map<number, Item>>();
  for (const [key, row] of Object.entries(codes)) {
    const [order = '', number = ''] = key.split('/');
    const items = table.get(order) ?? new Map<number, Item>();
    items.set(Number(number), itemOf(row as Item));
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
export function itemFacts(
  { name, results, units, written }: Item,
  { r2, r4, r5 }: Readonly<Record<'r2' | 'r4' | 'r5', string | undefined>>,
): ItemFacts {
  const isName = (text: string): boolean => sameWords(text, name) || (written?.like.test(folded(text)) ?? false);
  return {
    itemName: r2 === undefined ? undefined : isName(r2) ? 'same' : 'other',
    itemResult: compared(r4, results),
    itemUnit: r5 === UNITLESS && results !== undefined ? 'same' : compared(r5, units),
    nameMeant: name,
    nameNote: written?.note.zh ?? '',
    nameNoteEn: written?.note.en ?? '',
    resultsMeant: results?.join('、'),
    unitsMeant: units?.join('、'),
  };
}
