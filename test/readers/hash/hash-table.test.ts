import { expect, test } from 'vitest';
import { hashTable } from '../../../src/readers/hash/hash-table.ts';

test('gives the value that was stored first', () => {
  const table = hashTable();
  expect(table.add('a', 7)).toBeUndefined();
  expect(table.add('b', 0)).toBeUndefined();
  expect(table.add('a', 8)).toBe(7);
  expect(table.add('a', 9)).toBe(7);
  expect(table.add('b', 1)).toBe(0);
  expect(table.add('', 2 ** 32 - 1)).toBeUndefined();
  expect(table.add('', 1)).toBe(2 ** 32 - 1);
  expect(table.size).toBe(3);
});

test('grows, and still knows each of many keys that are much alike', () => {
  const table = hashTable();
  const keys = 300_000;
  let known = 0;
  for (let i = 0; i < keys; i++) if (table.add(`3501200000,A123456789,${i}`, i) !== undefined) known++;
  expect(known).toBe(0);
  expect(table.size).toBe(keys);
  for (let i = 0; i < keys; i += 1001) expect(table.add(`3501200000,A123456789,${i}`, 1)).toBe(i);
});

test('two keys of one hash are one to it: the first value is given, for a second look', () => {
  const alike = hashTable((key, out) => out.fill(key[0] === 'other' ? 1 : 2));
  expect(alike.add('a', 1)).toBeUndefined();
  expect(alike.add('b', 2)).toBe(1);
  expect(alike.add('other', 3)).toBeUndefined();
});

test.each([
  ['nought', 0],
  ['the same lower half', 5],
])('finds each place where hashes begin alike: %s', (_, low) => {
  const table = hashTable((key, out) => {
    out[0] = Number(key) * 2 ** 21;
    out[1] = low;
  });
  for (let i = 0; i < 1500; i++) expect(table.add(`${i}`, i)).toBeUndefined();
  for (let i = 0; i < 1500; i++) expect(table.add(`${i}`, 0)).toBe(i);
});
