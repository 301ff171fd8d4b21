import { type Static, Type } from '@sinclair/typebox';
import { CHANNEL_IDS } from '../channels/ids.ts';
import { NOT_CHECKED } from '../engine/library-schema.ts';
import { ANSWERS, OUTCOMES } from '../engine/outcome.ts';
import { UNMATCHED, UNREAD } from './types.ts';

const closed = { additionalProperties: false };
const Maybe = Type.Optional;
const Count = Type.Integer({ minimum: 0 });
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const oneOf = <T extends string>(values: readonly T[]) => Type.Union(values.map((value) => Type.Literal(value)));
const Words = Type.Object({ zh: Type.String(), en: Type.String() }, closed);

/** What decided the day as of which we judged. */
export const AS_OF_BY = ['upload-day', 'option', 'today'] as const;
const SCOPES = ['file', 'units'] as const;
const COLUMNS_BY = ['headings', 'order'] as const;

const tally = <T extends string>(whys: readonly T[], description: string) =>
  Type.Object(
    {
      total: Count,
      counts: Type.Record(Type.String(), Count, { description: `By reason: ${whys.join(', ')}` }),
      places: Type.Array(Type.Object({ why: oneOf(whys), file: Type.String(), line: Count }, closed), {
        description: 'The first of them',
      }),
    },
    { ...closed, description },
  );

/** Which way a unit differs; `other-reason`: both refuse it, for other reasons. */
export const DIFFERENCES = ['nhi-only', 'ours-only', 'other-reason'] as const;
export type DifferenceKind = (typeof DIFFERENCES)[number];

const DifferenceSchema = Type.Object(
  {
    kind: oneOf(DIFFERENCES),
    unit: Type.String({ description: 'As in reports; `file` where the whole file was refused' }),
    line: Nullable(Type.Integer({ minimum: 1, description: 'of the unit in the package' })),
    nhi: Type.Array(Type.String(), { description: "NHI's codes; none where none could be read" }),
    fields: Type.Array(Type.Object({ tag: Type.String(), name: Type.String() }, closed), {
      description: 'That NHI marked',
    }),
    results: Type.Array(Type.Integer({ minimum: 1 }), { description: 'Which rdata NHI named, where that is known' }),
    ours: Type.Array(
      Type.Object(
        { ruleId: Type.String(), outcome: oneOf(OUTCOMES), code: Nullable(Type.String()) },
        { ...closed, description: 'What we found in it, reminders too; of a whole file: for what we return something' },
      ),
    ),
  },
  closed,
);

/** `reconcile --format json`: NHI's answer held against ours. No value of any field is in it. */
export const ReconciliationSchema = Type.Object(
  {
    tool: Type.Object({ name: Type.Literal('nhi-precheck'), version: Type.String() }, closed),
    ruleset: Type.Object(
      {
        version: Type.String(),
        asOf: Type.String({ description: 'yyyy-MM-dd, Asia/Taipei; the end of that day' }),
        asOfBy: oneOf(AS_OF_BY),
        changed: Type.Array(Type.String(), { description: 'Rules that a configuration made louder or quieter' }),
      },
      closed,
    ),
    channel: oneOf(CHANNEL_IDS),
    package: Type.Object(
      {
        name: Type.String(),
        sha256: Nullable(Type.String()),
        answer: oneOf(ANSWERS),
        receipt: Nullable(
          Type.String({ description: 'Id of the receipt that stood for it; its hashes were compared' }),
        ),
      },
      closed,
    ),
    answer: Type.Object(
      {
        scope: oneOf(SCOPES),
        receiptNumber: Nullable(Type.String({ description: '收件序號' })),
        files: Type.Array(
          Type.Object(
            {
              name: Type.String(),
              records: Count,
              encoding: Nullable(Type.String()),
              columns: Nullable(oneOf(COLUMNS_BY)),
            },
            closed,
          ),
        ),
        others: Type.Integer({ minimum: 0, description: 'Files beside them that are no answers' }),
        records: Count,
        withoutCode: Type.Integer({ minimum: 0, description: 'Records without code and mark: not counted as refused' }),
        unread: tally(UNREAD, 'What could not be read'),
        unmatched: tally(UNMATCHED, 'Records that were matched with no unit'),
        tied: Type.Boolean({ description: 'Something shows that the answer is about this package' }),
      },
      closed,
    ),
    counts: Type.Object(
      {
        total: Type.Integer({ minimum: 0, description: 'Units; 1 where the whole file was refused' }),
        same: Count,
        bothTook: Count,
        bothRefused: Count,
        nhiOnly: Type.Integer({ minimum: 0, description: 'NHI refused what we took' }),
        oursOnly: Type.Integer({ minimum: 0, description: 'We refused what NHI took' }),
        notCompared: Count,
        unmatched: Type.Integer({ minimum: 0, description: 'Records, not units' }),
      },
      { ...closed, description: 'total = same + nhiOnly + oursOnly + notCompared' },
    ),
    parity: Nullable(
      Type.Number({ minimum: 0, maximum: 100, description: 'same / total in percent, cut to two decimals' }),
    ),
    reasons: Type.Object(
      { same: Count, partly: Count, other: Count },
      { ...closed, description: 'Of bothRefused: whether our codes hold all of NHI’s, some, or none' },
    ),
    codes: Type.Array(
      Type.Object(
        {
          code: Type.String(),
          name: Nullable(Type.String({ description: 'As NHI writes it; null where the code is not known' })),
          nhi: Type.Integer({ minimum: 0, description: 'Units that NHI refused with it' }),
          ours: Type.Integer({ minimum: 0, description: 'Units that we refused with it' }),
          both: Count,
          reminded: Type.Integer({ minimum: 0, description: 'Units of NHI’s for which we had it as a reminder alone' }),
          notChecked: Maybe(oneOf(NOT_CHECKED)),
        },
        closed,
      ),
    ),
    codesCut: Type.Boolean({ description: 'So many findings that codes of ours are counted too low' }),
    differences: Type.Array(DifferenceSchema, { description: 'Up to 1,000 of each kind; `counts` are exact' }),
    assumed: Type.Array(Words, { description: 'What was taken for granted' }),
  },
  { ...closed, $id: 'urn:nhi-precheck:reconciliation', title: 'nhi-precheck reconciliation' },
);
export type Reconciliation = Static<typeof ReconciliationSchema>;
export type Difference = Reconciliation['differences'][number];
