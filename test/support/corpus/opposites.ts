import type { Library } from '../../../src/engine/library.ts';
import type { Rule } from '../../../src/engine/rule.ts';

/** What the id of an opposite ends with. */
export const HOLDS = '--holds';

/** A schema that is also broken where a property that it speaks of is not there: such a record shows nothing. */
function present(schema: unknown): unknown {
  const { properties = {} } = schema as { properties?: object };
  return { allOf: [schema, { required: Object.keys(properties) }] };
}

/** The rule that is broken by the records for which `rule` applies, can be told, and holds; it changes no answer. */
function opposite(rule: Rule): Rule[] {
  const { id, record, file, line, title, clause, who, message, todo, when } = rule;
  const { schema, conditions } = rule;
  const words = { id: id + HOLDS, record, file, line, title, clause, who, message, todo, examples: 'corpus' as const };
  const common = { ...words, outcome: 'advise' as const, ...(when === undefined ? {} : { when }) };
  if (schema !== undefined) return [{ ...common, at: '', schema: { not: present(schema) } }];
  if (conditions !== undefined) return [{ ...common, conditions: { not: conditions } }];
  return [];
}

/**
 * The ruleset with the opposite of each of its rules, so that a run tells not only which rules were broken but also
 * which were kept. `unique` rules have none.
 */
export const withOpposites = (library: Library): Library => ({
  ...library,
  rules: [...library.rules, ...library.rules.flatMap(opposite)],
});
