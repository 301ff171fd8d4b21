import type { Conditions } from './rule-schema.ts';

/** One comparison of a fact, and the keys that lead to it. */
export interface Comparison {
  readonly keys: string[];
  readonly fact: string;
  readonly operator: string;
  readonly value: unknown;
}

/** The comparisons in conditions, in their order. */
export function comparisonsOf(conditions: Conditions, keys: string[] = []): Comparison[] {
  const each = (key: string, parts: Conditions[]): Comparison[] =>
    parts.flatMap((part, i) => comparisonsOf(part, [...keys, key, `${i}`]));
  if ('all' in conditions) return each('all', conditions.all);
  if ('any' in conditions) return each('any', conditions.any);
  if ('not' in conditions) return comparisonsOf(conditions.not, [...keys, 'not']);
  return [{ keys, ...conditions }];
}

/** The facts that a comparison looks at. */
export function factsOf({ fact, value }: Comparison): string[] {
  return typeof value === 'object' && value !== null && 'fact' in value ? [fact, String(value.fact)] : [fact];
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
