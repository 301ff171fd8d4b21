import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cabNamed } from '../../src/readers/archive/cab-names.ts';
import type { Listed } from '../../src/readers/archive/listed.ts';
import { listArchive } from '../../src/readers/archive/sevenzip.ts';
import { type CabFile, writeCab } from '../support/archives/cab.ts';
import { scratch } from '../support/archives/scratch.ts';
import { walked } from '../support/archives/walked.ts';

const WANG = Buffer.from('a4fd2e706466', 'hex'); // 王.pdf
const LI = Buffer.from('a7f52e706466', 'hex'); // 李.pdf
const KUNG = Buffer.from('a55c5cb35c2e706466', 'hex'); // 功\許.pdf: each sign ends with the byte of a backslash

async function pathsOf(bytes: Uint8Array): Promise<string[]> {
  using folder = scratch({ 'a.cab': bytes });
  return (await listArchive(join(folder.path, 'a.cab'))).entries.map(({ path }) => path);
}

describe.skipIf(process.platform === 'win32')('names of a cabinet in Big5 (Windows knows its code page)', () => {
  const files: CabFile[] = [
    { name: WANG, bytes: Buffer.from('w'), folder: 0 },
    { name: 'plain.pdf', bytes: Buffer.from('plain'), folder: 0 },
    { name: LI, bytes: Buffer.from('li'), folder: 1 },
    { name: KUNG, bytes: Buffer.from('kung'), folder: 1 },
    { name: '影像\\胸部.dcm', bytes: Buffer.from('image'), folder: 1 },
  ];
  const paths = ['王.pdf', 'plain.pdf', '李.pdf', '功/許.pdf', '影像/胸部.dcm'];

  test('are decoded, each with its own bytes', async () => {
    expect(await pathsOf(writeCab(files))).toEqual(paths);
    const all = await walked(writeCab(files));
    expect(all.map(({ path, bytes }) => [path, String(bytes)])).toEqual(
      files.map(({ bytes }, n) => [paths[n], String(bytes)]),
    );
  });

  test('are tied to the entries as these lie in the data, not in the order of the records', async () => {
    const cab = Buffer.from(
      writeCab([files[0] as CabFile, files[2] as CabFile].map((file) => ({ ...file, folder: 0 }))),
    );
    const at = cab.readUInt32LE(16);
    const record = 16 + WANG.length + 1;
    const [one, two] = [cab.subarray(at, at + record), cab.subarray(at + record, at + 2 * record)].map(Buffer.from);
    (two as Buffer).copy(cab, at);
    (one as Buffer).copy(cab, at + record);
    expect(await pathsOf(cab)).toEqual(['王.pdf', '李.pdf']);
    expect((await walked(cab)).map(({ path, bytes }) => `${path} ${bytes}`)).toEqual(['王.pdf w', '李.pdf li']);
  });

  test('stay those of 7-Zip where the records do not fit the listing', async () => {
    using folder = scratch({ 'a.cab': writeCab(files), 'cut.cab': writeCab(files).subarray(0, 70) });
    const entry = (path: string, size: number): Listed => ({
      ...{ path, size, directory: false, link: false, encrypted: false },
      ...{ method: 'None', dictionary: null, crc: null },
    });
    const lost = [entry('\uFFFD.pdf', 1), entry('plain.pdf', 5), entry('a', 2), entry('b', 4), entry('c', 5)];
    const fitting = lost.map((each, n) => (n === 1 ? each : { ...each, path: '\uFFFD' }));
    const named = async (file: string, entries: Listed[]) => cabNamed(join(folder.path, file), entries);
    expect((await named('a.cab', fitting)).map(({ path }) => path)).toEqual(paths);
    for (const [file, entries] of [
      ['a.cab', lost], // other names
      ['a.cab', fitting.slice(1)], // another count
      ['a.cab', fitting.map((each) => ({ ...each, size: 9 }))],
      ['cut.cab', fitting],
    ] as const)
      expect(await named(file, entries as Listed[])).toBe(entries);
  });
});
