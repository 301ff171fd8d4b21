import type { Engine } from 'json-rules-engine';
import { atTop, newEngine, tell } from './kind-conditions.ts';
import type { Library } from './library.ts';
import { type Answer, OUTCOMES, type Outcome } from './outcome.ts';
import type { Conditions } from './rule-schema.ts';

/** The answer that follows from which outcomes there are, by `rules/policy.yaml`. */
export type Policy = (outcomes: ReadonlySet<Outcome>) => Promise<Answer>;

/**
 * The verdict policy, apart from findings: the first answer whose conditions are true. Facts are, for each
 * outcome, whether it occurs. Answers are remembered, so a million units cost no more than the few sets of
 * outcomes they have.
 */
export function verdictPolicy(library: Pick<Library, 'policy' | 'codes'>): Policy {
  const answers = library.policy.answers;
  const remembered = new Map<string, Answer>();
  let engine: Engine | undefined;
  return async (outcomes) => {
    const key = OUTCOMES.filter((outcome) => outcomes.has(outcome)).join();
    const known = remembered.get(key);
    if (known) return known;
    engine ??= newEngine(
      library,
      answers.map(({ answer, conditions }, i) => ({
        name: `${i}`,
        conditions: atTop(conditions as Conditions),
        event: { type: answer },
      })),
    );
    const facts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, outcomes.has(outcome)]));
    const results = await tell(engine, facts);
    const first = answers.find((_, i) => results.get(`${i}`) === 'holds');
    if (!first) throw new Error(`policy.yaml has no answer for: ${key || 'no findings'}`);
    remembered.set(key, first.answer);
    return first.answer;
  };
}
