import { describe, expect, it } from 'vitest';
import { CHANNEL_IDS } from '../../src/channels/ids.ts';
import { compileAll } from '../../src/engine/compile-all.ts';
import { type ExampleResult, runExamples } from '../../src/engine/examples.ts';
import type { Rule } from '../../src/engine/rule.ts';
import { rulesetAt } from '../../src/engine/ruleset.ts';
import { ownLibrary } from '../../src/rules.ts';
import { load, ruleFile } from './small.ts';

/** A day on which the rule is in force. */
const dayOf = ({ from, until }: Rule): string =>
  until ?? (from !== undefined && from > '2026-05-12' ? from : '2026-05-12');

/** Rules of another channel than that of the rule never meet its records; rules of no channel are shown alone. */
const othersThan = ({ file }: Rule): Set<string> => new Set(CHANNEL_IDS.filter((id) => !file.startsWith(`${id}/`)));

describe('our own rules', async () => {
  const library = await ownLibrary();

  it('all compile', () => compileAll(library));

  it.each(library.rules.map((rule) => [rule.id, rule] as const))('%s', async (_, rule) => {
    const results = await runExamples(library, rule, rulesetAt(library, dayOf(rule), {}, othersThan(rule)));
    for (const { kind, index, raised, expected } of results)
      expect(raised, `${kind} example ${index}`).toEqual(expected);
    const { examples } = rule;
    const count = examples === 'corpus' ? 0 : examples.good.length + examples.bad.length;
    expect(results).toHaveLength(count);
  });
});

const NOT_LONG = { schema: { properties: { a: { maxLength: 3 } } } };
const BASE = { 'test/base/thing.yaml': 'a: x\nlist: [{ name: n }]\n' };
const EXAMPLES = { good: [{}], bad: [{ a: 'long' }] };

async function run(rules: Record<string, object>, files: Record<string, string> = BASE): Promise<ExampleResult[]> {
  const library = await load({ 'test/thing.yaml': ruleFile('test.thing', rules), ...files });
  const [first] = library.rules;
  return first ? runExamples(library, first, rulesetAt(library, '2026-05-12')) : expect.fail('no rule');
}

it('tells what each example raises, and what it ought to', async () => {
  const examples = { good: [{}, { a: 'long' }], bad: [{ a: 'long' }, { a: 'y' }, { a: null }] };
  expect(await run({ r: { ...NOT_LONG, examples } })).toEqual([
    { kind: 'good', index: 0, raised: [], expected: [] },
    { kind: 'good', index: 1, raised: ['r'], expected: [] },
    { kind: 'bad', index: 0, raised: ['r'], expected: ['r'] },
    { kind: 'bad', index: 1, raised: [], expected: ['r'] },
    { kind: 'bad', index: 2, raised: [], expected: ['r'] },
  ]);
});

it('expects the rules of `also` too, exactly', async () => {
  const also = { schema: { properties: { a: { not: { const: 'long' } } } }, examples: 'corpus' };
  const raised = async (examples: object): Promise<unknown> => {
    const results = await run({ r: { ...NOT_LONG, examples }, also });
    return results.filter(({ kind }) => kind === 'bad').map((result) => [result.raised, result.expected]);
  };
  expect(await raised(EXAMPLES)).toEqual([[['also', 'r'], ['r']]]);
  expect(await raised({ ...EXAMPLES, also: ['also'] })).toEqual([
    [
      ['also', 'r'],
      ['also', 'r'],
    ],
  ]);
});

it('takes a list of patches for several records of one unit', async () => {
  const unique = { key: ['a'], within: 'unit' };
  const examples = { good: [[{}, { a: 'y' }]], bad: [[{}, { a: 'y' }, {}]] };
  expect((await run({ r: { unique, examples } })).map(({ raised }) => raised)).toEqual([[], ['r']]);
});

it('reaches into arrays by pointers', async () => {
  const schema = { properties: { list: { items: { properties: { name: { const: 'n' } } } } } };
  const examples = {
    good: [{ '/list/1': { name: 'n' } }],
    bad: [{ '/list/0/name': 'm' }, { '/list/1': { name: 'm' } }],
  };
  expect((await run({ r: { schema, examples } })).map(({ raised }) => raised)).toEqual([[], ['r'], ['r']]);
});

it('begins with the base record that `on` names', async () => {
  const examples = { on: 'short', ...EXAMPLES };
  expect(await run({ r: { ...NOT_LONG, examples } }, { 'test/base/thing.short.yaml': '{}' })).toMatchObject([
    { raised: [] },
    { raised: ['r'] },
  ]);
});

it('runs nothing where the cases are in the corpus', async () => {
  expect(await run({ r: { ...NOT_LONG, examples: 'corpus' } }, {})).toEqual([]);
});

it.each([
  ['no base record', {}, EXAMPLES, 'unknown-record', 'there is no test/base/thing.yaml'],
  [
    'no base record of that name',
    BASE,
    { on: 'z', ...EXAMPLES },
    'unknown-record',
    'there is no test/base/thing.z.yaml',
  ],
  [
    'a base record that raises something',
    { 'test/base/thing.yaml': 'a: long' },
    EXAMPLES,
    'bad-check',
    'the base record itself raises r',
  ],
  [
    'a base record that is none',
    { 'test/base/thing.yaml': 'z: 1' },
    EXAMPLES,
    'shape',
    'test/base/thing.yaml:1 /z: unknown key "z"',
  ],
  [
    'an example that is no record',
    BASE,
    { ...EXAMPLES, good: [{ z: 1 }] },
    'shape',
    '/examples/good/0: it is no test.thing: /z unknown key "z"',
  ],
  [
    'an example that points nowhere',
    BASE,
    { ...EXAMPLES, bad: [{}, { '/list/7/name': 1 }] },
    'shape',
    '/examples/bad/1: the array has no member "7"',
  ],
])('tells %s', async (_, files, examples, code, what) => {
  const error = await run({ r: { ...NOT_LONG, examples } }, files).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'RuleError', code, message: expect.stringContaining(what) });
});
