import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { archiveLimits } from '../../src/readers/archive/limits.ts';
import { listArchive } from '../../src/readers/archive/sevenzip.ts';
import { writeCab } from '../support/archives/cab.ts';
import { scratch, seeded } from '../support/archives/scratch.ts';
import { writeRaw7z } from '../support/archives/seven-raw.ts';
import { write7z } from '../support/archives/sevenzip.ts';

const random = seeded(3);
const noise = (size: number) => Buffer.from(Array.from({ length: size }, () => random(256)));

async function list(name: string, bytes: Uint8Array, options: Parameters<typeof listArchive>[1] = {}) {
  using folder = scratch({ [name]: bytes });
  return await listArchive(join(folder.path, name), options);
}
async function codeOf(name: string, bytes: Uint8Array, options: Parameters<typeof listArchive>[1] = {}) {
  return await list(name, bytes, options).then(
    (listing) => listing,
    (error) => (error.name === 'ArchiveError' ? error.code : error),
  );
}

/** A 7z whose header unpacks to so many zeros. */
function packedHeader(size: number): Uint8Array {
  const switches = ['-m0=lzma:d=1m', '-mhc=off'];
  const plain = Buffer.from(write7z([{ name: 'zeros', bytes: new Uint8Array(size) }], { switches }));
  const packed = plain.subarray(32, 32 + Number(plain.readBigUInt64LE(12)));
  const u64 = (value: number): Buffer => {
    const bytes = Buffer.alloc(9, 0xff); // a number of eight bytes
    bytes.writeBigUInt64LE(BigInt(value), 1);
    return bytes;
  };
  const streams = [[0x17, 6], u64(0), [1, 9], u64(packed.length), [0, 7, 11, 1, 0]];
  const coder = [[1, 0x23, 3, 1, 1, 5, 0x5d, 0, 0, 0x10, 0, 12], u64(size), [0, 0]];
  const header = Buffer.concat([...streams, ...coder].map((part) => Buffer.from(part)));
  const start = Buffer.alloc(20);
  start.writeBigUInt64LE(BigInt(packed.length), 0);
  start.writeBigUInt64LE(BigInt(header.length), 8);
  start.writeUInt32LE(crc32(header), 16);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(start));
  return Buffer.concat([plain.subarray(0, 8), sum, start, packed, header]);
}

describe('the engine', () => {
  const archive = write7z(Array.from({ length: 20 }, (_, n) => ({ name: `${n}`, bytes: noise(3) })));

  test('stops at maxEntries', async () => {
    expect((await list('a.7z', archive, { maxEntries: 20 })).entries).toHaveLength(20);
    await expect(list('a.7z', archive, { maxEntries: 19 })).rejects.toMatchObject({
      code: 'too-many',
      limit: 'maxEntries',
      value: 19,
    });
  });

  test.skipIf(process.platform !== 'linux')('a packed header may not take all memory', async () => {
    const bomb = packedHeader(300 * 2 ** 20);
    expect(bomb.length).toBeLessThan(2 ** 20);
    await expect(list('a.7z', bomb, { memoryBytes: 128 * 2 ** 20 })).rejects.toMatchObject({
      code: 'too-large',
      limit: 'maxDictionary',
      value: archiveLimits.maxDictionary,
      found: 128 * 2 ** 20,
    });
    expect(await codeOf('a.7z', packedHeader(1100 * 2 ** 20))).toBe('too-large');
    expect(await codeOf('a.7z', bomb)).toBe('damaged'); // it fits, and is no header
  });

  test('as many entries as we take are listed within the memory that it may take', { timeout: 120_000 }, async () => {
    const named = (count: number, length: number) =>
      Array.from({ length: count }, (_, n) => ({ name: String(n).padStart(length, '0'), bytes: Buffer.alloc(0) }));
    const most = archiveLimits.maxEntries;
    expect((await list('a.7z', writeRaw7z(named(most, 250)))).entries).toHaveLength(most);
    expect((await list('a.cab', writeCab(named(65_535, 250)))).entries).toHaveLength(65_535);
  });

  test('missing, or not to be run', async () => {
    using folder = scratch({ plain: 'text' });
    expect(await codeOf('a.7z', archive, { engine: join(folder.path, 'none') })).toBe('engine-missing');
    expect(await codeOf('a.7z', archive, { engine: join(folder.path, 'plain') })).toBe('engine-missing');
    if (process.platform === 'win32') return;
    writeFileSync(join(folder.path, 'broken'), Buffer.from('\x7FELF nothing'));
    chmodSync(join(folder.path, 'broken'), 0o755);
    expect(await codeOf('a.7z', archive, { engine: join(folder.path, 'broken') })).toMatch(/^engine-/);
  });

  test.skipIf(process.platform === 'win32')('one that crashes does not make the archive damaged', async () => {
    using folder = scratch({ crash: '#!/bin/sh\nkill -9 $$\n', memory: '#!/bin/sh\nexit 8\n' });
    for (const name of ['crash', 'memory']) {
      chmodSync(join(folder.path, name), 0o755);
      expect(await codeOf('a.7z', archive, { engine: join(folder.path, name) })).toBe('engine-failed');
    }
  });

  test.skipIf(process.platform === 'win32')('one that hangs is killed at the timeout, and on abort', async () => {
    using folder = scratch({ slow: '#!/bin/sh\necho $$ > "$(dirname "$0")/pid"\nexec sleep 60\n' });
    const engine = join(folder.path, 'slow');
    chmodSync(engine, 0o755);
    const late = { code: 'timeout', limit: 'timeoutMs', value: 300 };
    await expect(list('a.7z', archive, { engine, timeoutMs: 300 })).rejects.toMatchObject(late);
    const pid = Number(readFileSync(join(folder.path, 'pid'), 'latin1'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    const stop = new AbortController();
    const listing = list('a.7z', archive, { engine, signal: stop.signal });
    setTimeout(() => stop.abort(new Error('enough')), 200);
    await expect(listing).rejects.toThrow('enough');
    await expect(list('a.7z', archive, { signal: stop.signal })).rejects.toThrow('enough');
  });
});
