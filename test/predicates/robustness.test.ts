import { expect, it } from 'vitest';
import { inTable } from '../../src/engine/predicates/in-table.ts';
import { PREDICATES } from '../../src/engine/predicates/index.ts';
import { codeTables } from './code-tables.ts';
import { TABLES } from './tables.ts';

const MILLION = 1_000_000;
const HOSTILE = [
  '',
  '\ud800',
  '\udfff\ud800',
  '\0',
  '__proto__',
  ...['0', 'A', '-', ' ', '\0', '\n', '\ud800', '頭', '😀'].map((part) => part.repeat(MILLION / part.length)),
  `2026-05-12T09:30:00.${'0'.repeat(MILLION)}x`,
  `urn:uuid:${'a'.repeat(MILLION)}`,
  `FHR3501200000_2026051200000001.${'J'.repeat(MILLION)}`,
  `1080501${' '.repeat(MILLION)}`,
];
/** Hostile strings that are nevertheless right. */
const RIGHT: Readonly<Record<string, (text: string) => boolean>> = {
  wellFormed: (text) => text.isWellFormed() && !text.includes('\0'),
};

const uses = PREDICATES.flatMap((predicate) =>
  (TABLES[predicate.name]?.rows ?? []).map(
    (row) => [predicate.name, JSON.stringify(row.options), predicate, row] as const,
  ),
);

it.each(uses)('%s %s never throws, and is quick, on any string', (name, _options, predicate, row) => {
  const test = predicate.compile(row.options, codeTables);
  const right = RIGHT[name] ?? (() => false);
  const started = performance.now();
  expect(HOSTILE.map((text) => test(text))).toEqual(HOSTILE.map(right));
  // 14 million characters: some 20 ms when linear, hours when not.
  expect(performance.now() - started).toBeLessThan(5_000);
});

it.each(uses)('%s %s leaves other JSON types alone', (_name, _options, predicate, row) => {
  const test = predicate.compile(row.options, codeTables);
  for (const value of [null, undefined, true, false, 0, 1080501, Number.NaN, {}, [], ['x']])
    expect(test(value)).toBe(true);
});

it.each(uses)('%s %s answers the same when asked again', (_name, _options, predicate, row) => {
  const test = predicate.compile(row.options, codeTables);
  for (let i = 0; i < 2; i++) {
    expect(row.good.every(test)).toBe(true);
    expect(row.bad.some(test)).toBe(false);
  }
});

it('reports an unknown code table when the rule is compiled, not when a value comes', () => {
  expect(() => inTable.compile('no-such-table', codeTables)).toThrow('no-such-table');
});
