import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { PREDICATES } from '../../src/engine/predicates/index.ts';
import { codeTables } from './code-tables.ts';
import { TABLES } from './tables.ts';

const ajv = new Ajv({ strict: true });

it('has one table for each predicate, and no table too many', () => {
  expect(Object.keys(TABLES).sort()).toEqual(PREDICATES.map((predicate) => predicate.name).sort());
});

it('gives no name twice', () => {
  expect(new Set(PREDICATES.map((predicate) => predicate.name)).size).toBe(PREDICATES.length);
});

describe.each(PREDICATES.map((predicate) => [predicate.name, predicate] as const))('%s', (name, predicate) => {
  const table = TABLES[name] ?? { rows: [], wrongOptions: [] };

  it('has good values, bad values and wrong options in its table', () => {
    expect(table.rows.flatMap((row) => row.good)).not.toEqual([]);
    expect(table.rows.flatMap((row) => row.bad)).not.toEqual([]);
    expect(table.wrongOptions).not.toEqual([]);
  });

  it('says in both languages what it checks', () => {
    expect(predicate.says.zh).toMatch(/\p{Script=Han}/u);
    expect(predicate.says.en).toMatch(/[a-z]/);
  });

  it('has an option schema that takes the options of the table and refuses the wrong ones', () => {
    const fits = ajv.compile(predicate.options);
    expect(table.rows.filter((row) => !fits(row.options))).toEqual([]);
    expect(table.wrongOptions.filter((options) => fits(options))).toEqual([]);
  });

  for (const { options, good, bad } of table.rows) {
    it(`decides by ${JSON.stringify(options)}`, () => {
      const test = predicate.compile(options, codeTables);
      expect(good.filter((value) => !test(value))).toEqual([]);
      expect(bad.filter((value) => test(value))).toEqual([]);
    });
  }
});
