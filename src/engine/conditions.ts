import type { Conditions } from './rule-schema.ts';

/** The facts that conditions look at. */
export function factsOf(conditions: Conditions): Set<string> {
  if ('all' in conditions) return new Set(conditions.all.flatMap((part) => [...factsOf(part)]));
  if ('any' in conditions) return new Set(conditions.any.flatMap((part) => [...factsOf(part)]));
  if ('not' in conditions) return factsOf(conditions.not);
  const { value } = conditions;
  const other = typeof value === 'object' && value !== null && 'fact' in value ? [String(value.fact)] : [];
  return new Set([conditions.fact, ...other]);
}

/** Holds, fails, or cannot tell (a fact it needs is not known). */
export type Told = 'holds' | 'fails' | 'cannot-tell';

/** A condition of json-rules-engine after a run. */
export interface Evaluated {
  all?: Evaluated[];
  any?: Evaluated[];
  not?: Evaluated;
  factResult?: unknown;
  valueResult?: unknown;
  value?: unknown;
  result?: boolean | undefined;
}

const isFactValue = (value: unknown): boolean => typeof value === 'object' && value !== null && 'fact' in value;

/**
 * Three-valued logic over an evaluated tree (Kleene): json-rules-engine itself takes an unknown fact for a
 * false comparison, which would turn "cannot tell" into a finding.
 */
export function told(condition: Evaluated): Told {
  if (condition.all) return worst(condition.all.map(told), 'fails');
  if (condition.any) return worst(condition.any.map(told), 'holds');
  if (condition.not) {
    const inner = told(condition.not);
    return inner === 'cannot-tell' ? inner : inner === 'holds' ? 'fails' : 'holds';
  }
  const unknown =
    condition.factResult === undefined || (isFactValue(condition.value) && condition.valueResult === undefined);
  return unknown ? 'cannot-tell' : condition.result ? 'holds' : 'fails';
}

/** `decisive` wins over "cannot tell", which wins over the other. */
function worst(parts: Told[], decisive: Told): Told {
  if (parts.includes(decisive)) return decisive;
  if (parts.includes('cannot-tell')) return 'cannot-tell';
  return decisive === 'fails' ? 'holds' : 'fails';
}
