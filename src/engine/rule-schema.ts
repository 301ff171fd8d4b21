import { type Static, Type } from '@sinclair/typebox';
import { OUTCOMES } from './outcome.ts';

const closed = { additionalProperties: false };

/** The same words in Chinese and English. */
export const Words = Type.Object(
  { zh: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  { ...closed, description: 'The same words in Chinese (first) and English' },
);
export type Words = Static<typeof Words>;

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'yyyy-MM-dd' });
const Field = Type.String({ description: "A field of the record, or a JSON Pointer into it; '' is all of it" });

/** How an argument may be shown. Whatever its rule does not declare, or whatever has another shape, is masked. */
export const SHOWN_AS = ['number', 'date', 'code', 'institution', 'uuid', 'file', 'file-id', 'own'] as const;
const Arg = Type.Object(
  {
    at: Type.Optional(Field),
    as: Type.Optional(
      Type.Union(
        SHOWN_AS.map((kind) => Type.Literal(kind)),
        { description: '`own`: a word of ours, never input. Without `as` the value is masked' },
      ),
    ),
  },
  closed,
);

const Conditions = Type.Recursive(
  (Self) =>
    Type.Union([
      Type.Object({ all: Type.Array(Self, { minItems: 1 }) }, closed),
      Type.Object({ any: Type.Array(Self, { minItems: 1 }) }, closed),
      Type.Object({ not: Self }, closed),
      Type.Object(
        {
          fact: Type.String(),
          operator: Type.String(),
          value: Type.Unknown({ description: 'a constant, or { fact: name } for another fact' }),
        },
        closed,
      ),
    ]),
  {
    $id: 'Conditions',
    description: 'Conditions of json-rules-engine over the facts of one record; no paths, no params',
  },
);
export type Conditions =
  | { all: Conditions[] }
  | { any: Conditions[] }
  | { not: Conditions }
  | { fact: string; operator: string; value: unknown };

const Patch = Type.Record(Type.String(), Type.Unknown(), {
  description: 'JSON Merge Patch on the base record; keys that begin with / are JSON Pointers',
});
const Example = Type.Union([Patch, Type.Array(Patch, { minItems: 2, description: 'several records, for `unique`' })]);

/** One rule: which record, what must hold, what NHI does if not, which clause says so. */
export const RuleData = Type.Object(
  {
    title: Words,
    clause: Type.String({ description: 'A key of rules/clauses.yaml' }),
    outcome: Type.Union(
      OUTCOMES.map((outcome) => Type.Literal(outcome)),
      { description: 'What NHI does. `unknown` only for limits and faults of ours' },
    ),
    code: Type.Optional(
      Type.String({ description: "NHI's code for this error: a key of rules/codes/<channel>-errors.yaml" }),
    ),
    from: Type.Optional(Day),
    until: Type.Optional(Day),
    who: Type.Union([Type.Literal('clinic'), Type.Literal('vendor'), Type.Literal('pacs'), Type.Literal('nhi')]),
    at: Type.Optional(Field),
    places: Type.Optional(
      Type.Array(Type.String(), { description: 'Named places of the record; replace `at` where the record has them' }),
    ),
    args: Type.Optional(Type.Record(Type.String({ pattern: '^[a-z][A-Za-z]*$' }), Arg, closed)),
    needs: Type.Optional(Type.Array(Type.String())),
    when: Type.Optional(
      Type.Unknown({ description: 'When the rule applies: a schema for `schema`, conditions for `conditions`' }),
    ),
    schema: Type.Optional(
      Type.Unknown({ description: 'JSON Schema that the record must fulfil; named predicates are keywords' }),
    ),
    fhirpath: Type.Optional(
      Type.Object({ focus: Type.String(), assert: Type.String(), emptyIs: Type.Optional(Type.Boolean()) }, closed),
    ),
    conditions: Type.Optional(Type.Unknown({ description: 'Conditions that must be true' })),
    unique: Type.Optional(
      Type.Object(
        {
          key: Type.Array(Field, { minItems: 1 }),
          within: Type.Union([Type.Literal('unit'), Type.Literal('submission'), Type.Literal('history')]),
        },
        closed,
      ),
    ),
    xsd: Type.Optional(Type.Unknown({ description: 'Reserved for a later kind' })),
    profile: Type.Optional(Type.Unknown({ description: 'Reserved for a later kind' })),
    message: Words,
    nhi: Type.Optional(Words),
    status: Type.Optional(Words),
    todo: Words,
    fix: Type.Optional(
      Type.Object(
        { id: Type.String(), safe: Type.Boolean(), from: Type.Optional(Field), to: Type.Optional(Field) },
        { ...closed, description: 'A named repair; `from` and `to` point at file names in the record' },
      ),
    ),
    examples: Type.Union([
      Type.Literal('corpus', { description: 'Needs a whole package: its cases are in corpus/' }),
      Type.Object(
        {
          on: Type.Optional(Type.String({ description: 'another base record' })),
          also: Type.Optional(Type.Array(Type.String())),
          good: Type.Array(Example, { minItems: 1 }),
          bad: Type.Array(Example, { minItems: 1 }),
        },
        closed,
      ),
    ]),
  },
  closed,
);
export type RuleData = Static<typeof RuleData>;

/** A rule file: the rules of one record type. */
export const RuleFile = Type.Object(
  {
    record: Type.String({ pattern: '^[a-z][a-z-]*\\.[a-z][a-z-]*$', description: 'The record type, `channel.record`' }),
    rules: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' }), RuleData, closed),
  },
  { ...closed, title: 'nhi-precheck rule file' },
);
export type RuleFile = Static<typeof RuleFile>;

export { Conditions as ConditionsSchema };
