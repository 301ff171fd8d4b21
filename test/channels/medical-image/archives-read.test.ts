import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readArchives } from '../../../src/channels/medical-image/archives-read.ts';
import { diskSource } from '../../../src/intake/disk.ts';
import { memorySource } from '../../../src/intake/memory.ts';
import type { Source } from '../../../src/intake/source.ts';
import { scratch } from '../../support/archives/scratch.ts';
import { write7z } from '../../support/archives/sevenzip.ts';
import { imageSet, readingContext, sized } from '../../support/medical-image/archives.ts';

const whole = write7z(imageSet(sized(16, 16)));
const damaged = whole.subarray(0, 200);
const nameOf = (index: number): string => `DCF3501200000_A${String(index).padStart(11, '0')}.7z`;
const dcf = (source: Source) => ({ source, role: 'dcf' as const });

/** So many archives on disk, every third of them damaged. */
async function some(folder: string, count: number): Promise<Source[]> {
  const names = Array.from({ length: count }, (_, index) => nameOf(index));
  return Promise.all(names.map((name) => diskSource(join(folder, name), name)));
}
const files = (count: number): Record<string, Uint8Array> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [nameOf(index), index % 3 === 0 ? damaged : whole]));

/** Engines that this process has started and that still run. */
const engines = (): string[] =>
  execFileSync('ps', ['--ppid', String(process.pid), '-o', 'args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => /7zz?s? |7zz/.test(line));

test('what is read, and what the report is told, is in the order given', async () => {
  using folder = scratch(files(12));
  const told: string[] = [];
  const cx = readingContext({ file: ({ path, sha256 }) => void told.push(`${path} ${sha256?.length}`) });
  const facts = await readArchives((await some(folder.path, 12)).map(dcf), cx);
  expect(facts.map(({ name, state }) => [name, state])).toEqual(
    Array.from({ length: 12 }, (_, index) => [nameOf(index), index % 3 === 0 ? 'damaged' : 'readable']),
  );
  expect(told).toEqual(Array.from({ length: 12 }, (_, index) => `${nameOf(index)} 64`));
  expect(facts[1]?.inside?.images?.files).toHaveLength(2);
});

test('archives in memory are kept one after the other, read, and discarded', async () => {
  using folder = scratch(files(4));
  let keeping = 0;
  const discarded: string[] = [];
  const cx = readingContext({
    async keep(bytes) {
      expect(keeping++).toBe(0);
      let size = 0;
      for await (const piece of bytes) size += piece.length;
      await new Promise((resolve) => setTimeout(resolve, 5));
      keeping--;
      return join(folder.path, size === whole.length ? nameOf(1) : nameOf(0));
    },
    discard: async (path) => void discarded.push(path),
  });
  const sources = [0, 1, 2, 3].map((index) => memorySource(nameOf(index), index % 3 === 0 ? damaged : whole));
  const facts = await readArchives(sources.map(dcf), cx);
  expect(facts.map(({ state }) => state)).toEqual(['damaged', 'readable', 'readable', 'damaged']);
  expect(discarded).toHaveLength(4);
});

test('a limit is told of its archive alone', async () => {
  using folder = scratch(files(2));
  const cx = readingContext();
  const facts = await readArchives((await some(folder.path, 2)).map(dcf), {
    ...cx,
    limits: { ...cx.limits, entries: 2 },
  });
  expect(facts.map(({ state, limit }) => [state, limit])).toEqual([
    ['damaged', null],
    [null, { limit: 'maxEntries', most: 2, found: expect.any(Number) }],
  ]);
});

test('an archive that goes away meanwhile is a limit, told to the report without a hash', async () => {
  using folder = scratch(files(2));
  const sources = await some(folder.path, 2);
  const hashes: unknown[] = [];
  folder[Symbol.dispose]();
  const facts = await readArchives(
    sources.map(dcf),
    readingContext({ file: ({ sha256 }) => void hashes.push(sha256) }),
  );
  expect(facts.map(({ limit }) => limit?.limit)).toEqual(['not-found', 'not-found']);
  expect(hashes).toEqual([null, null]);
});

test('a fault stops the others, and no engine goes on', async () => {
  using folder = scratch(files(8));
  const fault = new Error('a fault of ours');
  const [first, ...others] = await some(folder.path, 8);
  const faulty: Source = { ...(first as Source), read: () => Promise.reject(fault) };
  await expect(readArchives([...others, faulty].map(dcf), readingContext())).rejects.toBe(fault);
  expect(engines()).toEqual([]);
});

test('abort is obeyed', async () => {
  using folder = scratch(files(8));
  const abort = new AbortController();
  const reading = readArchives((await some(folder.path, 8)).map(dcf), readingContext({ signal: abort.signal }));
  abort.abort(new Error('enough'));
  await expect(reading).rejects.toThrow('enough');
  expect(engines()).toEqual([]);
});
