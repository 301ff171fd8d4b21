import { expect, it } from 'vitest';
import { rulesetAt } from '../../src/engine/ruleset.ts';
import { beginRun } from '../../src/engine/run.ts';
import { judge, loadThings, record, told, unit } from './small.ts';

const rule = (within: string, key = ['a']): Record<string, object> => ({ r: { unique: { key, within } } });
const of = (data: object, id = 'u') =>
  record(data, { unit: unit(id), locate: (pointer) => ({ file: `${id}${pointer}` }) });

it('within a unit: a key repeats only among its own records', async () => {
  const library = await loadThings(rule('unit'));
  const { findings } = await judge(library, [of({ a: 'x' }), of({ a: 'x' }, 'v'), of({ a: 'y' }), of({ a: 'x' })]);
  expect(findings.map((finding) => [finding.unit?.id, finding.args, finding.locations])).toEqual([
    ['u', { value: 'x' }, [{ file: 'u/a' }, { file: 'u/a' }]],
  ]);
});

it('within a submission: across units; each further one is told, with the first', async () => {
  const library = await loadThings(rule('submission'));
  const { findings } = await judge(library, [of({ a: 'x' }), of({ a: 'x' }, 'v'), of({ a: 'x' }, 'w')]);
  expect(findings.map((finding) => [finding.unit?.id, finding.locations])).toEqual([
    ['v', [{ file: 'v/a' }, { file: 'u/a' }]],
    ['w', [{ file: 'w/a' }, { file: 'u/a' }]],
  ]);
});

it('within the history: what was handed over earlier', async () => {
  const library = await loadThings(rule('history'));
  const asked: unknown[][] = [];
  const knows = (rule: string, key: readonly unknown[]): boolean => asked.push([rule, ...key]) > 0 && key[0] === 'x';
  const result = await judge(library, [of({ a: 'x' }), of({ a: 'y' }), of({ a: 'y' })], { history: { knows } });
  expect(told(result)).toEqual(['r u/a']);
  expect(asked).toEqual([
    ['r', 'x'],
    ['r', 'y'],
    ['r', 'y'],
  ]);
});

it('takes all parts of the key, each for itself', async () => {
  const library = await loadThings(rule('unit', ['a', 'b']));
  const pairs = [
    { a: 'x', b: 1 },
    { a: 'x', b: 2 },
    { a: 'x1', b: 1 },
    { a: 'x', b: 1 },
  ];
  expect(
    told(
      await judge(
        library,
        pairs.map((data) => record(data)),
      ),
    ),
  ).toEqual(['r /a /a']);
});

it('says nothing while a part is missing', async () => {
  const library = await loadThings(rule('unit', ['a', 'b']));
  expect(
    told(
      await judge(
        library,
        [{ a: 'x' }, { a: 'x' }, { b: 1 }, { b: 1 }].map((data) => record(data)),
      ),
    ),
  ).toEqual([]);
});

it('points where the rule says', async () => {
  const library = await loadThings({ r: { at: 'b', unique: { key: ['a'], within: 'unit' } } });
  expect(told(await judge(library, [record({ a: 'x', b: 1 }), record({ a: 'x', b: 2 })]))).toEqual(['r /b /b']);
});

it('a run does not see the keys of another', async () => {
  const ruleset = rulesetAt(await loadThings(rule('submission')), '2026-05-12');
  const runs = [1, 2].map(() => beginRun(ruleset, { knows: () => false }, 10));
  for (const run of runs) expect(await run.judge(of({ a: 'x' }))).toEqual([]);
  for (const run of runs) expect(await run.judge(of({ a: 'x' }))).toHaveLength(1);
  for (const run of runs) expect((await run.finish()).findingCount).toBe(1);
});
