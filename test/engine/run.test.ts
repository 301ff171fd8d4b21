import { describe, expect, it } from 'vitest';
import { type Answer, OUTCOMES, type Outcome } from '../../src/engine/outcome.ts';
import { rulesetAt } from '../../src/engine/ruleset.ts';
import { ownLibrary } from '../../src/rules.ts';
import { judge, load, loadThings, record, ruleFile, rules, told, unit } from './small.ts';

const lacks = (field: string, more: object = {}): object => ({ schema: { required: [field] }, ...more });

describe('needs', () => {
  it('a needed rule of the same record type speaks for this record only', async () => {
    const library = await loadThings({ first: lacks('a'), second: lacks('b', { needs: ['first'] }) });
    const result = await judge(library, [record({}), record({ a: 'x' }), record({ b: 1 })]);
    expect(told(result)).toEqual(['first /a', 'second /b', 'first /a']);
  });

  it('one of another record type speaks for the whole unit', async () => {
    const library = await load({
      'test/other.yaml': ruleFile('test.other', rules({ first: lacks('a') })),
      'test/thing.yaml': ruleFile('test.thing', rules({ second: lacks('b', { needs: ['first'] }) })),
    });
    const other = (id: string) => record({}, { type: 'test.other', unit: unit(id) });
    const thing = (id: string) => record({}, { unit: unit(id) });
    expect(told(await judge(library, [other('u'), thing('u'), thing('u'), thing('v')]))).toEqual([
      'first /a',
      'second /b',
    ]);
    const whole = record({}, { type: 'test.other', unit: null });
    expect(told(await judge(library, [whole, thing('u'), thing('v')]))).toEqual(['first /a']);
    expect(told(await judge(library, [thing('u'), other('u')]))).toEqual(['second /b', 'first /a']);
  });

  it('goes on through a rule that failed but was itself left out', async () => {
    const library = await loadThings({
      third: lacks('c', { needs: ['second'] }),
      second: lacks('b', { needs: ['first'] }),
      first: lacks('a'),
    });
    expect(told(await judge(library, [record({})]))).toEqual(['first /a']);
    expect(told(await judge(library, [record({ a: 'x' })]))).toEqual(['second /b']);
    expect(told(await judge(library, [record({ b: 1 })]))).toEqual(['third /c', 'first /a']);
  });

  it('waits for rules of every kind', async () => {
    const many = { fact: 'b', operator: 'greaterThan', value: 1 };
    const library = await loadThings({
      second: lacks('a', { needs: ['first'] }),
      first: { conditions: many },
      repeated: { unique: { key: ['c'], within: 'unit' }, needs: ['first'] },
    });
    expect(told(await judge(library, [record({ b: 1, c: 1 }), record({ b: 1, c: 1 })]))).toEqual(['first', 'first']);
    expect(told(await judge(library, [record({ b: 2, c: 1 }), record({ b: 2, c: 1 })]))).toEqual([
      'second /a',
      'second /a',
      'repeated /c /c',
    ]);
  });
});

describe('dates', () => {
  it.each([
    ['2026-01-30', []],
    ['2026-01-31', ['begins']],
    ['2026-02-01', ['begins']],
    ['2026-02-27', ['begins']],
    ['2026-02-28', ['begins', 'single']],
    ['2026-03-01', ['begins']],
    ['2026-03-31', ['begins']],
    ['2026-04-01', ['begins', 'ends']],
  ])('on %s: %j', async (asOf, ids) => {
    const library = await loadThings({
      begins: lacks('a', { from: '2026-01-31' }),
      single: lacks('b', { from: '2026-02-28', until: '2026-02-28' }),
      ended: lacks('c', { until: '2026-01-29' }),
      ends: lacks('c', { from: '2026-04-01' }),
    });
    const inForce = rulesetAt(library, asOf).rules.map(({ id }) => id);
    expect(inForce.sort()).toEqual(ids);
    const raised = told(await judge(library, [record({})], { asOf })).map((each) =>
      each.split(' ')[0]?.replace('-d', 'D'),
    );
    expect(raised.sort()).toEqual(ids);
  });

  it('`until` is the last day', async () => {
    const library = await loadThings({ r: lacks('a', { until: '2026-01-29' }) });
    expect(rulesetAt(library, '2026-01-29').rules).toHaveLength(1);
    expect(rulesetAt(library, '2026-01-30').rules).toHaveLength(0);
  });
});

describe('policy', () => {
  /** The order of the design, from the worst. */
  const ORDER: readonly Answer[] = ['return-file', 'return-unit', 'hold', 'unknown', 'remind'];
  const subsets = Array.from({ length: 2 ** OUTCOMES.length }, (_, bits) =>
    OUTCOMES.filter((_outcome, i) => (bits >> i) & 1),
  );

  it.each(subsets.map((set) => [set.join(' + ') || 'nothing', set] as const))('%s', async (_, set) => {
    const { policy } = rulesetAt(await ownLibrary(), '2026-05-12');
    const worst = ORDER.find((answer) => set.some((outcome) => outcome === answer)) ?? 'accept';
    expect(await policy(new Set(set))).toBe(worst);
  });

  const outcomes = (some: Record<string, Outcome>): Record<string, object> =>
    Object.fromEntries(Object.entries(some).map(([field, outcome]) => [`no-${field}`, lacks(field, { outcome })]));
  const answers = async (library: Awaited<ReturnType<typeof loadThings>>, records: Parameters<typeof judge>[1]) => {
    const { units, answer } = await judge(library, records);
    return { units: units.map((each) => `${each.unit.id} ${each.answer}`), answer };
  };

  it('answers for each unit and for the submission', async () => {
    const library = await loadThings(outcomes({ a: 'hold', b: 'remind', c: 'advise' }));
    const records = [
      { b: 1, c: 1 },
      { a: 'x', c: 1 },
      { a: 'x', b: 1 },
      { a: 'x', b: 1, c: 1 },
    ].map((data, i) => record(data, { unit: unit(`u${i}`) }));
    expect(await answers(library, records)).toEqual({
      units: ['u0 hold', 'u1 remind', 'u2 accept', 'u3 accept'],
      answer: 'hold',
    });
  });

  it('what concerns the whole submission answers for it, not for its units', async () => {
    const library = await loadThings(outcomes({ a: 'hold' }));
    const records = [record({}, { unit: null }), record({ a: 'x' })];
    expect(await answers(library, records)).toEqual({ units: ['u accept'], answer: 'hold' });
  });

  it.each([null, unit('u')])('a return of the file returns every unit, whoever is the cause: %j', async (cause) => {
    const library = await loadThings(outcomes({ a: 'return-file' }));
    const good = { a: 'x' };
    const records = [
      record(good, { unit: unit('t') }),
      record(good),
      record({}, { unit: cause }),
      record(good, { unit: unit('v') }),
    ];
    expect(await answers(library, records)).toEqual({
      units: ['t return-file', 'u return-file', 'v return-file'],
      answer: 'return-file',
    });
  });

  it('accepts a submission without findings, but never one without a unit', async () => {
    const library = await loadThings(outcomes({ a: 'hold' }));
    expect(await answers(library, [record({ a: 'x' })])).toEqual({ units: ['u accept'], answer: 'accept' });
    expect(await answers(library, [])).toEqual({ units: [], answer: 'unknown' });
  });
});

it('keeps so many findings of a rule, and counts them all', async () => {
  const library = await loadThings({ often: lacks('a', { outcome: 'hold' }), once: lacks('b') });
  const records = Array.from({ length: 7 }, (_, i) => record(i === 3 ? {} : { b: i }, { unit: unit(`u${i}`) }));
  const { findings, findingCount, outcomeCounts, units, recordCount, evaluated } = await judge(library, records, {
    max: 3,
  });
  expect(told({ findings })).toEqual(['often /a', 'often /a', 'often /a', 'once /b']);
  expect(findingCount).toBe(8);
  expect(outcomeCounts.get('hold')).toBe(7);
  expect(outcomeCounts.get('remind')).toBe(1);
  expect(units.map(({ answer }) => answer)).toEqual(Array(7).fill('hold'));
  expect(recordCount).toBe(7);
  expect([...evaluated]).toEqual(['often', 'once']);
});

it('locates only what it keeps', async () => {
  const asked: string[] = [];
  const locate = (pointer: string) => ({ file: `${asked.push(pointer)}` });
  const library = await loadThings({ r: lacks('a') });
  await judge(library, [record({ a: 'x' }, { locate }), record({}, { locate }), record({}, { locate })], { max: 1 });
  expect(asked).toEqual(['/a']);
});

it('nothing can change a ruleset', async () => {
  const library = await loadThings({
    r: lacks('a', { examples: { good: [{}], bad: [{ a: null }] } }),
    s: { conditions: { fact: 'b', operator: 'equal', value: 1 } },
  });
  const ruleset = rulesetAt(library, '2026-05-12');
  const [rule] = ruleset.rules;
  for (const part of [
    ruleset,
    ruleset.rules,
    ruleset.rulesOf('test.thing'),
    ruleset.checksOf('test.thing'),
    library.rules,
    rule,
    rule?.message,
    (rule?.schema as { required?: unknown } | undefined)?.required,
    ruleset.rules[1]?.conditions,
  ])
    expect(Object.isFrozen(part)).toBe(true);
  expect(told(await judge(library, [record({ b: 2 })]))).toEqual(['r /a', 's']);
});
