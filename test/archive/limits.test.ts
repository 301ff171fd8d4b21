import { describe, expect, test } from 'vitest';
import { dictionaryOf } from '../../src/readers/archive/method.ts';
import { writeCab } from '../support/archives/cab.ts';
import { lzma2, writeRaw7z } from '../support/archives/seven-raw.ts';
import { write7z } from '../support/archives/sevenzip.ts';
import { walked } from '../support/archives/walked.ts';

const GB = 2 ** 30;
const file = (name: string, size: number) => ({ name, bytes: Buffer.alloc(size, name) });

describe('before anything is unpacked', () => {
  const three = [file('a', 100), file('b', 200), file('c', 0)];

  test('entries', async () => {
    for (const archive of [write7z(three), writeCab(three)]) {
      expect(await walked(archive, { maxEntries: 3 })).toHaveLength(3);
      const passed = { code: 'too-many', limit: 'maxEntries', value: 2, found: 3 };
      await expect(walked(archive, { maxEntries: 2 })).rejects.toMatchObject(passed);
    }
  });

  test('bytes of all entries together', async () => {
    for (const archive of [write7z(three), writeCab(three)]) {
      expect(await walked(archive, { maxUnpackedBytes: 300 })).toHaveLength(3);
      const passed = { code: 'too-large', limit: 'maxUnpackedBytes', value: 299, found: 300 };
      await expect(walked(archive, { maxUnpackedBytes: 299 })).rejects.toMatchObject(passed);
    }
  });

  test('a bomb: 300 MB of zeros in a few KB', async () => {
    const bomb = write7z([file('a', 100), { name: 'zeros', bytes: Buffer.alloc(300e6) }]);
    const passed = { code: 'too-large', limit: 'maxRatio', value: 250, found: Math.round((300e6 + 100) / bomb.length) };
    await expect(walked(bomb)).rejects.toMatchObject(passed);
    await expect(walked(bomb, { maxUnpackedBytes: 1e6 })).rejects.toMatchObject({ limit: 'maxUnpackedBytes' });
    const cab = writeCab([{ name: 'zeros', bytes: Buffer.alloc(20e6) }], ['mszip']);
    await expect(walked(cab)).rejects.toMatchObject({ code: 'too-large', limit: 'maxRatio' });
  });

  test('the ratio counts beyond 10 MiB', async () => {
    expect(await walked(write7z([file('a', 10 * 2 ** 20)]))).toHaveLength(1);
    await expect(walked(write7z([file('a', 10 * 2 ** 20 + 1)]))).rejects.toMatchObject({ limit: 'maxRatio' });
    expect(await walked(write7z([file('a', 10 * 2 ** 20 + 1)]), { maxRatio: 1e6 })).toHaveLength(1);
  });

  test('a dictionary of 4 GB, claimed by a few bytes', async () => {
    const { bytes } = file('a', 5);
    const passed = { code: 'too-large', limit: 'maxDictionary', value: GB / 2 };
    const claims: [number, number][] = [
      [40, 4 * GB],
      [39, 3 * GB],
      [35, 0.75 * GB],
    ];
    for (const [claim, found] of claims) {
      const archive = writeRaw7z([{ name: 'a', bytes }], lzma2(bytes, claim));
      await expect(walked(archive)).rejects.toMatchObject({ ...passed, found });
    }
    expect(await walked(writeRaw7z([{ name: 'a', bytes }], lzma2(bytes, 34)))).toEqual([{ path: 'a', bytes }]);
  });

  test('the dictionary of a cabinet', async () => {
    const archive = writeCab([file('a', 5)], ['lzx:21']);
    expect(await walked(archive, { maxDictionary: 2 ** 21 })).toHaveLength(1);
    const passed = { limit: 'maxDictionary', value: 2 ** 20, found: 2 ** 21 };
    await expect(walked(archive, { maxDictionary: 2 ** 20 })).rejects.toMatchObject(passed);
  });
});

test.each([
  ['LZMA2:24', 2 ** 24],
  ['LZMA:192k', 192 * 1024],
  ['LZMA:1536m', 1.5 * GB],
  ['LZMA:4294967295b', 4 * GB - 1],
  ['LZMA:24:lc0:lp2', 2 ** 24],
  ['LZMA2:32', 4 * GB],
  ['PPMD:o6:mem24', 2 ** 24],
  ['PPMD:o32:mem30', GB],
  ['PPMD:o6:mem68k', 68 * 1024],
  ['PPMD:o6:mem69633b', 69_633],
  ['LZX:21', 2 ** 21],
  ['Quantum:16', 2 ** 16],
  ['7zAES:19 LZMA2:12', 4096],
  ['BCJ2 LZMA2:384k LZMA:20:lc0:lp2 LZMA:20:lc0:lp2', 384 * 1024 + 2 ** 21],
  ['Delta:4 LZMA:20', 2 ** 20],
  ['LZMA2', null],
  ['Deflate', null],
  ['BZip2', null],
  ['MSZip', null],
  ['Copy', null],
  ['Delta:4', null],
  ['', null],
])('%j asks for %s bytes', (method, bytes) => {
  expect(dictionaryOf(method)).toBe(bytes);
});
