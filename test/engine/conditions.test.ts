import { describe, expect, it } from 'vitest';
import { OPERATORS } from '../../src/engine/condition-checks.ts';
import { comparisonsOf, factsOf, type Told, told } from '../../src/engine/conditions.ts';
import { newEngine, tell } from '../../src/engine/kind-conditions.ts';
import type { Conditions } from '../../src/engine/rule-schema.ts';

/** A comparison that holds, fails, or cannot be told because its fact is not known. */
const LEAF: Record<Told, Conditions> = {
  holds: { fact: 'one', operator: 'equal', value: 1 },
  fails: { fact: 'one', operator: 'equal', value: 2 },
  'cannot-tell': { fact: 'unknown', operator: 'equal', value: 1 },
};
const TOLD = ['holds', 'fails', 'cannot-tell'] as const;

const toldBy = async (conditions: Conditions): Promise<Told | undefined> => {
  const engine = newEngine({ codes: new Map() }, [
    {
      name: 'it',
      conditions: ('fact' in conditions ? { all: [conditions] } : conditions) as never,
      event: { type: 'it' },
    },
  ]);
  return (await tell(engine, { one: 1, two: 2, nothing: null })).get('it');
};

/** Kleene: rows and columns in the order holds, fails, cannot tell. */
const ALL = [
  ['holds', 'fails', 'cannot-tell'],
  ['fails', 'fails', 'fails'],
  ['cannot-tell', 'fails', 'cannot-tell'],
] as const;
const ANY = [
  ['holds', 'holds', 'holds'],
  ['holds', 'fails', 'cannot-tell'],
  ['holds', 'cannot-tell', 'cannot-tell'],
] as const;
const NOT = ['fails', 'holds', 'cannot-tell'] as const;

describe('three values', () => {
  const pairs = TOLD.flatMap((a, i) => TOLD.map((b, j) => [a, b, ALL[i]?.[j], ANY[i]?.[j]] as const));
  it.each(pairs)('%s with %s: all %s, any %s', async (a, b, all, any) => {
    expect(await toldBy({ all: [LEAF[a], LEAF[b]] })).toBe(all);
    expect(await toldBy({ any: [LEAF[a], LEAF[b]] })).toBe(any);
  });

  it.each(TOLD.map((a, i) => [a, NOT[i]] as const))('not %s: %s', async (a, not) => {
    expect(await toldBy({ not: LEAF[a] })).toBe(not);
    expect(await toldBy({ not: { not: { all: [LEAF[a]] } } })).toBe(a);
  });

  it('goes through every depth', async () => {
    const { holds, fails, 'cannot-tell': unknown } = LEAF;
    expect(await toldBy({ any: [{ all: [holds, unknown] }, { not: holds }] })).toBe('cannot-tell');
    expect(await toldBy({ any: [{ all: [fails, unknown] }, { not: holds }] })).toBe('fails');
    expect(await toldBy({ all: [{ any: [holds, unknown] }, { not: { all: [fails, unknown] } }] })).toBe('holds');
  });

  it('cannot tell where either of two facts is not known; null is known', async () => {
    const compare = (fact: string, other: string): Promise<Told | undefined> =>
      toldBy({ fact, operator: 'equal', value: { fact: other } });
    expect(await compare('one', 'one')).toBe('holds');
    expect(await compare('one', 'two')).toBe('fails');
    expect(await compare('one', 'unknown')).toBe('cannot-tell');
    expect(await compare('unknown', 'one')).toBe('cannot-tell');
    expect(await compare('unknown', 'unknown')).toBe('cannot-tell');
    expect(await compare('nothing', 'one')).toBe('fails');
  });

  it('takes a part that was not run for one that cannot be told', () => {
    expect(told({ all: [{ factResult: 1, result: true }, {}] })).toBe('cannot-tell');
  });
});

it('finds every fact and its place', () => {
  const conditions: Conditions = {
    all: [
      { fact: 'a', operator: 'equal', value: { fact: 'b' } },
      { any: [{ not: { fact: 'c', operator: 'in', value: ['fact'] } }, { fact: 'd', operator: 'equal', value: null }] },
    ],
  };
  expect(comparisonsOf(conditions).map((each) => [each.keys.join('/'), factsOf(each)])).toEqual([
    ['all/0', ['a', 'b']],
    ['all/1/any/0/not', ['c']],
    ['all/1/any/1', ['d']],
  ]);
});

it.each(OPERATORS)('the engine knows the operator %s', async (operator) => {
  expect(await toldBy({ fact: 'one', operator, value: operator.endsWith('n') ? [1] : 1 })).toMatch(/holds|fails/);
});

it('runs that begin while another ends lose nothing', async () => {
  const engine = newEngine({ codes: new Map() }, [
    { name: 'it', conditions: { all: [LEAF.fails as never] }, event: { type: 'it' } },
  ]);
  const later = async (microtasks: number): Promise<Told | undefined> => {
    for (let i = 0; i < microtasks; i++) await null;
    return (await tell(engine, { one: 1 })).get('it');
  };
  const all = await Promise.all(Array.from({ length: 300 }, (_, i) => later(i)));
  expect(all.filter((one) => one !== 'fails')).toEqual([]);
});

it('a run that fails does not stop the next', async () => {
  const engine = newEngine({ codes: new Map() }, [
    {
      name: 'it',
      conditions: { all: [{ fact: 'code', operator: 'inTable', value: 'no-such-table' }] },
      event: { type: 'it' },
    },
  ]);
  await expect(tell(engine, { code: 'x' })).rejects.toThrow('no-such-table');
  await expect(tell(engine, { code: 'x' })).rejects.toThrow('no-such-table');
  engine.removeRule('it');
  expect([...(await tell(engine, { code: 'x' }))]).toEqual([]);
});
