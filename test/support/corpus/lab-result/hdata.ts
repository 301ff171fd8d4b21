import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Fields, Hdata, HdataKind } from './case-schema.ts';

type Usual = { readonly rdata: readonly Fields[] } & Readonly<Record<string, string>>;

const USUAL = parse(readFileSync(new URL('usual.yaml', import.meta.url), 'utf8')) as Record<HdataKind, Usual>;

/** The fields of an element, and its rdata where it is an hdata. */
export interface MadeHdata {
  readonly fields: Fields;
  readonly rdata: readonly Fields[];
}

const numbers = (tag: string): number[] => tag.slice(1).split('-').map(Number);

/** As the format has it; tags of another kind stay at the end. */
function byNumber(a: string, b: string): number {
  const [[a1 = 0, a2 = 0], [b1 = 0, b2 = 0]] = [numbers(a), numbers(b)];
  const known = (tag: string): boolean => /^[hr]\d+(-\d+)?$/.test(tag);
  if (!known(a) || !known(b)) return Number(known(b)) - Number(known(a));
  return a1 - b1 || a2 - b2;
}

function patched(usual: Fields, changes: Fields): Fields {
  const all = { ...usual, ...changes };
  const tags = Object.keys(all).filter((tag) => all[tag] !== null);
  return Object.fromEntries(tags.sort(byNumber).map((tag) => [tag, all[tag] ?? '']));
}

function rdataOf(usual: readonly Fields[], changes: Hdata['rdata']): Fields[] {
  if (changes === null) return [];
  const count = Math.max(usual.length, changes?.length ?? 0);
  return Array.from({ length: count }, (_, i) => {
    const change = changes?.[i];
    if (change === null) return [];
    return [patched(usual[i] ?? { ...usual[0], r1: `${i + 1}` }, change ?? {})];
  }).flat();
}

/** The hdata of a case: the usual ones with their changes, in order. */
export function hdataOf(given: readonly (Hdata | HdataKind)[]): MadeHdata[] {
  let place = 0;
  return given.flatMap((one) => {
    const { on = 'lab', times = 1, rdata: changes, ...own } = typeof one === 'string' ? { on: one } : one;
    const { rdata, ...usual } = USUAL[on];
    return Array.from({ length: times }, () => {
      const counted = { ...usual, h7: `${12 + place++}`.padStart(4, '0') };
      return { fields: patched(counted, own as Fields), rdata: rdataOf(rdata, changes as Hdata['rdata']) };
    });
  });
}
