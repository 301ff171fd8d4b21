import type { Library } from './library.ts';
import type { PredicateContext } from './predicates/predicate.ts';

/** The code tables of a library, as predicates see them. */
export function predicateContext(codes: Library['codes']): PredicateContext {
  const sets = new Map([...codes].map(([name, table]) => [name, new Set(Object.keys(table))]));
  return {
    table(name) {
      const set = sets.get(name);
      if (!set) throw new Error(`there is no code table "${name}"`);
      return set;
    },
  };
}
