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

const Field = Type.Object(
  {
    name: Words,
    length: Type.Integer({ minimum: 1, description: 'the most characters' }),
    type: Type.Union([Type.Literal('X'), Type.Literal('9')], { description: 'X any text, 9 digits and one point' }),
    need: Type.Union(
      (['must', 'must-if', 'ask', 'free', 'unsaid'] as const).map((need) => Type.Literal(need)),
      { description: '必填, 必填 under a condition, 請填, 非必填, or nothing said' },
    ),
    exact: Type.Optional(Type.Boolean({ description: 'neither longer nor shorter' })),
    codes: Type.Optional(Type.String({ description: 'a code table whose codes alone it may hold' })),
    roc: Type.Optional(Type.Array(Type.Integer(), { description: 'digits of its ROC date or time' })),
    beforeRepublic: Type.Optional(Type.Boolean()),
    zeroTime: Type.Optional(Type.Boolean({ description: 'hour and minute may be zero' })),
    full: Type.Optional(Type.Boolean({ description: 'a rule asks for its whole length; for the XSD' })),
    form: Type.Optional(Type.String({ description: 'one of `forms`, that a rule asks of it; for the XSD' })),
  },
  closed,
);

/** `rules/fields/*.yaml`: the field table of an XML format. */
export const FieldFile = Type.Object(
  {
    source: Type.String({ description: 'A key of rules/sources.yaml' }),
    root: Type.String(),
    record: Type.String({ description: 'the segment that repeats below the root' }),
    forms: Type.Optional(
      Type.Record(
        Type.String(),
        Type.Object(
          { pattern: Type.String({ description: 'a regular expression of XSD 1.0' }), says: Words },
          { ...closed, description: 'what rules ask of values, for the XSD alone' },
        ),
      ),
    ),
    segments: Type.Record(
      Type.String(),
      Type.Object(
        { name: Words, fields: Type.Record(Type.String(), Field), segments: Type.Array(Type.String()) },
        closed,
      ),
    ),
  },
  { ...closed, title: 'nhi-precheck field table' },
);
export type FieldFile = Static<typeof FieldFile>;

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
