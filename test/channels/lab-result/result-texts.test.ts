import { describe, expect, test } from 'vitest';
import { factsOf, resultsOf } from './results-read.ts';

const texts = (fields: Record<string, string>, hdata: object = { h1: '1', h15: '09020C' }) =>
  factsOf(resultsOf(hdata, { r1: '1', ...fields }), 'text');

describe('the five signs', () => {
  test.each([
    ['<', '＜'],
    ['>', '＞'],
    ['&', '＆'],
    ["'", '’'],
  ])('%s is %s in full width', (signs, instead) => {
    expect(texts({ r11: `a${signs}b` })).toEqual([
      { tag: 'r11', name: '備註', nameEn: 'Remark', use: 'words', signs, instead },
    ]);
  });

  test('a double quote is told apart', () => expect(texts({ r2: 'a"b' })).toMatchObject([{ tag: 'r2', quote: true }]));

  test('in every field that the document names, in no other', () => {
    const named = 'r2 r3 r4 r5 r6-1 r6-2 r7 r8-1 r8-2 r8-3 r8-4 r8-5 r8-6 r8-7 r8-8 r8-9 r11'.split(' ');
    const others = 'r1 r4-1 r9 r10 r12 r13 r14'.split(' ');
    const all = Object.fromEntries([...named, ...others].map((tag) => [tag, '<']));
    expect(texts(all).map(({ tag }) => tag)).toEqual(named);
  });

  test('full-width ones are fine', () => expect(texts({ r11: '＜＞＆’”' })).toEqual([]));

  test('of 表八 a sign in r4 has a rule of its own', () => {
    const r4 = { r1: '101', r4: '<20', r11: '<' };
    expect(texts(r4, { h1: '1', h15: '09005C' }).map(({ tag }) => tag)).toEqual(['r11']);
  });

  test('among implants', () => {
    const implants = { r1: '4', r4: '(10)A&1', r2: 'a&b' };
    const found = texts(implants, { h1: '4', h15: '64164B' });
    expect(found.map(({ tag, use }) => [tag, use])).toEqual([
      ['r2', 'words'],
      ['r4', 'implants'],
    ]);
  });
});

describe('lengths as NHI counts them', () => {
  test.each<[string, string, object | undefined]>([
    ['r2', '中'.repeat(25), undefined],
    ['r2', `${'中'.repeat(24)}abcd`, undefined],
    ['r2', '中'.repeat(26), { over: 'bytes', found: 104, most: 100 }],
    ['r2', '中'.repeat(101), undefined],
    ['r5', `${'中'.repeat(12)}abc`, { over: 'bytes', found: 51, most: 50 }],
    ['r7', 'a'.repeat(3000), undefined],
    ['r7', 'a'.repeat(3001), { over: 'letters', found: 3001, most: 3000 }],
    ['r7', 'a'.repeat(4001), undefined],
    ['r8-4', `中${'a'.repeat(999)}`, undefined],
    ['r8-4', `中${'a'.repeat(1000)}`, { over: 'characters', found: 1001, most: 1000 }],
    ['r13', '中'.repeat(1001), { over: 'characters', found: 1001, most: 1000 }],
    ['r6-1', `𠮷${'a'.repeat(996)}`, undefined],
    ['r6-1', `𠮷${'a'.repeat(997)}`, { over: 'bytes', found: 1001, most: 1000 }],
  ])('%s of %j…', (tag, text, over) => {
    expect(texts({ [tag]: text })).toMatchObject(over ? [{ tag, ...over }] : []);
    expect(texts({ [tag]: text })).toHaveLength(over ? 1 : 0);
  });

  test('a name that NHI prescribes is never too long', () => {
    const name = '細菌培養鑑訂檢查（包括一般細菌、真菌、原蟲等為對象的培養鑑訂，抗酸菌除外）';
    expect(texts({ r2: name }, { h1: '1', h15: '13007C' })).toEqual([]);
    expect(texts({ r2: name }, { h1: '1', h15: '13016B' })).toMatchObject([{ over: 'bytes' }]);
  });
});
