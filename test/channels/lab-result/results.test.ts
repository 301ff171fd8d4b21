import { describe, expect, test } from 'vitest';
import { factsOf, resultsOf } from './results-read.ts';

type Fields = Record<string, string>;
const together = (h15: string, ...rdata: Fields[]): Record<string, unknown> =>
  factsOf(resultsOf({ h1: '1', h15 }, ...rdata), 'results')[0] ?? {};
const numbers = (h15: string, ...all: string[]) => together(h15, ...all.map((r1) => ({ r1 })));

describe('report numbers', () => {
  test.each<[string[], object]>([
    [['1', '2', '3'], { repeated: 'none', numbering: 'whole' }],
    [['2', '1'], { repeated: 'none', numbering: 'whole' }],
    [['1', '3'], { repeated: 'none', numbering: 'gap', absentNumber: 2 }],
    [['2'], { repeated: 'none', numbering: 'gap', absentNumber: 1 }],
    [['1', '01'], { repeated: 'some', repeatedNumber: 1, numbering: 'whole' }],
    [['1', '1', '3'], { repeated: 'some', repeatedNumber: 1, numbering: 'gap', absentNumber: 2 }],
    [['1', 'x', 'x'], { repeated: 'none', numbering: 'whole' }],
    [['0', '2'], { repeated: 'none', numbering: 'whole' }],
  ])('%j', (all, facts) => expect(numbers('09020C', ...all)).toEqual({ count: all.length, ...facts }));

  test('a table that fixes them takes the place of counting', () => {
    for (const [order, ...all] of [
      ['09006C', '101', '102'],
      ['08011C', '2', '8'],
      ['14074C', '2'],
    ] as const)
      expect(numbers(order, ...all)).toEqual({ count: all.length, repeated: 'none' });
  });

  test('the second of the same number is shown', () => {
    const records = resultsOf({ h1: '1', h15: '09020C' }, { r1: '1' }, { r1: '2' }, { r1: '2' });
    expect(records.at(-1)?.locate('/repeated')).toMatchObject({ xpath: '/patient/hdata[1]/rdata[3]/r1' });
  });

  test('ten thousand results', () => {
    const all = Array.from({ length: 10_000 }, (_, i) => `${i + 1}`);
    expect(numbers('09020C', ...all)).toEqual({ count: 10_000, repeated: 'none', numbering: 'whole' });
    expect(numbers('09020C', ...all.slice(0, -1), '1')).toMatchObject({ repeated: 'some', repeatedNumber: 1 });
  });
});

test('an hdata without results has no record of them', () => expect(resultsOf({ h1: '1' })).toEqual([]));

describe('results that go together', () => {
  test.each<[string, Fields[], object]>([
    ['Y00009', [{ r1: '1', r4: '23' }], {}],
    ['Y00009', [{ r1: '1', r4: '28' }], { otherDisease: 'untold' }],
    // Its missing r4 is another finding.
    ['Y00009', [{ r1: '1', r4: '28' }, { r1: '2' }], { otherDisease: 'told' }],
    [
      'Y00009',
      [
        { r1: '2', r4: '氣喘' },
        { r1: '1', r4: '8' },
      ],
      { otherDisease: 'told' },
    ],
    ['Y00010', [{ r1: '201', r4: '5' }], {}],
    ['Y00010', [{ r1: '201', r4: '6' }], { otherEnding: 'untold', endingNumber: 301 }],
    ['Y00010', [{ r1: '202', r4: '6' }], {}],
    [
      'Y00010',
      [
        { r1: '202', r4: '7' },
        { r1: '301', r4: 'x' },
      ],
      { otherEnding: 'untold', endingNumber: 302 },
    ],
    [
      'Y00010',
      [
        { r1: '202', r4: '7' },
        { r1: '302', r4: 'x' },
      ],
      { otherEnding: 'told' },
    ],
    ['14074C', [{ r1: '1', r4: '0' }], {}],
    ['14074C', [{ r1: '1', r4: '1' }], { viralCount: 'untold' }],
    [
      '14074C',
      [
        { r1: '1', r4: '1' },
        { r1: '2', r4: '3500' },
      ],
      { viralCount: 'told' },
    ],
  ])('%s %j: %j', (order, rdata, facts) => {
    expect(together(order, ...rdata)).toEqual({ count: rdata.length, repeated: 'none', ...facts });
  });
});
