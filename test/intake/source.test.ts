import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diskSource } from '../../src/intake/disk.ts';
import { hashing, sha256 } from '../../src/intake/hash.ts';
import { memorySource } from '../../src/intake/memory.ts';
import { allOf, scratch, seeded } from '../support/archives/scratch.ts';

const random = seeded(1);
const bytes = Buffer.from(Array.from({ length: 700_001 }, () => random(256)));

describe('a source gives its bytes', () => {
  test.each(['disk', 'memory'])('%s: all, and any range', async (kind) => {
    using folder = scratch({ '影像 1.bin': bytes });
    const disk = join(folder.path, '影像 1.bin');
    const source = kind === 'disk' ? await diskSource(disk, '影像 1.bin') : memorySource('影像 1.bin', bytes);
    expect(source).toMatchObject({ path: '影像 1.bin', size: bytes.length });
    expect((await allOf(source.open())).equals(bytes)).toBe(true);
    expect((await allOf(source.open())).equals(bytes)).toBe(true); // again
    for (const [start, end] of [
      [0, 0],
      [5, 5],
      [0, 10],
      [300_000, 600_000],
      [700_000, 800_000],
      [9e15, 9e15 + 8],
      [9, 3],
    ] as const) {
      expect(Buffer.from(await source.read(start, end)).equals(bytes.subarray(start, Math.max(start, end)))).toBe(true);
    }
  });

  test('an empty file has none', async () => {
    using folder = scratch({ 'a.csv': '' });
    const source = await diskSource(join(folder.path, 'a.csv'), 'a.csv');
    expect(await allOf(source.open())).toHaveLength(0);
    expect(await source.read(0, 64)).toHaveLength(0);
    expect(await allOf(memorySource('a', new Uint8Array()).open())).toHaveLength(0);
  });
});

describe('a file that is not the one that was listed', () => {
  const changes: Record<string, (path: string) => void> = {
    grew: (path) => appendFileSync(path, 'x'),
    shrank: (path) => truncateSync(path, 300_000),
    'was emptied': (path) => truncateSync(path, 0),
    'was written again, same size': (path) => writeFileSync(path, bytes),
    'was replaced by another of the same size': (path) => {
      rmSync(path);
      writeFileSync(path, Buffer.alloc(bytes.length));
    },
  };
  test.each(Object.entries(changes))('%s: before and while it is read', async (_, change) => {
    using folder = scratch({ 'a.csv': bytes });
    const path = join(folder.path, 'a.csv');
    const before = await diskSource(path, 'shown/a.csv');
    await new Promise((resolve) => setTimeout(resolve, 20)); // file times tick in steps
    change(path);
    await expect(allOf(before.open())).rejects.toMatchObject({ code: 'changed', path: 'shown/a.csv' });
    await expect(before.read(0, 10)).rejects.toMatchObject({ code: 'changed' });

    writeFileSync(path, bytes);
    const during = (await diskSource(path, 'a.csv')).open()[Symbol.asyncIterator]();
    expect((await during.next()).done).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (change === changes['was replaced by another of the same size']) return; // the open file is still the old one
    change(path);
    const rest = async () => {
      while (!(await during.next()).done);
    };
    await expect(rest()).rejects.toMatchObject({ code: 'changed' });
  });

  test('is gone', async () => {
    using folder = scratch({ 'a.csv': 'x' });
    const source = await diskSource(join(folder.path, 'a.csv'), 'a.csv');
    rmSync(join(folder.path, 'a.csv'));
    await expect(allOf(source.open())).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('what is no file to read', () => {
  test('a folder, a missing file, a file used as a folder', async () => {
    using folder = scratch({ 'a.csv': 'x' });
    mkdirSync(join(folder.path, 'sub'));
    await expect(diskSource(join(folder.path, 'sub'), 'sub')).rejects.toMatchObject({
      code: 'unreadable',
      path: 'sub',
    });
    await expect(diskSource(join(folder.path, 'b'), 'b')).rejects.toMatchObject({ code: 'not-found' });
    await expect(diskSource(join(folder.path, 'a.csv', 'b'), 'b')).rejects.toMatchObject({ code: 'not-found' });
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('no permission', async () => {
    using folder = scratch({ 'a.csv': 'x' });
    chmodSync(join(folder.path, 'a.csv'), 0);
    const source = await diskSource(join(folder.path, 'a.csv'), 'a.csv');
    await expect(allOf(source.open())).rejects.toMatchObject({ code: 'no-permission' });
  });
});

describe('hashes', () => {
  const expected = createHash('sha256').update(bytes).digest('hex');

  test('of a source, and of what passes by', async () => {
    const source = memorySource('a', bytes);
    expect(await sha256(source)).toBe(expected);
    const passing = hashing(source.open());
    expect(() => passing.digest()).toThrow();
    expect((await allOf(passing.bytes)).equals(bytes)).toBe(true);
    expect([passing.digest(), passing.digest()]).toEqual([expected, expected]);
  });
});
