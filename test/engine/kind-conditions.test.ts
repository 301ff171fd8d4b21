import { expect, it } from 'vitest';
import type { CheckRecord } from '../../src/channels/record.ts';
import { rulesetAt } from '../../src/engine/ruleset.ts';
import { beginRun } from '../../src/engine/run.ts';
import { judge, loadThings, record, told } from './small.ts';

const FEW = { fact: 'b', operator: 'lessThan', value: 3 };
const toldOf = async (rule: object, ...records: CheckRecord[]): Promise<string[]> =>
  told(await judge(await loadThings({ r: rule }), records));

it('looks at facts', async () => {
  expect(await toldOf({ conditions: FEW }, record({ b: 2 }), record({ b: 3 }))).toEqual(['r']);
});

it('points where the rule says', async () => {
  const { findings } = await judge(await loadThings({ r: { at: 'b', conditions: FEW } }), [record({ b: 4 })]);
  expect(findings).toMatchObject([{ args: { value: 4 }, locations: [{ pointer: '/b' }] }]);
});

it('compares two facts', async () => {
  const conditions = { fact: 'b', operator: 'lessThanInclusive', value: { fact: 'c' } };
  expect(await toldOf({ at: 'c', conditions }, record({ b: 2, c: 2 }), record({ b: 3, c: 2 }))).toEqual(['r /c']);
});

it('takes predicates as operators', async () => {
  const conditions = {
    all: [
      { fact: 'a', operator: 'westernDate', value: { from: 2000 } },
      { not: { fact: 'a', operator: 'inTable', value: 'letters' } },
    ],
  };
  const days = ['20260512', '19990101', '20260230', 'x'].map((a) => record({ a }));
  expect(await toldOf({ conditions }, ...days)).toEqual(['r', 'r', 'r']);
});

it('makes no finding of what is not known', async () => {
  expect(await toldOf({ conditions: FEW }, record({}))).toEqual([]);
  const other = { fact: 'b', operator: 'equal', value: { fact: 'c' } };
  expect(await toldOf({ conditions: other }, record({ b: 1 }), record({ c: 1 }), record({}))).toEqual([]);
});

it('applies only when its `when` surely holds', async () => {
  const when = { fact: 'a', operator: 'equal', value: 'x' };
  const rule = { when, conditions: FEW };
  expect(await toldOf(rule, record({ a: 'x', b: 3 }))).toEqual(['r']);
  expect(await toldOf(rule, record({ a: 'y', b: 3 }), record({ b: 3 }))).toEqual([]);
});

it('points at both ends by named places', async () => {
  const places = { near: [{ file: 'near', line: 7 }], far: [{ file: 'far' }], other: [{ file: 'other' }] };
  const locationsOf = async (rule: object, given: CheckRecord): Promise<unknown> =>
    (await judge(await loadThings({ r: { conditions: FEW, ...rule } }), [given])).findings.map(
      (each) => each.locations,
    );
  const given = record({ b: 3 }, { places });
  expect(await locationsOf({ places: ['near', 'far'] }, given)).toEqual([[{ file: 'near', line: 7 }, { file: 'far' }]]);
  expect(await locationsOf({ places: ['far'], at: 'b' }, given)).toEqual([
    [{ file: 'f', pointer: '/b' }, { file: 'far' }],
  ]);
  expect(await locationsOf({ places: ['near'] }, record({ b: 3 }))).toEqual([[{ file: 'f', pointer: '' }]]);
});

it('several submissions may be judged at once', async () => {
  const ruleset = rulesetAt(await loadThings({ r: { conditions: FEW } }), '2026-05-12');
  const found = async (wait: number): Promise<number> => {
    const run = beginRun(ruleset, { knows: () => false }, 10);
    for (let i = 0; i < wait; i++) await null;
    await run.judge(record({ b: 3 }));
    return (await run.finish()).findingCount;
  };
  const counts = await Promise.all(Array.from({ length: 300 }, (_, i) => found(i)));
  expect(new Set(counts)).toEqual(new Set([1]));
});
