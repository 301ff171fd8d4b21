import { describe, expect, test } from 'vitest';
import { factsOf, resultsOf } from './results-read.ts';

const fixed = (h15: string, fields: Record<string, string>, h1 = '1'): Record<string, unknown> | undefined =>
  factsOf(resultsOf({ h1, h15 }, fields), 'fixed')[0];

describe('values of 表八, 表十一 and 表十二', () => {
  test.each([
    ['09006C', '101', '6.1', 'right', undefined],
    ['09006C', '102', '6', 'right', undefined],
    ['Z09006C', '101', '6.12', 'decimals', '小數有 2 位'],
    ['09005C', '101', '99.123', 'right', undefined],
    ['09005C', '101', '＞600', 'beyond', '有 ＞ 或 ＜'],
    ['09005C', '101', '<20', 'beyond', '有 ＞ 或 ＜'],
    ['09005C', '101', '99 ', 'not-number', '前後有空白'],
    ['09005C', '101', '９９', 'not-number', '有全形的字，要用半形'],
    ['09005C', '101', '99mg', 'not-number', '數字以外還有別的字'],
    ['09005C', '101', '未驗', 'not-number', '不是數字'],
    ['09015C', '102', '0.951', 'decimals', '小數有 3 位'],
    ['06013C', '101', '1', 'right', undefined],
    ['06013C', '101', '正常', 'not-code', '填了文字，要填代碼'],
    ['Y00000', '201', 'Y', 'right', undefined],
    ['Y00000', '102', 'Y', 'not-code', '表上沒有這個代碼'],
    ['Y00004', '1', '165', 'decimals', '沒有小數'],
    ['Y00005', '1', '70.5', 'decimals', '小數有 1 位'],
    ['Y00006', '2', '80.0', 'decimals', '小數有 1 位'],
    ['Y00008', '1', '3b', 'right', undefined],
    ['Y00008', '1', '30', 'not-code', '表上沒有這個代碼'],
    ['Y00009', '1', '0235', 'right', undefined],
    ['Y00009', '1', '29', 'not-code', '有別的字或碼數不對'],
    ['Y00009', '3', 'X', 'right', undefined],
    ['Y00010', '101', '1150511', 'right', undefined],
    ['Y00010', '101', '1150231', 'not-date', undefined],
    ['Y00010', '201', '7', 'not-code', '表上沒有這個代碼'],
    ['Y00010', '202', '7', 'right', undefined],
    ['Y00010', '502', '350102A009', 'right', undefined],
    ['Z0000', '1', '500', 'right', undefined],
    ['14074C', '2', '＞100', 'not-number', '有 ＞ 或 ＜'],
    ['12215C', '1', '陽性', 'not-code', '代碼後面還有別的字'],
  ])('%s number %s: %s is %s', (h15, r1, r4, form, flaw) => {
    const { form: found, flaw: why } = fixed(h15, { r1, r4 }) ?? {};
    expect([found, why]).toEqual([form, flaw]);
  });

  test('an absent value, a text, and another category are not judged', () => {
    expect(fixed('09006C', { r1: '101' })?.form).toBeUndefined();
    expect(fixed('Y00009', { r1: '2', r4: '氣喘' })?.form).toBeUndefined();
    expect(fixed('09006C', { r1: '101', r4: 'x' }, '2')).toBeUndefined();
  });

  test('of images the report is the value', () => {
    expect(fixed('23501C', { r1: '101', r7: '2' }, '2')).toMatchObject({ tag: 'r7', form: 'right' });
    expect(fixed('23502C', { r1: '101', r7: '正常' }, '2')).toMatchObject({ tag: 'r7', form: 'not-code' });
    expect(fixed('23501C', { r1: '1', r7: '正常' }, '2')).toBeUndefined();
  });
});

test('names, units and references', () => {
  const words = { r1: '1', r2: '身 高', r4: '165.0', r5: 'CM', 'r6-1': '無' };
  expect(fixed('Y00004', words)).toMatchObject({ name: 'same', unit: 'same', reference: 'same' });
  const others = { r1: '1', r2: 'height', r4: '165.0', r5: 'm', 'r6-1': '無', 'r6-2': '200' };
  expect(fixed('Y00004', others)).toMatchObject({ name: 'other', unit: 'other', reference: 'other' });
});

test('numbers that a table does not have', () => {
  expect(fixed('Y00001', { r1: '2', r4: 'x' })).toMatchObject({ listed: 'no', numbers: '1' });
  expect(fixed('30103B', { r1: '5' }, '3')).toMatchObject({ listed: 'no' });
  expect(fixed('14074C', { r1: '3' })).toMatchObject({ listed: 'odd', numbers: '1、2' });
  expect(fixed('09006C', { r1: '1' })).toBeUndefined();
  expect(fixed('Y00001', { r1: 'x' })).toBeUndefined();
});

test('陰 and 陽 against r4-1', () => {
  expect(fixed('12215C', { r1: '1', r4: '陽', 'r4-1': '1' })).toMatchObject({ sign: 'same' });
  expect(fixed('14084C', { r1: '1', r4: '陽', 'r4-1': '0' })).toMatchObject({ sign: 'other' });
  expect(fixed('12215C', { r1: '1', r4: '陽', 'r4-1': 'U' })?.sign).toBeUndefined();
});

describe('NGS', () => {
  const all = '診斷 檢體種類 檢體病理編號 檢測項目 定序儀 檢測實驗室 檢測結果 檢測基因列表 組織';
  const ngs = (report: Record<string, string>) => fixed('30301B', { r1: '1', ...report }, '3') ?? {};

  test('headings in Chinese or English, also in what continues the report', () => {
    expect(ngs({ 'r8-1': all })).toMatchObject({ headings: 'all', specimen: 'numbered' });
    const english = 'DIAGNOSIS Specimen  Type test name sequencer testlab';
    expect(ngs({ 'r8-1': english, 'r8-2': 'Result', 'r8-3': 'Gene List' })).toMatchObject({ headings: 'all' });
  });

  test('those that are not there are told', () => {
    const without = all.replace('檢測結果', '').replace('檢測基因列表', '');
    expect(ngs({ 'r8-1': without })).toMatchObject({
      headings: 'lacking',
      lacking: '檢測結果(Result)、檢測基因列表(Gene List)',
    });
  });

  test('the number of the specimen is asked for of tissue alone', () => {
    const without = all.replace('檢體病理編號', '');
    expect(ngs({ 'r8-1': without })).toMatchObject({ headings: 'all', specimen: 'unnumbered' });
    expect(ngs({ 'r8-1': `${without} 血漿` }).specimen).toBeUndefined();
    expect(ngs({})).toMatchObject({ listed: 'yes' });
    expect(ngs({}).headings).toBeUndefined();
  });
});
