import { Type } from '@sinclair/typebox';
import type { Predicate } from './predicate.ts';

/** Parts of the mouth, and 99 for what cannot be expressed. */
const AREAS = ['FM', 'UB', 'LB', 'UR', 'UL', 'UA', 'LR', 'LL', 'LA', '99'];
/** FDI: permanent teeth with one beyond the eighth (supernumerary), then milk teeth. */
const TEETH = [
  ...[1, 2, 3, 4].flatMap((quarter) => Array.from({ length: 9 }, (_, i) => `${quarter}${i + 1}`)),
  ...[5, 6, 7, 8].flatMap((quarter) => Array.from({ length: 5 }, (_, i) => `${quarter}${i + 1}`)),
];
const CODES: ReadonlySet<string> = new Set([...AREAS, ...TEETH]);
/** 每筆醫令最多填九個編碼. */
const MOST = 9;

/** Whether a pair of signs is a tooth or a part of the mouth. */
export const isToothCode = (pair: string): boolean => CODES.has(pair);

/**
 * Takes a string; true when it is one to nine pairs without anything between them, each a tooth by FDI (permanent
 * 11-48, supernumerary 19 29 39 49, milk teeth 51-85), a part of the mouth (FM UB LB UR UL UA LR LL LA) or 99. A pair
 * twice is another rule's business. Source: image-format-108 table 2, column 13; supernumerary and milk teeth as dental
 * programs write them.
 */
export const toothCodes: Predicate = {
  name: 'toothCodes',
  says: {
    zh: '牙位代碼：兩碼一組（FDI 牙位，或 FM、UB、UR… 等區域、99），連著寫，最多 9 組',
    en: 'tooth codes: pairs (FDI teeth, areas such as FM, UB, UR, or 99) run together, at most nine',
  },
  options: Type.Literal(true),
  compile() {
    return (value) => {
      if (typeof value !== 'string') return true;
      const { length } = value;
      if (length === 0 || length % 2 === 1 || length > 2 * MOST) return false;
      for (let i = 0; i < length; i += 2) if (!CODES.has(value.slice(i, i + 2))) return false;
      return true;
    };
  },
};
