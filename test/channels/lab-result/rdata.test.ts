import { describe, expect, test } from 'vitest';
import { factsOf, resultsOf } from './results-read.ts';

const lab = { h1: '1', h15: '09020C' };
const one = (fields: Record<string, string>, hdata: object = lab): Record<string, unknown> =>
  factsOf(resultsOf(hdata, fields), 'rdata')[0] ?? {};

describe('the number of a result', () => {
  test.each([
    ['1', 'whole'],
    ['0012', 'whole'],
    ['0', 'zero'],
    ['000', 'zero'],
    ['1.5', 'fraction'],
    ['x', undefined],
    [' 1', undefined],
    ['', undefined],
  ])('%j is %s', (r1, number) => expect(one({ r1 }).number).toBe(number));
});

describe('what a result has to have', () => {
  test.each([
    ['1', '09020C', '1', 'lab'],
    ['1', 'Y00010', '101', 'closing'],
    ['2', '33070B', '1', 'image'],
    ['3', '25004C', '1', 'pathology'],
    ['4', '64164B', '1', 'joint-size'],
    ['4', '64164B', '2', 'joint-size'],
    ['4', '64164B', '3', 'joint-asa'],
    ['4', '64164B', '5', 'joint-approach'],
    ['4', '64164B', '6', 'joint-other'],
    ['5', '09020C', '1', undefined],
  ])('h1 %s, order %s, number %s: %s', (h1, h15, r1, kind) => expect(one({ r1 }, { h1, h15 }).kind).toBe(kind));

  test('nothing is asked for where 表三 gives the order another category', () => {
    const hdata = { h1: '4', h15: '09020C', categoryAgrees: false };
    const found = resultsOf({ ...hdata, categoryBy: 'table3' } as object, { r1: '1', r2: '鐵' });
    expect(found.map(({ type }) => type)).toEqual(['lab-result.rdata', 'lab-result.results']);
    expect(factsOf(found, 'rdata')).toEqual([{ r1: '1', r2: '鐵', h15: '09020C', number: 'whole' }]);
  });

  test('without h1 and order nothing is said', () => {
    expect(one({ r1: '1' }, {})).toEqual({ r1: '1', number: 'whole' });
  });
});

test('one reference limit is enough', () => {
  expect(one({ r1: '1' }).references).toBe('missing');
  expect(one({ r1: '1', 'r6-1': '無' }).references).toBe('there');
  expect(one({ r1: '1', 'r6-2': '6' }).references).toBe('there');
  expect(one({ r1: '1' }, { h1: '2' }).references).toBeUndefined();
});

describe('r9', () => {
  test.each([
    ['B123456780', 'right', undefined],
    ['350102A009', 'right', undefined],
    ['B123456781', 'digit', undefined],
    ['b123456780', 'shape', '英文要大寫'],
    ['B12345678', 'shape', '是 9 碼，要 10 碼'],
    ['B12345678０', 'shape', '有全形的字，要用半形'],
    ['王小明王小明王小明王', 'shape', '有半形數字和大寫英文以外的字'],
    ['B1234567800', undefined, undefined],
  ])('%s is %s', (r9, staff, why) => {
    const { staff: found, why: reasons } = one({ r1: '1', r9 }) as { staff?: string; why?: { r9?: { zh: string } } };
    expect([found, reasons?.r9?.zh]).toEqual([staff, why]);
  });

  test('is looked at anew after another one', () => {
    const found = factsOf(resultsOf(lab, { r9: 'B123456780' }, { r9: 'B123456781' }, { r9: 'B123456780' }), 'rdata');
    expect(found.map(({ staff }) => staff)).toEqual(['right', 'digit', 'right']);
  });
});

describe('continuations', () => {
  test.each([
    [{ r7: 'a' }, undefined],
    [{ r7: 'a', 'r8-2': 'b', 'r8-3': 'c' }, { continuation: 'right' }],
    [{ 'r8-1': 'a', 'r8-2': 'b' }, { continuation: 'right' }],
    [
      { r7: 'a', 'r8-3': 'c' },
      { continuation: 'gap', continued: 'r8-3', before: 'r8-2' },
    ],
    [
      { r7: 'a', 'r8-2': 'b', 'r8-9': 'c' },
      { continuation: 'gap', continued: 'r8-9', before: 'r8-3' },
    ],
    [{ 'r8-2': 'b' }, { continuation: 'loose', continued: 'r8-2', before: 'r7' }],
  ])('%j: %j', (fields, facts) => {
    const { r7, 'r8-1': _1, 'r8-2': _2, 'r8-3': _3, 'r8-9': _9, ...known } = one(fields as Record<string, string>, {});
    expect(known).toEqual(facts ?? {});
  });

  test('a gap points at the field after it', () => {
    const [record] = resultsOf({ h1: '2' }, { r7: 'a', 'r8-4': 'c' });
    expect(record?.locate('/continuation')).toMatchObject({ xpath: '/patient/hdata[1]/rdata[1]/r8-4' });
  });
});

describe('表九', () => {
  const item = (fields: Record<string, string>, h15: string) => one(fields, { h1: '1', h15 });

  test('blanks, width and letter case do not count', () => {
    const same = { itemName: 'same', itemUnit: 'same' };
    expect(item({ r1: '2', r2: ' HEMOGLOBIN血色素', r5: 'G/DL' }, '08011C')).toMatchObject(same);
    expect(item({ r1: '3', r2: '尿膽元', r5: 'EU/dL' }, '06013C')).toMatchObject({ itemName: 'same' });
    expect(item({ r1: '1', r2: '白血球計數', r5: '10^3/μL' }, '08002C')).toMatchObject(same);
  });

  test('another name, word or unit', () => {
    const other = { itemName: 'other', itemResult: 'other', nameMeant: '懷孕試驗－酵素免疫法', resultsMeant: '陰、陽' };
    expect(item({ r1: '1', r2: '驗孕', r4: '陰性' }, '06505C')).toMatchObject(other);
    expect(item({ r1: '1', r5: 'mmol/L' }, '09001C')).toMatchObject({ itemUnit: 'other', unitsMeant: 'mg/dL' });
  });

  test('nothing is said of numbers and orders that it does not have, nor of other categories', () => {
    expect(item({ r1: '9', r2: 'RDW', r5: '%' }, '08011C').itemName).toBeUndefined();
    expect(item({ r1: '101', r2: '飯前血糖Glucose AC' }, '09005C').itemName).toBeUndefined();
    expect(one({ r1: '1', r2: 'x' }, { h1: '2', h15: '09001C' }).itemName).toBeUndefined();
  });

  test.each([
    ['09027C', '鹼性磷酯酶', 'same'],
    ['09027C', '鹼性磷酯', 'same'],
    ['09027C', '鹼性磷酯?', 'same'],
    ['09027C', '鹼性磷酯酵素', 'same'],
    ['09027C', '鹼性磷酯酵素檢查', 'other'],
    ['09027C', '酸性磷酯酵素', 'other'],
    ['09071C', '肌酸磷酸素(MB同功素)', 'same'],
    ['09071C', '肌酸磷酸素', 'other'],
    ['12193C', 'B 型利納利尿胜月太原(B 型利納利尿胜?)', 'same'],
  ])('%s, %s: whatever stands for 酶 and 肽, which Big5 does not have, will do: %s', (h15, r2, name) => {
    expect(item({ r1: '1', r2 }, h15).itemName).toBe(name);
  });

  test('a name that Big5 cannot write says so', () => {
    expect(item({ r1: '1', r2: 'ALP' }, '09027C').nameNote).toContain('「酶」在 Big5 沒有字碼');
    expect(item({ r1: '1', r2: 'T-CHO' }, '09001C').nameNote).toBe('');
  });

  test('尿膽元 has its unit as printed under either order', () => {
    for (const h15 of ['06012C', '06013C'])
      for (const r5 of ['EU/dL', 'EU./dL']) expect(item({ r1: '3', r5 }, h15).itemUnit).toBe('same');
  });

  test('08036 and 12193 stand under the code of 表三, too', () => {
    for (const h15 of ['08036B', '08036C', '12193B', '12193C'])
      expect(item({ r1: '1', r2: 'x' }, h15).itemName).toBe('other');
  });
});
