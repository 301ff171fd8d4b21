import { createRequire } from 'node:module';
import type { Engine, RuleProperties } from 'json-rules-engine';
import { remember } from '../readers/remember.ts';
import type { Check } from './check.ts';
import { type Evaluated, type Told, told } from './conditions.ts';
import type { Library } from './library.ts';
import { PREDICATES } from './predicates/index.ts';
import { asPointer, type Rule } from './rule.ts';
import type { Conditions } from './rule-schema.ts';
import { predicateContext } from './tables.ts';

/** json-rules-engine wants a boolean operator at the top. */
export const atTop = (conditions: Conditions): RuleProperties['conditions'] =>
  ('fact' in conditions ? { all: [conditions] } : conditions) as RuleProperties['conditions'];

/** An engine that knows the predicates of the ruleset as operators; loaded only where conditions are used. */
export function newEngine(library: Pick<Library, 'codes'>, rules: RuleProperties[]): Engine {
  const { Engine: Constructor } = createRequire(import.meta.url)('json-rules-engine') as { Engine: typeof Engine };
  const engine = new Constructor(rules, { allowUndefinedFacts: true });
  const context = predicateContext(library.codes);
  for (const predicate of PREDICATES) {
    const tests = new Map<string, (value: unknown) => boolean>();
    engine.addOperator(predicate.name, (fact: unknown, options: unknown) => {
      return remember(tests, JSON.stringify(options), () => predicate.compile(options, context))(fact);
    });
  }
  return engine;
}

const busy = new WeakMap<Engine, Promise<unknown>>();

/**
 * Runs the engine over facts and gives the three-valued result of each rule by name. One run after the other: an
 * engine of json-rules-engine that ends a run skips the rules of another that has just begun.
 */
export async function tell(engine: Engine, facts: object): Promise<Map<string, Told>> {
  const run = (busy.get(engine) ?? Promise.resolve()).then(() => engine.run({ ...facts }));
  busy.set(
    engine,
    run.catch(() => {}),
  );
  const { results, failureResults } = await run;
  return new Map(
    [...results, ...failureResults].map((result) => [String(result.name), told(result.conditions as Evaluated)]),
  );
}

/** All conditions rules of a record type. A fact that is not known makes no finding. */
export function conditionsCheck(library: Library, rules: readonly Rule[]): Check {
  const named = (name: string, conditions: unknown): RuleProperties => ({
    name,
    conditions: atTop(conditions as Conditions),
    event: { type: name },
  });
  const engine = newEngine(
    library,
    rules.flatMap((rule) => [
      named(`${rule.id} must`, rule.conditions),
      ...(rule.when === undefined ? [] : [named(`${rule.id} when`, rule.when)]),
    ]),
  );
  return async (record) => {
    const results = await tell(engine, record.data);
    return rules
      .filter((rule) => (results.get(`${rule.id} when`) ?? 'holds') === 'holds')
      .filter((rule) => results.get(`${rule.id} must`) === 'fails')
      .map((rule) => ({ rule, at: rule.at === undefined ? '' : asPointer(rule.at) }));
  };
}
