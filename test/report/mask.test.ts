import { describe, expect, test } from 'vitest';
import type { SHOWN_AS } from '../../src/engine/rule-schema.ts';
import { shown, shownPath, withoutPersonal } from '../../src/report/mask.ts';

const context = {
  asOf: '2026-05-12',
  isCode: (value: string): boolean => ['KC01025219', 'collection', 'C34.11'].includes(value),
};
type As = (typeof SHOWN_AS)[number] | undefined;
const KINDS: As[] = [undefined, 'number', 'date', 'code', 'uuid', 'institution'];

describe('shown', () => {
  test.each<[unknown, As, string | number | null]>([
    // codes: only what a table of the ruleset has
    ['collection', 'code', 'collection'],
    ['KC01025219', 'code', 'KC01025219'],
    ['C34.11', 'code', 'C34.11'],
    ['KC01025218', 'code', 'KC0102****'],
    ['A123456789', 'code', 'A12345****'],
    ['WangXiaoMing', 'code', 'Wa**********'],
    // numbers
    [3, 'number', 3],
    [999_999, 'number', 999_999],
    [1_000_000, 'number', '1******'],
    [912_345_678, 'number', '91*******'],
    ['12.5', 'number', '12.5'],
    ['-3', 'number', '-3'],
    ['123456', 'number', '1*****'],
    ['十二', 'number', '**'],
    // dates near the as-of day
    ['2026-04-09', 'date', '2026-04-09'],
    ['2026-04-09 10:00', 'date', '2026-04-09 10:00'],
    ['2026-04-09T10:00:00+08:00', 'date', '2026-04-09T10:00:00+08:00'],
    ['2026-04-09T10:00:00.123456789Z', 'date', '2026-04-09T10:00:00.123456789Z'],
    ['2026-04', 'date', '2026-04'],
    ['20260409', 'date', '20260409'],
    ['1150409', 'date', '1150409'],
    ['115-04-09', 'date', '115-04-09'],
    ['2029-01-01', 'date', '2029-01-01'],
    ['2030-01-01', 'date', '20********'],
    ['1986-03-15', 'date', '19********'],
    ['0750315', 'date', '0******'],
    ['750315', 'date', '7*****'],
    ['19860315', 'date', '19******'],
    ['2026-4567', 'date', '20*******'], // a telephone number
    ['20264567', 'date', '20******'],
    ['2026-04-09 王小明', 'date', '************'],
    ['2026-04-09T10:00 A123456789', 'date', '20************'],
    ['', 'date', ''],
    // uuids and what refers to them
    ['urn:uuid:c0000000-0000-4000-8000-000000000001', 'uuid', 'urn:uuid:c0000000-0000-4000-8000-000000000001'],
    ['c0000000-0000-4000-8000-000000000001', 'uuid', 'c0000000-0000-4000-8000-000000000001'],
    ['urn:uuid:c0000000', 'uuid', 'ur************'],
    ['Patient/pat-1', 'uuid', 'Patient/p****'],
    ['Patient/A123456789', 'uuid', 'Patient/A12345****'],
    ['Patient/王小明', 'uuid', 'Patient/***'],
    ['王小明/pat-1', 'uuid', '*********'],
    ['https://example.org/fhir/Patient/1', 'uuid', 'ht************'],
    // files
    ['影像報告.pdf', 'file', '影像報告.pdf'],
    // file ids of a DICOMDIR, part by part
    ['IMAGES/IM000001', 'file-id', 'IMAGES/IM000001'],
    ['A/I0000001', 'file-id', 'A/I0000001'],
    ['K3J9X0QZ', 'file-id', 'K3J9X0QZ'],
    ['../../images/im-0001.dcm', 'file-id', '../../images/im-0001.dcm'],
    ['IMAGES/00778899', 'file-id', 'IMAGES/00******'],
    ['A123456789/IM1', 'file-id', 'A12345****/IM1'],
    ['MRN00778899/IM1', 'file-id', 'MR*********/IM1'],
    ['王小明/IM1', 'file-id', '***/IM1'],
    ['CT 20260512.pdf', 'file', 'CT 20260512.pdf'],
    ['A123456789.pdf', 'file', 'A12345****.pdf'],
    ['王小明_a123456789.pdf', 'file', '王小明_a12345****.pdf'],
    ['病歷Ａ１２３４５６７８９.pdf', 'file', '病歷Ａ１２３４５****.pdf'],
    ['%41123456789.pdf', 'file', '%4************'],
    ['FHR3501200000_2026051200000001', 'file', 'FHR3501200000_2026051200000001'],
    ['3501200000_1150512_001', 'file', '3501200000_1150512_001'],
    ['readme', 'file', 'readme'],
    ['王小明', 'file', '***'],
    ['0912345678', 'file', '09********'],
    // institutions, and cases of them
    ['3501200000', 'institution', '3501200000'],
    ['350102A009', 'institution', '350102A009'],
    ['3501200000_2026051200000001', 'institution', '3501200000_2026051200000001'],
    ['A123456789', 'institution', 'A12345****'],
    ['F129876543_2026051200000001', 'institution', 'F12987************'],
    ['0912345678 王小明', 'institution', '************'],
    // nothing declared
    ['collection', undefined, 'co********'],
    ['abc', undefined, '***'],
    ['王小明', undefined, '***'],
    ['王小明 A123456789', undefined, '************'],
    ['A123456789 王小明', undefined, 'A12345********'],
    ['○○', undefined, '**'],
    [7, undefined, '*'],
    [true, 'code', '（boolean）'],
    [['A123456789'], 'code', '（array）'],
    [{ A123456789: 1 }, 'file', '（object）'],
    [null, 'code', null],
    [undefined, 'own', null],
    // our own words
    ['Patient（病人）', 'own', 'Patient（病人）'],
    [12_345_678, 'own', 12_345_678],
    [{ a: [1] }, 'own', '{"a":[1]}'],
  ])('%j as %s is %j', (value, as, expected) => {
    expect(shown(value, as, context)).toBe(expected);
  });

  test.each([
    'A123456789',
    'a123456789',
    'Ａ１２３４５６７８９',
    'A800000014',
    'AC01234567',
    'A1234567',
    '王小明',
    '王○明',
    '林ＯＯ',
  ])('%s is shown as nothing', (value) => {
    for (const kind of KINDS)
      for (const each of [value, `x${value}`, `${value} `]) expect(shown(each, kind, context)).not.toContain(value);
    expect(shown(value, 'file', context)).not.toBe(value);
  });

  test('long and odd text is cut and made whole', () => {
    expect(String(shown('x'.repeat(10_000), 'own', context)).length).toBe(200);
    expect(shown('\ud800.pdf', 'file', context)).toBe('\ufffd.pdf');
    let deep: unknown = 'x';
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(shown(deep, 'own', context)).toBe('（array）');
  });
});

test('paths: what the disk says stays, names inside archives go without ids', () => {
  expect(shownPath('王小明 A123456789.zip!/FHR3501200000_2026051200000001.JSON')).toBe(
    '王小明 A123456789.zip!/FHR3501200000_2026051200000001.JSON',
  );
  expect(shownPath('x.zip!/ATT3501200000_2026051200000001.7z!/A123456789 b123456789.pdf')).toBe(
    'x.zip!/ATT3501200000_2026051200000001.7z!/A12345**** b12345****.pdf',
  );
  expect(shownPath('A123456789.JSON')).toBe('A123456789.JSON');
});

test('words of a parser go without ids, Chinese and long numbers', () => {
  expect(withoutPersonal('/A123456789: unknown key "王小明" at 1986-03-15, 0912 345 678, 12 of 345')).toBe(
    '/A*****: unknown key "*" at *, *, 12 of 345',
  );
});
