import type { Clock, RewardData } from '../../../src/channels/medical-image/reward-record-type.ts';
import { type RowContext, type RowJoin, rowReader } from '../../../src/channels/medical-image/row-data.ts';
import { COLUMNS, type Column, type RowData } from '../../../src/channels/medical-image/row-record-type.ts';
import { rewardOf } from '../../../src/channels/medical-image/row-reward.ts';
import { DAY, westernDay } from '../../../src/channels/medical-image/row-time.ts';
import type { CheckRecord } from '../../../src/channels/record.ts';
import { rulesetAt } from '../../../src/engine/ruleset.ts';
import { beginRun, type Finding } from '../../../src/engine/run.ts';
import { ownLibrary } from '../../../src/rules.ts';

/** A CT row as a hospital sends it, examined on 108-05-01. */
export const CT: Readonly<Record<Column, string>> = {
  institution: '3501200000',
  medicalType: '12',
  examMonth: '10805',
  cardTime: '1080501093015',
  visitType: '01',
  visitSerial: '0012',
  cardNote: '1',
  patientId: 'A123456789',
  birthDate: '0500101',
  orderCode: '33070B',
  reportSerial: '1',
  examinedAt: '10805011010',
  bodySite: 'H',
  archive: 'DCF3501200000_A00000000001.7z',
  newbornBirthDate: '',
  newbornOrder: '',
  receivedAt: '',
};

/** What differs from `CT`, and around it. */
export type Patch = Partial<Record<Column, string>> & {
  readonly asOf?: string;
  readonly csv?: string | undefined;
  readonly join?: RowJoin;
};

const library = await ownLibrary();
const JOIN: RowJoin = { there: 'exact', twin: false };
const rulesets = new Map<string, ReturnType<typeof rulesetAt>>();

const codes: RowContext['codes'] = (name) => library.codes.get(name) ?? {};

/** The data of a row, and where its 24 hours begin. */
function read(patch: Patch): { data: RowData; clock: Clock | undefined } {
  const { asOf = '2019-05-01', join = JOIN } = patch;
  const csvInstitution = 'csv' in patch ? patch.csv : '3501200000';
  const reader = rowReader({ asOf, csvInstitution, codes });
  const cells = { ...CT, ...patch };
  let clock: Clock | undefined;
  const fields = COLUMNS.map((column) => cells[column]);
  const data = reader(fields, join, (begun) => {
    clock = begun;
  });
  return { data, clock };
}

/** The data of a row. */
export const dataOf = (patch: Patch): RowData => read(patch).data;

/** How far the 24 hours of a row are. */
export function rewardAt(patch: Patch): RewardData | undefined {
  const { clock } = read(patch);
  return clock && rewardOf(clock, (westernDay(patch.asOf ?? '2019-05-01') + 1) * DAY);
}

async function found({ asOf = '2019-05-01' }: Patch, type: string, data: object): Promise<readonly Finding[]> {
  const ruleset = rulesets.get(asOf) ?? rulesetAt(library, asOf, {}, new Set());
  rulesets.set(asOf, ruleset);
  const run = beginRun(ruleset, { knows: () => false }, 100);
  const record: CheckRecord = {
    type,
    unit: { id: 'row-1', kind: 'row', number: 0, locations: [{ file: 'a.csv', row: 1 }] },
    data,
    locate: (pointer) => ({ file: 'a.csv', row: 1, field: pointer.slice(1) }),
  };
  await run.judge(record);
  return (await run.finish()).findings;
}

/** The findings of a row by our own rules. */
export const judged = (patch: Patch): Promise<readonly Finding[]> => found(patch, 'medical-image.row', dataOf(patch));

/** What is told of its 24 hours. */
export async function rewards(patch: Patch): Promise<readonly Finding[]> {
  const data = rewardAt(patch);
  return data ? found(patch, 'medical-image.reward', data) : [];
}

/** What a row raises, without the channel's name: `exam-month differs: examMonth` as `exam-month-differs`. */
export const raised = async (patch: Patch): Promise<string[]> =>
  (await judged(patch)).map(({ rule }) => rule.id.replace('medical-image-', '')).sort();
