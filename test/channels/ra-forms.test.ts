import { describe, expect, test } from 'vitest';
import { readBundle } from '../../src/channels/prior-auth/bundle.ts';
import type { Contents } from '../../src/channels/prior-auth/contents.ts';
import { type ProfileTable, profileTable } from '../../src/channels/prior-auth/profiles.ts';
import { isAdultRheumatoid, raFormRecords } from '../../src/channels/prior-auth/ra-forms.ts';
import type { Content } from '../../src/readers/content/content.ts';
import { ownLibrary } from '../../src/rules.ts';
import { base } from '../support/product/packages.ts';

const { codes } = await ownLibrary();
const table: ProfileTable = profileTable(codes.get('prior-auth-profiles') ?? {});

function applies(name: 'cancer' | 'imm', code: unknown, birthDate?: unknown): boolean {
  const bundle = base(name);
  bundle.entry[0].resource.diagnosis[0].diagnosisCodeableConcept.coding[0].code = code;
  if (birthDate !== undefined) bundle.entry[2].resource.birthDate = birthDate;
  return isAdultRheumatoid(readBundle(bundle, table), '2026-05-12');
}

test.each<[string, 'cancer' | 'imm', unknown, string | undefined, boolean]>([
  ['M05, an adult', 'imm', 'M05.79', undefined, true],
  ['M06 without a dot, in lower case', 'imm', 'm069', undefined, true],
  ['juvenile arthritis', 'imm', 'M08.00', undefined, false],
  ['psoriasis', 'imm', 'L40.0', undefined, false],
  ['a cancer drug', 'cancer', 'M05.79', undefined, false],
  ['18 on that day', 'imm', 'M05.79', '2008-05-12', true],
  ['18 a day later', 'imm', 'M05.79', '2008-05-13', false],
  ['no day of birth that could be read', 'imm', 'M05.79', '民國75年', true],
  ['a code that is no text', 'imm', 105, undefined, false],
])('adult rheumatoid arthritis: %s', (_, name, code, birthDate, expected) => {
  expect(applies(name, code, birthDate)).toBe(expected);
});

describe('which files have to be fillable', () => {
  const unit = { id: 'u', kind: 'case', locations: [{ file: 'x' }] };
  const pdf = (form: 'fillable' | 'flat' | 'unknown'): Content => ({
    kind: 'pdf',
    size: 1,
    cut: false,
    encrypted: 'no',
    form,
  });
  const att = (files: Record<string, Content>): Contents =>
    ({
      member: { shown: 'ATT.7z', name: 'ATT.7z' },
      role: 'att',
      state: 'readable',
      limit: null,
      attachments: new Map(Object.entries(files)),
    }) as unknown as Contents;
  const told = (files: Record<string, Content>): unknown[] =>
    [...raFormRecords(unit, [att(files)])].map(({ data }) => data);

  test.each<[string, Record<string, Content>, unknown[]]>([
    ['the forms by their names', { '附表13-DAS28評估表.pdf': pdf('flat'), 'x.pdf': pdf('flat') }, ['flat']],
    ['in other spellings', { '附表十五.pdf': pdf('fillable'), 'DAS28 score.pdf': pdf('flat') }, ['fillable', 'flat']],
    ['form 130 is another', { '附表130.pdf': pdf('flat'), 'x.pdf': pdf('fillable') }, ['fillable']],
    ['a picture instead of a form', { '附表13.jpg': { kind: 'tiff', size: 1 } }, ['flat']],
    ['no name tells, one is fillable', { 'a.pdf': pdf('fillable'), 'b.pdf': pdf('flat') }, ['fillable']],
    ['no name tells, none is', { 'a.pdf': pdf('flat'), 'b.png': { kind: 'png', size: 1, cut: false } }, ['none']],
    ['no name tells, one cannot be told', { 'a.pdf': pdf('flat'), 'b.pdf': pdf('unknown') }, []],
    ['a form that cannot be told', { '附表15.pdf': pdf('unknown') }, ['unknown']],
  ])('%s', (_, files, forms) => {
    expect(told(files)).toEqual(forms.map((form) => expect.objectContaining({ form })));
  });
});
