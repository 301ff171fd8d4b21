import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ZipFile as Yazl } from 'yazl';
import { diskSource } from '../../src/intake/disk.ts';
import { memorySource } from '../../src/intake/memory.ts';
import { openZip } from '../../src/readers/archive/zip.ts';
import type { ZipLimits } from '../../src/readers/archive/zip-budget.ts';
import { allOf, scratch, seeded } from '../support/archives/scratch.ts';
import { writeZip, type ZipFile } from '../support/archives/zip.ts';

const random = seeded(7);
const noise = Buffer.from(Array.from({ length: 600_000 }, () => random(256)));
const text = Buffer.from('身分證 A123456789,'.repeat(50_000));

function open(files: readonly ZipFile[], limits: Partial<ZipLimits> = {}) {
  return openZip(memorySource('a.zip', writeZip(files)), limits);
}
async function paths(files: readonly ZipFile[]): Promise<string[]> {
  return (await open(files)).entries.map((entry) => entry.path);
}

describe('a good zip', () => {
  test('gives names, sizes and bodies, stored or deflated, small or large, in any order and again', async () => {
    const files = [
      { name: '影像/', bytes: Buffer.alloc(0) },
      { name: '影像/IM 1', bytes: noise, stored: true },
      { name: 'FHR.JSON', bytes: text },
      { name: 'noise', bytes: noise },
      { name: 'empty', bytes: Buffer.alloc(0) },
      { name: 'small', bytes: Buffer.from('x') },
    ];
    using folder = scratch({ 'a.zip': writeZip(files) });
    const { entries } = await openZip(await diskSource(join(folder.path, 'a.zip'), 'a.zip'));
    expect(entries.map(({ path, size, directory, encrypted }) => ({ path, size, directory, encrypted }))).toEqual(
      files.map(({ name, bytes }, n) => ({ path: name, size: bytes.length, directory: n === 0, encrypted: false })),
    );
    for (const n of [5, 4, 3, 2, 1, 0, 2]) {
      const body = await allOf(entries[n]?.body() ?? memorySource('', noise).open());
      expect(body.equals(files[n]?.bytes ?? noise)).toBe(true);
    }
    const together = await Promise.all(entries.map((entry) => allOf(entry.body())));
    expect(together.map((body, n) => body.equals(files[n]?.bytes ?? noise))).not.toContain(false);
  });

  test('with no entries', async () => {
    expect((await open([])).entries).toEqual([]);
  });

  test('a body that is not read to its end lets go', async () => {
    const { entries } = await open([{ name: 'a', bytes: noise }]);
    for await (const bytes of entries[0]?.body() ?? []) {
      expect(bytes.length).toBeGreaterThan(0);
      break;
    }
  });

  test.each([true, false])(
    'by another writer, streamed with sizes behind the data, zip64 %s',
    async (forceZip64Format) => {
      const yazl = new Yazl();
      for (const [name, bytes] of [
        ['影像 1', text],
        ['b', noise],
      ] as const) {
        yazl.addReadStreamLazy(name, { forceZip64Format }, (give) => give(null, Readable.from([bytes])));
      }
      yazl.end({ forceZip64Format, comment: '' });
      const { entries } = await openZip(memorySource('a.zip', await buffer(yazl.outputStream)));
      expect(entries.map((entry) => entry.path)).toEqual(['影像 1', 'b']);
      for (const [n, entry] of entries.entries())
        expect((await allOf(entry.body())).equals(n === 0 ? text : noise)).toBe(true);
    },
  );

  test('65,535 entries', async () => {
    const files = Array.from({ length: 65_535 }, (_, n) => ({
      name: `d/${n}`,
      bytes: Buffer.from(`${n}`),
      stored: true,
    }));
    using folder = scratch({ 'a.zip': writeZip(files) });
    const { entries } = await openZip(await diskSource(join(folder.path, 'a.zip'), 'a.zip'));
    expect(entries).toHaveLength(65_535);
    expect(entries.at(-1)?.path).toBe('d/65534');
    for (const entry of entries.slice(-3)) expect(`d/${await allOf(entry.body())}`).toBe(entry.path);
  });
});

describe('names stay as they are given', () => {
  const bytes = Buffer.from('x');
  const big5 = Buffer.from([0xb3, 0x5c, 0x5c, 0xa4, 0xa4]); // 許\中

  test('UTF-8 with and without the flag, Big5, hostile ones, doubles', async () => {
    const names = ['影像.dcm', '../a', '/a', '\\a', 'C:\\a', 'a\\b', 'a\0b', 'a\nb', '', 'a', 'a'];
    expect(await paths(names.map((name) => ({ name, bytes })))).toEqual(names);
    expect(await paths(names.map((name) => ({ name, bytes, utf8: false })))).toEqual(names);
    expect(await paths([{ name: big5, bytes }])).toEqual(['許\\中']);
  });

  test('and their bodies can be read', async () => {
    const { entries } = await open([
      { name: big5, bytes },
      { name: '../a\\', bytes },
      { name: '', bytes },
    ]);
    for (const entry of entries) expect(String(await allOf(entry.body()))).toBe('x');
  });
});

test('a hostile raw name is not hidden by a harmless Unicode Path field; a harmless one gives way to it', async () => {
  const field = (raw: string, name: string): Uint8Array => {
    const data = Buffer.concat([Buffer.alloc(9), Buffer.from(name)]);
    data.writeUInt16LE(0x7075, 0);
    data.writeUInt16LE(data.length - 4, 2);
    data.writeUInt8(1, 4);
    data.writeUInt32LE(crc32(Buffer.from(raw)), 5);
    return data;
  };
  const named = (raw: string, name: string): ZipFile => ({ name: raw, bytes: text, extra: field(raw, name) });
  const files = [named('../../evil', 'ATT.CAB'), named('????.pdf', '影像.pdf'), named('plain', '../evil')];
  expect(await paths(files)).toEqual(['../../evil', '影像.pdf', '../evil']);
});
