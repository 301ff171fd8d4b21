import { expect, test } from 'vitest';
import type { Answer } from '../../src/engine/outcome.ts';
import type { ReportUnit } from '../../src/report/report-schema.ts';
import { rowsTold } from '../../src/report/rows-told.ts';
import { countUnits } from '../../src/report/sentence.ts';
import { unitsTold } from '../../src/report/units-told.ts';

const unitsOf = (answers: readonly Answer[]): ReportUnit[] =>
  answers.map((answer, i) => ({
    id: `row-${i + 1}`,
    kind: 'row',
    answer,
    locations: [{ file: 'x.csv', row: i + 1 }],
  }));
const tally = (answers: readonly Answer[]) =>
  countUnits(new Map([...Map.groupBy(answers, (answer) => answer)].map(([answer, { length }]) => [answer, length])));
const both = (answers: readonly Answer[], listed = unitsOf(answers)): string[] =>
  (['zh-TW', 'en'] as const).map((language) => rowsTold({ units: listed, counts: tally(answers) }, language));

test.each<[string, Answer[], string, string]>([
  [
    'some',
    ['accept', 'return-unit', 'remind', 'remind', 'return-unit'],
    '（收：第 1、3–4 列；不收：第 2、5 列）',
    ' (taken: row 1, 3–4; not taken: row 2, 5)',
  ],
  ['all', ['return-unit', 'return-unit'], '（不收：第 1–2 列）', ' (not taken: row 1–2)'],
  [
    'and one of which nothing is known',
    ['return-unit', 'unknown', 'accept'],
    '（收：第 3 列；不收：第 1 列；無法判斷：第 2 列）',
    ' (taken: row 3; not taken: row 1; unknown: row 2)',
  ],
  ['none', ['accept', 'remind'], '', ''],
])('rows that are not taken, by number: %s', (_, answers, zh, en) => {
  expect(both(answers)).toEqual([zh, en]);
});

test('hdata of an XML go by their number, too', () => {
  const answers: Answer[] = ['accept', 'return-unit', 'return-unit'];
  const listed = answers.map((answer, i): ReportUnit => {
    return { id: `hdata-${i + 1}`, kind: 'hdata', answer, locations: [{ file: 'x.zip!/x.xml' }] };
  });
  expect(both(answers, listed)).toEqual([
    '（收：第 1 筆；不收：第 2–3 筆）',
    ' (taken: hdata 1; not taken: hdata 2–3)',
  ]);
});

test('of very many, those that are not taken, as long as they are few and all are listed', () => {
  const answers = Array.from({ length: 20_000 }, (_, i): Answer => (i === 7 || i === 9 ? 'return-unit' : 'accept'));
  const listed = unitsOf(answers).filter(({ answer }) => answer === 'return-unit');
  expect(both(answers, listed)).toEqual(['（不收：第 8、10 列）', ' (not taken: row 8, 10)']);
  expect(both(answers, listed.slice(1))).toEqual(['', '']);
  const every = answers.map((_, i): Answer => (i % 2 ? 'return-unit' : 'accept'));
  expect(both(every)).toEqual(['', '']);
});

test('units that are not listed are told where something was found in them', () => {
  const finding = (unit: string | null, outcome: string, row: number) => ({
    unit,
    outcome,
    locations: [{ file: 'x.csv', row, cell: `M${row}` }],
  });
  const report = (findings: readonly object[], listed: readonly ReportUnit[], total: number) =>
    ({ units: listed, findings, verdict: { units: { total } } }) as unknown as Parameters<typeof unitsTold>[0];
  const [first] = unitsOf(['return-unit']);
  if (!first) throw new Error('no unit');
  const found = [finding('row-1', 'return-unit', 1), finding('row-7', 'remind', 7), finding('row-9', 'advise', 9)];
  expect(unitsTold(report(found, [first], 20_000)).map(({ id, kind, answer }) => [id, kind, answer])).toEqual([
    ['row-1', 'row', 'return-unit'],
    ['row-7', 'row', 'remind'],
    ['row-9', 'row', 'accept'],
  ]);
  expect(unitsTold(report(found, [first], 1))).toEqual([first]);
  const ofAll = [...found, finding(null, 'return-file', 1)];
  expect(unitsTold(report(ofAll, [first], 20_000)).map(({ answer }) => answer)).toEqual([
    'return-unit',
    'return-file',
    'return-file',
  ]);
});

test('an hdata that is not listed is still one', () => {
  const location = { file: 'x.zip!/x.xml', xpath: '/patient/hdata[15000]/h20', line: 9 };
  const findings = [{ unit: 'hdata-15000', outcome: 'remind', locations: [location] }];
  const report = { units: [], findings, verdict: { units: { total: 20_000 } } } as unknown;
  const told = unitsTold(report as Parameters<typeof unitsTold>[0]);
  expect(told.map(({ id, kind, answer }) => [id, kind, answer])).toEqual([['hdata-15000', 'hdata', 'remind']]);
});
