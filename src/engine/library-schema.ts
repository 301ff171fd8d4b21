import { type Static, Type } from '@sinclair/typebox';
import { ANSWERS } from './outcome.ts';
import { Words } from './rule-schema.ts';

const closed = { additionalProperties: false };

/** Why a clause is not checked. */
export const NOT_CHECKED = [
  'needs-master-data',
  'needs-image-content',
  'other-machines',
  'not-in-this-version',
  'not-stated',
  'not-checkable',
] as const;

/** `rules/clauses.yaml`: every checkable sentence of the cited documents. */
export const ClauseFile = Type.Object(
  {
    clauses: Type.Record(
      Type.String({ pattern: '^[a-z][a-z0-9.-]*/[A-Za-z0-9./-]+$' }),
      Type.Object(
        {
          label: Words,
          says: Words,
          by: Type.Optional(
            Type.Array(Type.String(), {
              minItems: 1,
              description: 'rules that check it too, though they cite another clause',
            }),
          ),
          notChecked: Type.Optional(
            Type.Object(
              {
                reason: Type.Union(NOT_CHECKED.map((reason) => Type.Literal(reason))),
                per: Type.Optional(
                  Type.String({ description: 'the role of the files, or `unit` or `submission`, it is counted for' }),
                ),
                why: Words,
              },
              closed,
            ),
          ),
        },
        closed,
      ),
      closed,
    ),
  },
  { ...closed, title: 'nhi-precheck clauses' },
);
export type ClauseFile = Static<typeof ClauseFile>;
export type Clause = ClauseFile['clauses'][string];

/** `rules/sources.yaml`: the cited documents. */
export const SourceFile = Type.Object(
  {
    sources: Type.Record(
      Type.String(),
      Type.Object({ title: Words, edition: Type.String(), sure: Words, channels: Type.Array(Type.String()) }, closed),
    ),
  },
  { ...closed, title: 'nhi-precheck sources' },
);
export type SourceFile = Static<typeof SourceFile>;

/** `rules/policy.yaml`: how outcomes become answers, as conditions of json-rules-engine. First match counts. */
export const PolicyFile = Type.Object(
  {
    answers: Type.Array(
      Type.Object(
        {
          answer: Type.Union(ANSWERS.map((answer) => Type.Literal(answer))),
          conditions: Type.Unknown({ description: 'Conditions over the number of findings of each outcome' }),
        },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  { ...closed, title: 'nhi-precheck verdict policy' },
);
export type PolicyFile = Static<typeof PolicyFile>;

/** `rules/ruleset.yaml`. */
export const RulesetFile = Type.Object(
  { version: Type.String({ pattern: '^\\d{4}\\.\\d{2}(\\.\\d+)?$' }) },
  { ...closed, title: 'nhi-precheck ruleset' },
);
export type RulesetFile = Static<typeof RulesetFile>;

/** `rules/codes/*.yaml`: a code table. */
export const CodeFile = Type.Object(
  {
    source: Type.String({ description: 'A key of rules/sources.yaml' }),
    note: Type.Optional(Words),
    codes: Type.Record(Type.String(), Type.Union([Type.String(), Type.Record(Type.String(), Type.Unknown())])),
  },
  { ...closed, title: 'nhi-precheck code table' },
);
export type CodeFile = Static<typeof CodeFile>;
