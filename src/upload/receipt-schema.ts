import { type Static, Type } from '@sinclair/typebox';
import { CHANNEL_IDS } from '../channels/ids.ts';
import { LEVELS } from '../engine/levels.ts';
import { ANSWERS, OUTCOMES } from '../engine/outcome.ts';
import { PURPOSES } from './purpose.ts';

const closed = { additionalProperties: false };
const Count = Type.Integer({ minimum: 0 });
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Instant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\+08:00$',
  description: 'Asia/Taipei',
});
const oneOf = <T extends string>(values: readonly T[]) => Type.Union(values.map((value) => Type.Literal(value)));

/** 預檢憑證: `<name>.receipt.json` beside a package that was handed over. */
export const ReceiptSchema = Type.Object(
  {
    receipt: Type.Literal(1, { description: 'The layout of this file' }),
    id: Type.String({ minLength: 1, description: 'Of this hand-over; the ledger has it too' }),
    tool: Type.Object({ name: Type.Literal('nhi-precheck'), version: Type.String() }, closed),
    ruleset: Type.Object(
      {
        version: Type.String(),
        asOf: Type.String({ description: 'yyyy-MM-dd, Asia/Taipei; the end of that day' }),
        levels: Type.Array(
          Type.Object(
            {
              ruleId: Type.String(),
              from: oneOf(OUTCOMES),
              to: oneOf(LEVELS),
              reason: Type.Union([Type.String(), Type.Null()]),
            },
            closed,
          ),
          { description: 'Rules that a configuration made louder or quieter' },
        ),
      },
      closed,
    ),
    channel: oneOf(CHANNEL_IDS),
    purpose: oneOf(PURPOSES),
    businessCode: Type.Union([Type.String(), Type.Null()], {
      description: '業務別: QB1_R production, QB1_T test; null where the page has none to choose',
    }),
    typeCode: Type.Union([Type.String(), Type.Null()], {
      description: 'TypeCode of 傳輸作業平台; null where no public document tells it and none was configured',
    }),
    name: Type.String({ description: 'Of the package' }),
    verdict: Type.Object(
      {
        answer: oneOf(ANSWERS),
        units: Type.Object({ total: Count, accept: Count, hold: Count, return: Count }, closed),
      },
      closed,
    ),
    uploadDay: Type.Optional(
      Type.String({
        pattern: '^\\d{7}$',
        description: 'YYYMMDD (ROC): the day to type on the page; only of a channel that asks for one',
      }),
    ),
    acceptedHold: Type.Union([Type.String(), Type.Null()], {
      description: 'Why it went out although NHI will hold it',
    }),
    files: Type.Array(Type.Object({ name: Type.String(), role: Type.String(), size: Count, sha256: Sha256 }, closed), {
      minItems: 1,
      description: 'What was handed over, beside this file',
    }),
    members: Type.Array(
      Type.Object({ path: Type.String(), role: Type.String(), size: Count, sha256: Sha256 }, closed),
      { description: 'What is inside the zip; none for loose files' },
    ),
    checklist: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the checklist beside it' }),
    checkedAt: Instant,
    handedOverAt: Instant,
    seal: Type.String({
      pattern: '^[0-9a-f]{64}$',
      description:
        'SHA-256 of everything else as JSON with sorted keys and no blanks: shows an edit, does not prove who wrote it',
    }),
  },
  { ...closed, $id: 'urn:nhi-precheck:receipt', title: 'nhi-precheck receipt' },
);
export type Receipt = Static<typeof ReceiptSchema>;

/** A receipt before the checklist that goes with it, and the seal. */
export type Unsealed = Omit<Receipt, 'seal' | 'checklist'>;
