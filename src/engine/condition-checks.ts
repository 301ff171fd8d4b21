import { type Comparison, comparisonsOf, factsOf } from './conditions.ts';
import type { Library } from './library.ts';
import type { PolicyFile } from './library-schema.ts';
import { OUTCOMES } from './outcome.ts';
import { PREDICATES } from './predicates/index.ts';
import type { RuleErrorCode } from './rule-error.ts';
import { type Conditions, ConditionsSchema } from './rule-schema.ts';
import { predicateContext } from './tables.ts';
import type { Validators } from './validators.ts';
import type { YamlFile } from './yaml-file.ts';

/** Throws the error about a part of what is checked. */
export type Fail = (code: RuleErrorCode, keys: string[], what: string) => never;

/** The comparisons of json-rules-engine; a predicate is one too. */
export const OPERATORS: readonly string[] = [
  'equal',
  'notEqual',
  'in',
  'notIn',
  'contains',
  'doesNotContain',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
];

interface Around {
  readonly codes: Library['codes'];
  readonly checks: Validators;
  hasFact(fact: string): boolean;
}

/** What is wrong with the operator of a comparison, or with what it compares with; null when nothing is. */
function wrongOperator({ operator, value }: Comparison, { codes, checks }: Around): string | null {
  if (OPERATORS.includes(operator)) return null;
  const predicate = PREDICATES.find(({ name }) => name === operator);
  if (!predicate) return `there is no operator "${operator}"`;
  const wrong = checks.firstError(predicate.options, value);
  if (wrong) return `${operator} does not take this value: ${wrong.what}`;
  try {
    predicate.compile(value, predicateContext(codes));
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Conditions of a rule or of the policy: their form, the facts they look at, and what they compare with. */
export function checkConditions(conditions: unknown, around: Around, fail: Fail): void {
  const wrong = around.checks.firstError(ConditionsSchema, conditions);
  if (wrong) fail('shape', wrong.keys, wrong.what);
  for (const comparison of comparisonsOf(conditions as Conditions)) {
    for (const fact of factsOf(comparison))
      if (!around.hasFact(fact)) fail('never-matches', comparison.keys, `there is no fact "${fact}"`);
    const what = wrongOperator(comparison, around);
    if (what) fail('bad-check', comparison.keys, what);
  }
}

/** The same for the policy, whose facts are the outcomes. */
export function checkPolicy(file: YamlFile<PolicyFile>, codes: Library['codes'], checks: Validators): void {
  const hasFact = (fact: string): boolean => OUTCOMES.some((outcome) => outcome === fact);
  for (const [i, { conditions }] of file.data.answers.entries()) {
    checkConditions(conditions, { codes, checks, hasFact }, (code, keys, what) => {
      throw file.error(code, ['answers', i, 'conditions', ...keys], what);
    });
  }
}
