import { expect, test } from 'vitest';
import { archiveRole, caseNumberOf, csvName, isMeantAsCsv } from '../../../src/channels/medical-image/names.ts';

test.each([
  ['3501200000_20171101_001.csv', 'right', '3501200000', '2017-11-01'],
  ['3501200000_20171101_123456.csv', 'right', '3501200000', '2017-11-01'],
  ['A501200000_20171101_001.csv', 'right', 'A501200000', '2017-11-01'],
  ['3501200000_20171131_001.csv', 'right', '3501200000', undefined],
  ['3501200000_20171101_01.csv', 'wrong', '3501200000', '2017-11-01'],
  ['3501200000_20171101_1234567.csv', 'wrong', '3501200000', '2017-11-01'],
  ['3501200000_20171101.csv', 'wrong', '3501200000', '2017-11-01'],
  ['3501200000_1061101_001.csv', 'roc-date', '3501200000', undefined],
  ['3501200000_20171101_001.CSV', 'letter-case', '3501200000', '2017-11-01'],
  ['a501200000_20171101_001.csv', 'letter-case', 'A501200000', '2017-11-01'],
  ['3501200000_20171101_001 (1).csv', 'odd-signs', '3501200000', '2017-11-01'],
  ['３501200000_20171101_001.csv', 'odd-signs', '3501200000', '2017-11-01'],
  ['3501200000-20171101-001.csv', 'odd-signs', '3501200000', '2017-11-01'],
  ['影像.csv', 'odd-signs', undefined, undefined],
  ['images.csv', 'wrong', undefined, undefined],
])('the name of a CSV: %s is %s', (name, state, institution, day) => {
  expect(csvName(name)).toMatchObject({ state, institution, day });
});

test.each([
  ['DCF3501200000_A00000000001.7z', 'dcf'],
  ['att3501200000_a00000000001.CAB', 'att'],
  ['ＤＣＦ3501200000_A00000000001.7z', 'dcf'],
  ['DCF3501200000_A00000000001.zip', 'dcf'],
  ['DCF3501200000_A00000000001.txt', undefined],
  ['3501200000_20171101_001.csv', undefined],
  ['DICOMDIR', undefined],
])('the role of %s is %s', (name, role) => expect(archiveRole(name)).toBe(role));

test('a case number is compared without letter case, and is twelve signs', () => {
  expect(caseNumberOf('ATT3501200000_a0000000000b.CAB')).toBe('A0000000000B');
  expect(caseNumberOf('DCF3501200000_2026051200000001.7z')).toBeUndefined();
});

test('what means to be the CSV of a batch', () => {
  expect(
    ['3501200000_20171101_001.csv', '3501200000_1061101.CSV', 'a501200000 20171101.csv'].map(isMeantAsCsv),
  ).toEqual([true, true, true]);
  expect(['price.csv', '3501200000.csv', '3501200000_20171101_001.txt'].map(isMeantAsCsv)).toEqual([
    false,
    false,
    false,
  ]);
});
