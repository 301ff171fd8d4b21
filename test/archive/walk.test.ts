import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { writeCab } from '../support/archives/cab.ts';
import type { CabPacking } from '../support/archives/cab-packing.ts';
import { seeded } from '../support/archives/scratch.ts';
import { writeRaw7z } from '../support/archives/seven-raw.ts';
import { write7z } from '../support/archives/sevenzip.ts';
import { outcome, sortedBytes, walked } from '../support/archives/walked.ts';

const random = seeded(5);
const noise = (size: number) => Buffer.from(Array.from({ length: size }, () => random(256)));
const files = [
  { name: 'DICOMDIR', bytes: noise(700) },
  { name: 'empty', bytes: Buffer.alloc(0) },
  { name: '影像 1/胸部.dcm', bytes: noise(170_001) },
  { name: '影像 1/許功蓋', bytes: noise(1) },
  { name: '影像 1/none', bytes: Buffer.alloc(0) },
  { name: '影像 2/text', bytes: Buffer.from('身分證 A123456789,'.repeat(9_000)) },
  { name: 'program', bytes: readFileSync(process.execPath).subarray(0, 90_000) },
];

describe('7z: every byte to its own entry', () => {
  test.each<[string, boolean, string[]]>([
    ['LZMA', true, ['-m0=LZMA:d=192k']],
    ['LZMA2', true, ['-m0=LZMA2:d=1m']],
    ['LZMA2', false, ['-m0=LZMA2']],
    ['PPMd', true, ['-m0=PPMd:mem=24:o=6']],
    ['PPMd', false, ['-m0=PPMd']],
    ['BZip2', true, ['-m0=BZip2']],
    ['Deflate', true, ['-m0=Deflate']],
    ['Deflate64', false, ['-m0=Deflate64']],
    ['Copy', true, ['-m0=Copy']],
    ['BCJ', true, ['-m0=BCJ', '-m1=LZMA2']],
    ['BCJ2', true, ['-mf=BCJ2', '-mx9']],
    ['Delta', true, ['-m0=Delta:4', '-m1=LZMA']],
    ['blocks of two files', true, ['-ms=2f']],
    ['blocks by extension', true, ['-ms=e']],
    ['a header that is not packed', true, ['-mhc=off']],
  ])('%s, solid %s', async (_, solid, switches) => {
    const archive = write7z([...files, { name: 'folder/', bytes: Buffer.alloc(0) }], { solid, switches });
    const entries = await walked(archive);
    expect(sortedBytes(entries.filter(({ path }) => path !== 'folder'))).toEqual(sortedBytes(files));
  });

  test.skipIf(process.platform === 'win32')('a symbolic link gives where it leads to, and shifts nothing', async () => {
    const link = { name: 'b', bytes: Buffer.alloc(0), link: 'DICOMDIR' };
    const entries = await walked(write7z([...files, link]));
    expect(sortedBytes(entries)).toEqual(sortedBytes([...files, { ...link, bytes: Buffer.from('DICOMDIR') }]));
  });

  test('names twice, hostile, or alike but for case', async () => {
    const names = [
      'a',
      'a',
      'A',
      '../../evil',
      '/etc/passwd',
      'C:/x',
      'x:y',
      '*',
      '-p',
      '@a',
      'CON',
      '影\u202Egpj.exe',
    ];
    const members = names.map((name, n) => ({ name, bytes: Buffer.from(`number ${n}`) }));
    const entries = await walked(writeRaw7z(members));
    expect(entries.map(({ path, bytes }) => ({ name: path, bytes }))).toEqual(members);
  });

  test('nothing in it, or only what is empty', async () => {
    expect(await walked(write7z([]))).toEqual([]);
    expect(await walked(write7z([{ name: 'a', bytes: Buffer.alloc(0) }]))).toHaveLength(1);
  });
});

describe('cabinets: every byte to its own entry', () => {
  const inFolders = files.map((file, n) => ({ ...file, folder: Math.floor(n / 3) }));
  test.each<[CabPacking[]]>([[['none']], [['mszip']], [['lzx:15']], [['lzx:21']], [['mszip', 'none', 'lzx:18']]])(
    '%j, in one folder and in three',
    async (packing) => {
      expect(sortedBytes(await walked(writeCab(files, packing)))).toEqual(sortedBytes(files));
      expect(sortedBytes(await walked(writeCab(inFolders, packing)))).toEqual(sortedBytes(files));
    },
  );

  const HEADER = 36 + 2 * 8; // of the cabinet and its two folders
  const RECORD = 18; // with a name of one letter
  const members = [
    { name: 'a', bytes: Buffer.from('first') },
    { name: 'b', bytes: Buffer.from('second one') },
    { name: 'a', bytes: Buffer.from('a again') },
    { name: 'c', bytes: Buffer.from('other folder'), folder: 1 },
  ];
  const cabinet = writeCab(members);
  /** The cabinet with its records in that order, each changed at will. */
  function reordered(order: readonly number[], change: (record: Buffer, n: number) => void = () => {}): Uint8Array {
    const records = order.map((n) => {
      const record = Buffer.from(cabinet.subarray(HEADER + RECORD * n, HEADER + RECORD * (n + 1)));
      change(record, n);
      return record;
    });
    const behind = cabinet.subarray(HEADER + RECORD * members.length);
    return Buffer.concat([cabinet.subarray(0, HEADER), ...records, behind]);
  }

  test('whose records are not in the order of the data', async () => {
    for (const order of [
      [1, 0, 2, 3],
      [3, 2, 1, 0],
      [0, 3, 1, 2],
    ]) {
      expect(sortedBytes(await walked(reordered(order)))).toEqual(sortedBytes(members));
    }
  });

  test('two entries over the very same bytes are both given them; over some of them, damaged', async () => {
    const same = await walked(
      reordered([0, 1, 2, 3], (record, n) => {
        if (n !== 1) return;
        record.writeUInt32LE(5, 0);
        record.writeUInt32LE(0, 4);
      }),
    );
    expect(same.find(({ path }) => path === 'b')?.bytes).toEqual(Buffer.from('first'));
    expect(same.find(({ path }) => path === 'c')?.bytes).toEqual(Buffer.from('other folder'));
    expect(await outcome(reordered([0, 1, 2, 3], (record, n) => n === 1 && record.writeUInt32LE(3, 4)))).toBe(
      'damaged',
    );
  });

  test('an entry that claims more than there is, or lies behind the end: damaged', async () => {
    expect(await outcome(reordered([0, 1, 2, 3], (record, n) => n === 3 && record.writeUInt32LE(50, 0)))).toBe(
      'damaged',
    );
    expect(await outcome(reordered([0, 1, 2, 3], (record, n) => n === 1 && record.writeUInt32LE(500, 4)))).toBe(
      'damaged',
    );
    expect(await outcome(reordered([0, 1, 2, 3], (record, n) => n === 1 && record.writeUInt16LE(7, 8)))).toBe(
      'damaged',
    );
  });
});
