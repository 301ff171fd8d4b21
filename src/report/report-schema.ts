import { type Static, Type } from '@sinclair/typebox';
import { CHANNEL_IDS } from '../channels/ids.ts';
import { LEVELS } from '../engine/levels.ts';
import { NOT_CHECKED } from '../engine/library-schema.ts';
import { ANSWERS, OUTCOMES } from '../engine/outcome.ts';

const closed = { additionalProperties: false };
const Maybe = Type.Optional;
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const Count = Type.Integer({ minimum: 0 });
const Answer = Type.Union(
  ANSWERS.map((answer) => Type.Literal(answer)),
  {
    description: 'The worst that happens; accept < remind < unknown < hold < return-unit < return-file',
  },
);

const LocationSchema = Type.Object(
  {
    file: Type.String({ description: 'As the user knows it, never absolute; `!/` enters an archive' }),
    pointer: Maybe(Type.String({ description: 'JSON Pointer from the root of the file' })),
    fhirPath: Maybe(Type.String()),
    line: Maybe(Type.Integer({ minimum: 1 })),
    column: Maybe(Type.Integer({ minimum: 1, description: 'in UTF-16 code units' })),
    row: Maybe(Type.Integer({ minimum: 1, description: 'physical line of the CSV' })),
    field: Maybe(Type.String()),
    cell: Maybe(Type.String({ description: "Excel's address" })),
    xpath: Maybe(Type.String()),
    tag: Maybe(Type.String({ description: 'DICOM tag (gggg,eeee)' })),
    record: Maybe(Type.String({ description: 'directory record of a DICOMDIR, PATIENT[1]/STUDY[1]' })),
  },
  closed,
);

const FindingSchema = Type.Object(
  {
    ruleId: Type.String(),
    outcome: Type.Union(OUTCOMES.map((outcome) => Type.Literal(outcome))),
    clause: Type.String({ description: 'A key of rules/clauses.yaml' }),
    unit: Nullable(Type.String({ description: 'null: the whole submission' })),
    code: Maybe(
      Type.Object(
        { code: Type.String(), name: Type.String() },
        { ...closed, description: "NHI's error, as NHI writes it" },
      ),
    ),
    message: Type.String({ description: 'What is wrong, with the value found (masked)' }),
    nhi: Type.String({ description: 'What NHI does about it' }),
    todo: Type.String({ description: 'What to do now' }),
    source: Type.String({ description: 'The clause in words' }),
    args: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()]), {
      description: 'Masked',
    }),
    who: Type.Union([Type.Literal('clinic'), Type.Literal('vendor'), Type.Literal('pacs'), Type.Literal('nhi')]),
    locations: Type.Array(LocationSchema, { minItems: 1 }),
    fix: Nullable(
      Type.Object(
        { id: Type.String(), safe: Type.Boolean(), from: Maybe(Type.String()), to: Maybe(Type.String()) },
        closed,
      ),
    ),
  },
  closed,
);

/** The report: `--format json`, the HTTP answer and the return value of the library. */
export const ReportSchema = Type.Object(
  {
    tool: Type.Object({ name: Type.Literal('nhi-precheck'), version: Type.String() }, closed),
    ruleset: Type.Object(
      {
        version: Type.String(),
        asOf: Type.String({ description: 'yyyy-MM-dd, Asia/Taipei; the end of that day' }),
        language: Type.Union([Type.Literal('zh-TW'), Type.Literal('en')]),
        levels: Maybe(
          Type.Array(
            Type.Object(
              {
                ruleId: Type.String(),
                from: Type.Union(OUTCOMES.map((outcome) => Type.Literal(outcome))),
                to: Type.Union(LEVELS.map((level) => Type.Literal(level))),
                reason: Nullable(Type.String()),
              },
              closed,
            ),
            { description: 'Rules that a configuration made louder or quieter; absent where none' },
          ),
        ),
      },
      closed,
    ),
    submission: Type.Object(
      {
        channel: Type.Union(CHANNEL_IDS.map((id) => Type.Literal(id))),
        recognisedBy: Type.Union([Type.Literal('name'), Type.Literal('content'), Type.Literal('option')]),
        name: Type.String(),
        sha256: Nullable(
          Type.String({
            description:
              'Of the zip; of loose files: of the lines "sha256, two blanks, path, line feed", sorted by path',
          }),
        ),
        files: Type.Array(
          Type.Object(
            { path: Type.String(), role: Type.String(), size: Count, sha256: Nullable(Type.String()) },
            closed,
          ),
        ),
      },
      closed,
    ),
    verdict: Type.Object(
      {
        answer: Answer,
        sentence: Type.String(),
        units: Type.Object(
          { total: Count, accept: Count, hold: Count, return: Count },
          { ...closed, description: 'accept counts remind too, hold counts unknown too, return both returns' },
        ),
      },
      closed,
    ),
    units: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          kind: Type.String(),
          answer: Answer,
          locations: Type.Array(LocationSchema, { minItems: 1 }),
        },
        closed,
      ),
      {
        description:
          'All to 10,000; beyond that only those not accepted, and of these 10,000. The others are counted in verdict.units',
      },
    ),
    findings: Type.Array(FindingSchema),
    notChecked: Type.Array(
      Type.Object(
        { clause: Type.String(), reason: Type.Union(NOT_CHECKED.map((reason) => Type.Literal(reason))), count: Count },
        closed,
      ),
    ),
    counts: Type.Object({ files: Count, records: Count, rules: Count, findings: Count }, closed),
  },
  { ...closed, $id: 'urn:nhi-precheck:report', title: 'nhi-precheck report' },
);
export type Report = Static<typeof ReportSchema>;
export type ReportFinding = Report['findings'][number];
export type ReportUnit = Report['units'][number];
export type Language = Report['ruleset']['language'];
