import { type RowContext, type RowJoin, rowReader } from '../../../src/channels/medical-image/row-data.ts';
import { COLUMNS, type Column, type RowData } from '../../../src/channels/medical-image/row-record-type.ts';
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

/** The data of a row. */
export function dataOf(patch: Patch): RowData {
  const { asOf = '2019-05-01', join = JOIN } = patch;
  const csvInstitution = 'csv' in patch ? patch.csv : '3501200000';
  const read = rowReader({ asOf, csvInstitution, codes });
  const cells = { ...CT, ...patch };
  return read(
    COLUMNS.map((column) => cells[column]),
    join,
  );
}

/** The findings of a row by our own rules, those of the reward left out unless asked for. */
export async function judged(patch: Patch, reward = false): Promise<readonly Finding[]> {
  const { asOf = '2019-05-01' } = patch;
  const ruleset = rulesets.get(asOf) ?? rulesetAt(library, asOf, {}, new Set());
  rulesets.set(asOf, ruleset);
  const run = beginRun(ruleset, { knows: () => false }, 100);
  const record: CheckRecord = {
    type: 'medical-image.row',
    unit: { id: 'row-1', kind: 'row', number: 0, locations: [{ file: 'a.csv', row: 1 }] },
    data: dataOf(patch),
    locate: (pointer) => ({ file: 'a.csv', row: 1, field: pointer.slice(1) }),
  };
  await run.judge(record);
  const { findings } = await run.finish();
  return findings.filter(({ rule }) => reward || !rule.id.startsWith('medical-image-reward'));
}

/** What a row raises, without the channel's name: `exam-month differs: examMonth` as `exam-month-differs`. */
export const raised = async (patch: Patch): Promise<string[]> =>
  (await judged(patch)).map(({ rule }) => rule.id.replace('medical-image-', '')).sort();
