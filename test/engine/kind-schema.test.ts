import { expect, it } from 'vitest';
import { judge, load, loadThings, record, ruleFile, rules, told } from './small.ts';

const toldOf = async (rule: object, ...data: object[]): Promise<string[]> =>
  told(
    await judge(
      await loadThings({ r: rule }),
      data.map((each) => record(each)),
    ),
  );

it('finds once for each rule and place', async () => {
  const schema = { properties: { a: { pattern: '^x', minLength: 3 }, b: { minimum: 1, multipleOf: 2 } } };
  expect(await toldOf({ schema }, { a: 'y', b: -1 })).toEqual(['r /a', 'r /b']);
  expect(await toldOf({ schema }, { a: 'xyz', b: 2 })).toEqual([]);
});

it('points at what fails, is missing, or is too much, wherever it is', async () => {
  const schema = { required: ['a'], properties: { list: { items: { properties: { name: { const: 'x' } } } } } };
  expect(await toldOf({ schema }, { list: [{ name: 'x' }, { name: 'y' }, { name: 'z' }] })).toEqual([
    'r /a',
    'r /list/1/name',
    'r /list/2/name',
  ]);
  const closed = { properties: { b: true }, additionalProperties: false };
  expect(await toldOf({ schema: closed }, { a: 'x', b: 1 })).toEqual(['r /a']);
});

it('points where the rule says, once', async () => {
  expect(await toldOf({ at: 'c', schema: { required: ['a', 'b'] } }, {})).toEqual(['r /c']);
  expect(await toldOf({ at: '', schema: { required: ['a', 'b'] } }, {})).toEqual(['r']);
});

it('applies only when its `when` holds', async () => {
  const rule = { when: { required: ['b'], properties: { b: { minimum: 5 } } }, schema: { required: ['a'] } };
  expect(await toldOf(rule, { b: 5 }, { b: 4 }, {}, { b: 6, a: 'x' })).toEqual(['r /a']);
});

it.each([
  ['anyOf', { anyOf: [{ const: 'x' }, { pattern: '^y' }] }],
  ['oneOf', { oneOf: [{ const: 'x' }, { minLength: 9 }] }],
  ['not', { not: { pattern: 'z' } }],
  ['anyOf in anyOf', { anyOf: [{ anyOf: [{ const: 'x' }, { minLength: 9 }] }, { pattern: '^y' }] }],
])('tells a union once: %s', async (_, schema) => {
  expect(await toldOf({ schema: { properties: { a: schema } } }, { a: 'zz' }, { a: 'x' })).toEqual(['r /a']);
});

it('tells a union once: contains', async () => {
  const schema = { properties: { list: { contains: { properties: { name: { const: 'x' } } } } } };
  const list = [{ name: 'y' }, { name: 'z' }];
  expect(await toldOf({ schema }, { list }, { list: [...list, { name: 'x' }] })).toEqual(['r /list']);
});

it('keeps apart what stands beside a union', async () => {
  const schema = {
    properties: { list: { anyOf: [{ maxItems: 1 }], items: { properties: { name: { const: 'x' } } } } },
  };
  expect(await toldOf({ schema }, { list: [{ name: 'x' }, { name: 'y' }] })).toEqual(['r /list', 'r /list/1/name']);
});

it('tells the rules of one record type apart', async () => {
  const library = await loadThings({
    first: { schema: { properties: { a: { const: 'x' } } } },
    second: { when: { required: ['b'] }, schema: { required: ['c'] } },
    third: { schema: { properties: { a: { inTable: 'letters' } } } },
  });
  expect(told(await judge(library, [record({ a: 'y', b: 1 })]))).toEqual(['first /a', 'second /c', 'third /a']);
});

it('takes predicates as keywords', async () => {
  const schema = { properties: { a: { rocDate: { digits: 7 } } } };
  expect(await toldOf({ schema }, { a: '1150230' }, { a: '1150228' }, {})).toEqual(['r /a']);
});

it('does not take what every object inherits for a field', async () => {
  const files = {
    'test/resource.yaml': ruleFile('test.resource', rules({ r: { schema: { required: ['constructor'] } } })),
  };
  const result = await judge(await load(files), [record({}, { type: 'test.resource' })]);
  expect(told(result)).toEqual(['r /constructor']);
});

it('gives the arguments of the message', async () => {
  const rule = {
    schema: { properties: { a: { const: 'x' } } },
    args: { number: { at: 'b' }, name: { at: '/list/0/name' } },
  };
  const { findings } = await judge(await loadThings({ r: rule }), [record({ a: 'y', b: 7, list: [{ name: 'n' }] })]);
  expect(findings.map(({ args }) => args)).toEqual([{ value: 'y', number: 7, name: 'n' }]);
  const missing = await judge(await loadThings({ r: { schema: { required: ['a'] } } }), [record({})]);
  expect(missing.findings.map(({ args }) => args)).toEqual([{ value: undefined }]);
});

it('gives the fix what it says', async () => {
  const fix = { id: 'rename', safe: true, from: 'a', to: '/list/0/name' };
  const library = await loadThings({ r: { fix, schema: { required: ['b'] } }, plain: { schema: { required: ['c'] } } });
  const { findings } = await judge(library, [record({ a: 'old', list: [{ name: 'new' }] })]);
  expect(findings.map((finding) => finding.fix)).toEqual([{ from: 'old', to: 'new' }, null]);
});
