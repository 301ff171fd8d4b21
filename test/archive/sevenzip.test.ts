import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { listArchive } from '../../src/readers/archive/sevenzip.ts';
import { type CabFile, writeCab } from '../support/archives/cab.ts';
import { scratch, seeded } from '../support/archives/scratch.ts';
import { UNIX_ATTRIBUTES, writeRaw7z } from '../support/archives/seven-raw.ts';
import { write7z } from '../support/archives/sevenzip.ts';
import { writeZip } from '../support/archives/zip.ts';

const random = seeded(3);
const noise = (size: number) => Buffer.from(Array.from({ length: size }, () => random(256)));
const unix = (mode: number) => ((mode << 16) | UNIX_ATTRIBUTES) >>> 0;
const files = [
  { name: 'DICOMDIR', bytes: noise(700) },
  { name: '影像 1/胸部.dcm', bytes: noise(70_001) },
  { name: '影像 1/許功蓋', bytes: noise(1) },
  { name: 'empty', bytes: Buffer.alloc(0) },
];

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
function sorted(entries: readonly { path: string; size: number | null }[]) {
  return entries.map(({ path, size }) => `${path} ${size}`).sort();
}
const expected = files.map(({ name, bytes }) => `${name} ${bytes.length}`).sort();

describe('7z', () => {
  test.each([true, false])('names and sizes, solid %s', async (solid) => {
    const { kind, entries } = await list('a.7z', write7z(files, { solid }));
    expect(kind).toBe('7z');
    expect(sorted(entries.filter((entry) => !entry.directory))).toEqual(expected);
    expect(entries.every((entry) => !entry.encrypted)).toBe(true);
    expect(entries.find((entry) => entry.size === 700)?.method).toMatch(/^LZMA/);
  });

  test('folders are told from files', async () => {
    const { entries } = await list('a.7z', write7z([...files, { name: '影像 2/', bytes: noise(0) }]));
    expect(entries.filter((entry) => entry.directory).map((entry) => entry.path)).toEqual(['影像 2']);
  });

  test.each<[string, number, boolean, boolean]>([
    ['a file', 0x20, false, false],
    ['a file without attributes', 0, false, false],
    ['a folder of Windows, read-only', 0x11, true, false],
    ['a reparse point', 0x420, false, true],
    ['a device of Windows', 0x40, false, true],
    ['a file of Unix', unix(0o100644), false, false],
    ['a folder of Unix', unix(0o040755), true, false],
    ['a symbolic link', unix(0o120777), false, true],
    ['a pipe', unix(0o010644), false, true],
    ['a socket', unix(0o140644), false, true],
    ['a block device', unix(0o060644), false, true],
    ['a character device', unix(0o020644), false, true],
  ])('%s', async (_, attributes, directory, link) => {
    const member = { name: 'a', bytes: noise(directory ? 0 : 9), directory, attributes };
    const { entries } = await list('a.7z', writeRaw7z([member, { name: 'b', bytes: noise(3) }]));
    expect(entries[0]).toMatchObject({ directory, link });
  });

  test('what has bytes is no folder, whatever it says', async () => {
    const { entries } = await list(
      'a.7z',
      writeRaw7z([{ name: 'a', bytes: noise(9), attributes: unix(0o040755) | 0x10 }]),
    );
    expect(entries).toMatchObject([{ path: 'a', size: 9, directory: false }]);
  });

  test('checksums and dictionaries', async () => {
    const { entries, size } = await list('a.7z', writeRaw7z(files));
    expect(entries.map(({ crc }) => crc)).toEqual(files.map(({ bytes }) => (bytes.length > 0 ? crc32(bytes) : null)));
    expect(entries.map(({ dictionary }) => dictionary)).toEqual(files.map(() => null));
    expect(size).toBe(writeRaw7z(files).length);
    const packed = await list('a.7z', write7z(files, { switches: ['-m0=LZMA:d=1m', '-mx9'] }));
    expect(packed.entries.find((entry) => entry.size === 70_001)?.dictionary).toBeGreaterThanOrEqual(70_702);
    const cab = await list('a.cab', writeCab(files, ['lzx:17']));
    expect(cab.entries.every(({ dictionary, crc }) => dictionary === 2 ** 17 && crc === null)).toBe(true);
  });

  test('nothing in it', async () => {
    expect((await list('a.7z', write7z([]))).entries).toEqual([]);
  });

  test('encrypted: the data, or the names too', async () => {
    const { entries } = await list('a.7z', write7z(files, { password: 'secret' }));
    expect(sorted(entries)).toEqual(expected);
    expect(entries.filter((entry) => (entry.size ?? 0) > 0).every((entry) => entry.encrypted)).toBe(true);
    expect(await codeOf('a.7z', write7z(files, { password: 'secret', names: true }))).toBe('encrypted');
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('cut at %s tenths is damaged', async (tenths) => {
    const whole = write7z(files);
    expect(await codeOf('a.7z', whole.subarray(0, Math.floor((whole.length * tenths) / 10)))).toBe('damaged');
  });

  test('cut, and called like another error: only whole phrases of 7-Zip count', async () => {
    const cut = write7z(files).subarray(0, 5000);
    expect(await codeOf('Wrong password encrypted Unsupported Method.7z', cut)).toBe('damaged');
  });

  test.skipIf(process.platform === 'win32')('line ends of all sorts in names make no entries', async () => {
    const names = ['a\rSize = 7', 'b\u2028Path = c', 'd\te', ' f ', 'g\\h'];
    const { entries } = await list('a.7z', write7z(names.map((name) => ({ name, bytes: noise(2) }))));
    expect(sorted(entries)).toEqual(names.map((name) => `${name} 2`).sort());
  });
});

describe('cabinets', () => {
  const asCab = (names: readonly (CabFile & { name: string })[]) =>
    writeCab(names.map((file) => ({ ...file, name: file.name.replaceAll('/', '\\') })));

  test('names and sizes', async () => {
    const { kind, entries } = await list('a.CAB', asCab(files));
    expect(kind).toBe('cab');
    expect(sorted(entries)).toEqual(expected);
    expect(entries.some((entry) => entry.directory || entry.encrypted)).toBe(false);
  });

  test('of several folders', async () => {
    const { entries } = await list('a.cab', asCab(files.map((file, n) => ({ ...file, folder: n >> 1 }))));
    expect(sorted(entries)).toEqual(expected);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('cut at %s tenths is damaged', async (tenths) => {
    const whole = asCab(files);
    expect(await codeOf('a.cab', whole.subarray(0, Math.floor((whole.length * tenths) / 10)))).toBe('damaged');
  });

  test('one of a set', async () => {
    const cab = Buffer.from(asCab(files));
    cab.writeUInt16LE(2, 30); // another cabinet follows
    expect(await codeOf('a.cab', cab)).toBe('multi-volume');
  });
});

describe('what it is given', () => {
  test('the bytes tell the kind, not the name', async () => {
    expect(await list('a.cab', write7z(files))).toMatchObject({ kind: '7z' });
    expect(await codeOf('a.7z', writeZip(files))).toBe('wrong-kind');
    expect(await codeOf('a.7z', Buffer.from('text'))).toBe('wrong-kind');
    expect(await codeOf('a.7z', Buffer.alloc(0))).toBe('empty');
    expect(await codeOf('a.7z.001', write7z(files))).toBe('multi-volume');
  });

  test.skipIf(process.platform === 'win32')('names of archives that look like switches or patterns', async () => {
    using folder = scratch(
      Object.fromEntries(['@a', '-p', '*', '影像 [1]?.7z', '--'].map((name) => [name, write7z(files)])),
    );
    writeFileSync(join(folder.path, 'other.7z'), write7z([]));
    for (const name of ['@a', '-p', '*', '影像 [1]?.7z', '--']) {
      expect(sorted((await listArchive(join(folder.path, name))).entries)).toEqual(expected);
    }
  });

  test('a file that is not there', async () => {
    await expect(listArchive(join('/', 'no', 'a.7z'))).rejects.toMatchObject({
      name: 'IntakeError',
      code: 'not-found',
    });
  });
});
