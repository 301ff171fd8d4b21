import { isBodySite } from '../../engine/predicates/body-sites.ts';
import { isToothCode } from '../../engine/predicates/tooth-codes.ts';
import type { Sites } from './row-record-type.ts';

/** Which codes column 13 takes, by the order. */
export type SiteCodes = 'letters' | 'teeth' | 'none';

const AREAS: ReadonlySet<string> = new Set(['UR', 'UL', 'LR', 'LL', 'UA', 'LA', 'UB', 'LB']);
const MOST_TEETH = 9;
const MOST_LETTERS = 18;
const MOST_KEPT = 100_000;
/** What people put between pairs. */
const BETWEEN = /[ ,.;:/\\-]/g;

/** A value without what people put between its codes. */
export const withoutMarks = (value: string): string => value.replace(BETWEEN, '');

const pairsOf = (value: string): string[] => value.match(/.{1,2}/gs) ?? [];
const areLetters = (value: string): boolean => value.length > 0 && [...value].every(isBodySite);
const areTeeth = (value: string): boolean => value.length > 0 && pairsOf(value).every(isToothCode);
const repeats = (parts: readonly string[]): boolean => new Set(parts).size < parts.length;

function letters(value: string, kind: string | undefined): Sites {
  const signs = value.replaceAll(' ', '');
  if (!areLetters(signs)) {
    if (areTeeth(signs)) return 'teeth-for-letters';
    return areLetters(signs.toUpperCase()) ? 'letters-lower' : 'letter-unknown';
  }
  if (value.length > MOST_LETTERS) return 'letters-many';
  if (signs.length < value.length) return 'blank-inside';
  if (repeats([...signs])) return 'letter-repeated';
  return kind === 'ct' && /[ST]/.test(signs) ? 'mr-on-ct' : 'good';
}

function teeth(value: string, orderCode: string): Sites {
  const signs = withoutMarks(value);
  const pairs = pairsOf(signs);
  if (!areTeeth(signs)) {
    if (areLetters(signs)) return 'letters-for-teeth';
    if (areTeeth(signs.toUpperCase())) return 'teeth-lower';
    return signs.length % 2 === 1 ? 'teeth-odd' : 'tooth-unknown';
  }
  if (pairs.length > MOST_TEETH) return 'teeth-many';
  if (signs.length < value.length) return 'teeth-apart';
  if (repeats(pairs)) return 'tooth-repeated';
  if (pairs.includes('FM') && pairs.length > 1) return 'full-and-single';
  return orderCode === '34004C' && pairs.some((pair) => AREAS.has(pair)) ? 'area-on-panoramic' : 'good';
}

/**
 * What is found in column 13 for an order; the worst alone, so that one cell makes one finding. Each alphabet is
 * tried first: `FM` on a CT is F and M, on a panoramic X-ray the whole mouth.
 * @returns a function whose answers are remembered
 */
export function sitesReader(): (
  value: string | undefined,
  order: { readonly code: string; readonly kind: string | undefined; readonly site: SiteCodes },
) => Sites {
  const known = new Map<string, Sites>();
  return (value, { code, kind, site }) => {
    const look = (cell: string): Sites => (site === 'letters' ? letters(cell, kind) : teeth(cell, code));
    if (site === 'none') return 'not-needed';
    if (value === undefined) return site === 'letters' ? 'letters-missing' : 'teeth-missing';
    if (value.length > MOST_LETTERS) return look(value);
    const key = `${code} ${value}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = look(value);
    if (known.size < MOST_KEPT) known.set(key, answer);
    return answer;
  };
}
