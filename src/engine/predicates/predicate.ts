import type { TSchema } from '@sinclair/typebox';

/** What a predicate may look at beside the value: the code tables of the ruleset. */
export interface PredicateContext {
  /** The codes of a table in `rules/codes/`. @throws when there is no such table */
  table(name: string): ReadonlySet<string>;
}

/**
 * A named check on one value. Registered once as ajv keyword and once as json-rules-engine operator.
 * `true` as option means "with the defaults". A value of another JSON type than the predicate speaks of
 * is not its concern: `test` returns true for it (use `type` in the schema to demand the type).
 */
export interface Predicate {
  readonly name: string;
  /** What it says, for the generated documentation. */
  readonly says: { readonly zh: string; readonly en: string };
  /** JSON Schema of the option given in the rule. */
  readonly options: TSchema;
  /** Makes the test once for each use. Linear in the length of the value. */
  compile(options: unknown, context: PredicateContext): (value: unknown) => boolean;
}
