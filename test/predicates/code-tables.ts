import type { PredicateContext } from '../../src/engine/predicates/predicate.ts';
import { CODES } from './tables.ts';

/** Stands in for the code tables of a ruleset. */
export const codeTables: PredicateContext = {
  table(name) {
    const codes = CODES[name];
    if (codes === undefined) throw new Error(`no code table ${name}`);
    return codes;
  },
};
