import { expect, test } from 'vitest';
import { runOf } from '../../src/readers/archive/run.ts';
import { allOf, listOf } from '../support/archives/scratch.ts';

async function* pieces(...texts: string[]) {
  for (const text of texts) yield new Uint8Array(Buffer.from(text)); // each in memory of its own
}

test('parts go over the ends of pieces, and stop where the run does', async () => {
  const run = runOf(pieces('ab', '', 'cdefg', 'h'));
  expect(`${await allOf(run.take(3))}`).toBe('abc');
  expect(await listOf(run.take(0))).toEqual([]);
  const seen: string[] = [];
  await run.skip(2, (bytes) => seen.push(`${Buffer.from(bytes)}`));
  expect(seen).toEqual(['de']);
  expect(await run.atEnd()).toBe(false);
  expect(`${await allOf(run.take(9))}`).toBe('fgh');
  expect(await run.atEnd()).toBe(true);
  expect(await listOf(run.take(1))).toEqual([]);
});

test('a part that is left early leaves the rest to the next', async () => {
  const run = runOf(pieces('abc', 'def', 'ghi'));
  for await (const bytes of run.take(9)) {
    expect(`${Buffer.from(bytes)}`).toBe('abc');
    break;
  }
  expect(`${await allOf(run.take(9))}`).toBe('defghi');
});

test('what was given out stays as it was, whatever is skipped after it', async () => {
  const run = runOf(pieces('abc', 'defg', 'hi'));
  const kept = await listOf(run.take(4));
  await run.skip(9, () => {});
  for (const _ of [1, 2]) expect(await run.atEnd()).toBe(true);
  expect(kept.map((bytes) => `${Buffer.from(bytes)}`)).toEqual(['abc', 'd']);
});

test('memory that others share is left alone', async () => {
  const shared = Buffer.from('..abc..');
  async function* part() {
    yield shared.subarray(2, 5);
    yield new Uint8Array(Buffer.from('d'));
  }
  const run = runOf(part());
  await run.skip(3, () => {});
  expect(`${await allOf(run.take(1))}`).toBe('d');
  expect(`${shared}`).toBe('..abc..');
});
