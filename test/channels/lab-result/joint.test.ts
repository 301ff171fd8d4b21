import { describe, expect, test } from 'vitest';
import { factsOf, resultsOf } from './results-read.ts';

type Facts = Record<string, unknown>;
const GS1 = '(01)04712345678900(17)281130(10)LOT1';

const joint = (fields: Record<string, string>, h15 = '64164B'): Facts =>
  factsOf(resultsOf({ h1: '4', h15, h4: '11505' }, fields), 'joint')[0] ?? {};
const implants = (r4: string): Facts[] =>
  factsOf(resultsOf({ h1: '4', h15: '64164B', h4: '11505' }, { r1: '4', r4 }), 'implant');
const implant = (r4: string): Facts => {
  const { item: _, ...facts } = implants(r4)[0] ?? {};
  return facts;
};

describe('height, weight and ASA', () => {
  test.each([
    ['1', '165.0', 'right'],
    ['1', '165', 'decimals'],
    ['1', '165.25', 'decimals'],
    ['1', '165.0cm', 'not-number'],
    ['1', '＞200', 'not-number'],
    ['2', '70.50', 'right'],
    ['2', '70.5', 'decimals'],
  ])('number %s: %s is %s', (r1, r4, form) => expect(joint({ r1, r4 }).form).toBe(form));

  test.each([
    ['1', 'right'],
    ['5', 'right'],
    ['0', 'range'],
    ['6', 'range'],
    ['03', 'range'],
    ['III', 'not-number'],
    ['3E', 'not-number'],
    ['３', 'not-number'],
  ])('ASA %s is %s', (r4, asa) => expect(joint({ r1: '3', r4 }).asa).toBe(asa));

  test('names in any letter case, numbers from 1 to 5', () => {
    expect(joint({ r1: '4', r2: 'SURGICAL  approach' })).toMatchObject({ name: 'same', listed: 'yes' });
    expect(joint({ r1: '1', r2: 'BW', r5: 'CM' })).toMatchObject({ name: 'other', unit: 'same' });
    expect(joint({ r1: '6', r2: 'BW' })).toEqual({ number: 6, listed: 'no' });
    expect(joint({ r1: 'x' })).toEqual({});
  });
});

describe('side, procedure and approach', () => {
  test.each([
    ['64164B', 'L11', 'right'],
    ['64164B', 'R15', 'right'],
    ['64164B', 'L1A', 'approach'],
    ['64164B', 'L21', 'procedure'],
    ['64169B', 'L21', 'right'],
    ['64169B', 'L31', 'right'],
    ['64202B', 'L41', 'right'],
    ['64162B', 'R5F', 'right'],
    ['64162B', 'R5f', 'approach'],
    ['64162B', 'R51', 'approach'],
    ['64170B', 'R65', 'right'],
    ['64258B', 'R6A', 'right'],
    ['64201B', 'R7G', 'approach'],
    ['64164B', 'l11', 'side'],
    ['64164B', 'L1', 'length'],
    ['64164B', ' L11', 'length'],
    ['99999B', 'L99', 'right'],
    ['constructor', 'L99', 'right'],
  ])('%s %s: %s', (order, r3, approach) => expect(joint({ r1: '5', r3 }, order).approach).toBe(approach));
});

describe('what stands between implants', () => {
  test.each([
    [`${GS1};${GS1}`, 'right', 2],
    [`${GS1}；${GS1}`, 'full-width', 2],
    [`${GS1},${GS1}`, 'other', 2],
    [`${GS1}、${GS1}`, 'other', 2],
    [`${GS1}|+H123ABC01`, 'other', 2],
    [GS1 + GS1, 'other', 2],
    [`${GS1}; ${GS1}`, 'space', 2],
    [`${GS1}\n${GS1}`, 'other', 2],
    ['06-2805 1911 MNPYX2', 'space', 1],
    [`${GS1};`, 'empty', 1],
    [';;', 'empty', 0],
  ])('%j: %s, %i implants', (r4, separator, items) => {
    expect(joint({ r1: '4', r4 })).toMatchObject({ separator, items });
    expect(implants(r4)).toHaveLength(items);
  });

  test('twenty are taken, of more the first twenty are looked at', () => {
    const many = (count: number): string => Array(count).fill(GS1).join(';');
    expect(joint({ r1: '4', r4: many(20) })).toMatchObject({ items: 20, amount: 'fits' });
    expect(joint({ r1: '4', r4: many(21) })).toMatchObject({ items: 21, amount: 'many' });
    expect(implants(many(2000)).map(({ item }) => item)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });
});

describe('an implant', () => {
  const gs1 = {
    code: 'gs1',
    writing: 'right',
    gtin: 'right',
    found: 14,
    expiry: 'right',
    lot: 'right',
    parts: 'whole',
    past: 'no',
  };

  test.each<[string, Facts]>([
    [GS1, gs1],
    [`${GS1}(21)SN1(20)01`, gs1],
    [GS1.replace('281130', '260500'), gs1],
    [GS1.replace('281130', '260430'), { ...gs1, past: 'yes' }],
    [GS1.replace('00(17)', '01(17)'), { ...gs1, gtin: 'check' }],
    [GS1.replace('(01)0', '(01)'), { ...gs1, gtin: 'length', found: 13 }],
    [GS1.replace('(01)0', '(01)O'), { ...gs1, gtin: 'digits' }],
    [GS1.replace('LOT1', 'L-1'), { ...gs1, lot: 'signs' }],
    [GS1.replace('LOT1', 'L'.repeat(21)), { ...gs1, lot: 'long' }],
  ])('%s', (text, facts) => expect(implant(text)).toEqual(facts));

  test.each([
    ['281131', 'unreal'],
    ['281300', 'unreal'],
    ['20281130', 'length'],
    ['28-11-30', 'digits'],
  ])('of GS1 that expires %s: %s', (date, expiry) => {
    const { past, ...facts } = implant(GS1.replace('281130', date));
    expect([facts, past]).toEqual([expect.objectContaining({ expiry }), undefined]);
  });

  test.each([
    ['(01)04712345678900(10)LOT1', '(17)'],
    ['(10)LOT1', '(01)、(17)'],
    ['(01)(17)281130(10)LOT1', '(01)'],
  ])('%s lacks %s', (text, lacking) => expect(implant(text)).toMatchObject({ parts: 'lacking', lacking }));

  test.each(['(01', '(01)1)2', '(x)1', '(17)281130(17)281130'])('%s is broken GS1', (text) => {
    expect(implant(text)).toEqual({ code: 'gs1', writing: 'broken' });
  });

  test('GS1 as a scanner gives it', () => {
    expect(implant('01047123456789001728113010LOT1')).toEqual({ code: 'gs1', writing: 'bare' });
  });

  const hibcc = { code: 'hibcc', labeler: 'right', signs: 'right', length: 'right', expiry: 'right', past: 'no' };
  test.each<[string, Facts]>([
    ['+H123ABC01234567890/$$3281130LOT1/S12', hibcc],
    ['+H123ABC01/$$1128LOT1', hibcc],
    ['+H123ABC01/$$2113028LOT1', hibcc],
    ['+H123ABC01/$$428113012LOT1', hibcc],
    ['+H123ABC01/$$528335LOT1', hibcc],
    ['+H123ABC01/28335LOT1', hibcc],
    ['+H123ABC01/$LOT1/14D20281130', hibcc],
    ['+H123ABC01/$$8053281130LOT1', hibcc],
    ['+H123ABC01/$$9000053281130LOT1', hibcc],
    ['+H123ABC01/$$3260430LOT1', { ...hibcc, past: 'yes' }],
    ['+B123ABC01/$$3281130LOT1', { ...hibcc, labeler: 'other' }],
    ['+H123abc01/$$3281130LOT1', { ...hibcc, signs: 'other' }],
    ['+H1231/$$3281130LOT1', { ...hibcc, length: 'short' }],
  ])('%s', (text, facts) => expect(implant(text)).toEqual(facts));

  test.each([
    ['+H123ABC01', 'none'],
    ['+H123ABC01/$LOT1', 'none'],
    ['+H123ABC01/$$7LOT1', 'none'],
    ['+H123ABC01/$$3281331LOT1', 'unreal'],
    ['+H123ABC01/28367LOT1', 'unreal'],
    ['+H123ABC01/$$1328LOT1', 'unreal'],
  ])('%s: expiry %s', (text, expiry) => expect(implant(text)).toMatchObject({ expiry }));

  test.each<[string, Facts]>([
    ['06-28051911MNPYX2', { code: 'maker', signs: 'right', parts: 'whole' }],
    ['ABC-12', { code: 'maker', signs: 'right', parts: 'lacking' }],
    ['ABCDEFGHIJ', { code: 'maker', signs: 'right', parts: 'lacking' }],
    ['06-2805*1911*MNPYX2', { code: 'maker', signs: 'other', parts: 'whole' }],
    ['人工膝關節', { code: 'none' }],
    ['（01）04712345678900', { code: 'none' }],
    ['---', { code: 'none' }],
    ['()', { code: 'none' }],
  ])('%s', (text, facts) => expect(implant(text)).toEqual(facts));

  test('with one of the five signs is told of as a text alone', () => expect(implants('(10)A&1')).toEqual([]));
});
