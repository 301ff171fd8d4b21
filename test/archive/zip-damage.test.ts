import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diskSource } from '../../src/intake/disk.ts';
import { memorySource } from '../../src/intake/memory.ts';
import { ArchiveError } from '../../src/readers/archive/errors.ts';
import { openZip } from '../../src/readers/archive/zip.ts';
import { writeCab } from '../support/archives/cab.ts';
import { allOf, scratch, seeded } from '../support/archives/scratch.ts';
import { writeZip } from '../support/archives/zip.ts';

const random = seeded(42);
const files = new Map<string, Buffer>([
  ['影像/IM1', Buffer.from(Array.from({ length: 3000 }, () => random(256)))],
  ['a.csv', Buffer.from('1130501,A123456789,'.repeat(400))],
  ['b', Buffer.from('stored as it is '.repeat(40))],
]);
const good = writeZip([...files].map(([name, bytes]) => ({ name, bytes, stored: name === 'b' })));

/** Reads all there is. Anything but exact bytes or an ArchiveError fails the test. Gives how many bodies came out. */
async function outcome(bytes: Uint8Array): Promise<number | string> {
  let came = 0;
  let code = '';
  try {
    for (const entry of (await openZip(memorySource('a.zip', bytes))).entries) {
      try {
        const body = await allOf(entry.body());
        if (files.has(entry.path)) expect(files.get(entry.path)?.equals(body)).toBe(true);
        came += 1;
      } catch (error) {
        if (!(error instanceof ArchiveError)) throw error;
        code = error.code;
      }
    }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    code = error.code;
  }
  return code === '' ? came : code;
}

describe('a damaged zip', () => {
  test('whole, to begin with', async () => {
    expect(await outcome(good)).toBe(3);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('cut at %s tenths is damaged', async (tenths) => {
    expect(await outcome(good.subarray(0, Math.floor((good.length * tenths) / 10)))).toBe('damaged');
  });

  test('cut at every byte of its last hundred, and of its first', async () => {
    for (let cut = 1; cut <= 100; cut++) {
      expect(await outcome(good.subarray(0, good.length - cut))).toBe('damaged');
      expect(await outcome(good.subarray(0, cut))).toBe(cut < 4 ? 'wrong-kind' : 'damaged');
      expect(typeof (await outcome(good.subarray(cut)))).toBe('string');
    }
  });

  test('flipped at 1,000 places: exact bytes or an ArchiveError', async () => {
    let noticed = 0;
    for (let n = 0; n < 1000; n++) {
      const flipped = Buffer.from(good);
      const at = n < 500 ? random(good.length) : good.length - 1 - random(250); // half of them in the directory
      flipped.writeUInt8((flipped[at] ?? 0) ^ (1 << random(8)), at);
      if ((await outcome(flipped)) !== 3) noticed += 1;
    }
    expect(noticed).toBeGreaterThan(700); // times and attributes do not matter to anyone
  });

  test('of another kind, empty, one of several, or with something behind it', async () => {
    expect(await outcome(writeCab([{ name: 'a', bytes: Buffer.from('x') }]))).toBe('wrong-kind');
    expect(await outcome(Buffer.from('3501200000,1130501'))).toBe('wrong-kind');
    expect(await outcome(Buffer.alloc(0))).toBe('empty');
    const second = Buffer.from(good);
    second.writeUInt16LE(1, good.length - 18); // number of this disk
    expect(await outcome(second)).toBe('multi-volume');
    expect(await outcome(Buffer.concat([good, Buffer.from('more')]))).toBe('damaged');
  });

  test('a file that changes between listing and reading is not called damaged', async () => {
    using folder = scratch({ 'a.zip': good });
    const path = join(folder.path, 'a.zip');
    const { entries } = await openZip(await diskSource(path, 'a.zip'));
    const large = writeZip([{ name: 'a', bytes: Buffer.alloc(900_000, 'x'), stored: true }]);
    using other = scratch({ 'b.zip': large });
    const big = await openZip(await diskSource(join(other.path, 'b.zip'), 'b.zip'));
    appendFileSync(join(other.path, 'b.zip'), 'x');
    for (const entry of big.entries) await expect(allOf(entry.body())).rejects.toMatchObject({ code: 'changed' });
    expect(entries).toHaveLength(3);
  });
});
