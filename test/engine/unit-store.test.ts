import { expect, test } from 'vitest';
import type { Unit } from '../../src/channels/record.ts';
import { verdictPolicy } from '../../src/engine/policy.ts';
import { UNITS_LISTED, unitStore } from '../../src/engine/unit-store.ts';
import { ownLibrary } from '../../src/rules.ts';

const policy = verdictPolicy(await ownLibrary());
const row = (number: number): Unit => ({
  id: `row-${number + 1}`,
  kind: 'row',
  number,
  locations: [{ file: 'x.csv' }],
});
const named = (id: string): Unit => ({ id, kind: 'case', locations: [{ file: id }] });

test('units without numbers keep the order in which they are met, each once', async () => {
  const store = unitStore();
  for (const id of ['b', 'a', 'b']) store.see(named(id));
  store.add(named('a'), 'hold');
  store.add(named('b'), 'remind');
  store.add(named('b'), 'advise');
  const { units, counts } = await store.answered(policy, []);
  expect(units.map(({ unit, answer }) => [unit.id, answer])).toEqual([
    ['b', 'remind'],
    ['a', 'hold'],
  ]);
  expect(Object.fromEntries(counts)).toEqual({ hold: 1, remind: 1 });
  expect(store.outcomes()).toEqual(new Set(['hold', 'remind', 'advise']));
});

test('a late finding returns a unit that was met long before, and what hits the whole hits every unit', async () => {
  const store = unitStore();
  for (let n = 0; n < 3_000; n++) store.see(row(n));
  store.add(row(7), 'return-unit');
  const late = await store.answered(policy, []);
  expect([late.units.length, late.units[7]?.answer]).toEqual([3_000, 'return-unit']);
  expect(Object.fromEntries(late.counts)).toEqual({ accept: 2_999, 'return-unit': 1 });
  const all = await store.answered(policy, ['return-file']);
  expect(Object.fromEntries(all.counts)).toEqual({ 'return-file': 3_000 });
});

test('of very many units those not accepted are listed, up to a bound, and all are counted', async () => {
  const store = unitStore();
  const many = 3 * UNITS_LISTED;
  for (let n = 0; n < many; n++) {
    store.see(row(n));
    if (n % 2 === 1) store.add(row(n), 'return-unit');
  }
  store.add(row(0), 'return-unit');
  const { units, counts } = await store.answered(policy, []);
  expect(units).toHaveLength(UNITS_LISTED);
  expect(units.every(({ answer }) => answer === 'return-unit')).toBe(true);
  expect(Object.fromEntries(counts)).toEqual({ accept: many / 2 - 1, 'return-unit': many / 2 + 1 });
  const whole = await store.answered(policy, ['unknown']);
  expect([whole.units.length, whole.units[2]?.unit.id]).toEqual([UNITS_LISTED, 'row-3']);
});

test('numbers leave no gap', () => {
  expect(() => unitStore().see(row(1))).toThrow('without gaps');
});
