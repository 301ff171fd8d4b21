import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test, vi } from 'vitest';
import { ZipFile as Yazl } from 'yazl';
import { memorySource } from '../../src/intake/memory.ts';
import { privateFolder } from '../../src/intake/temp.ts';
import { hostileName, repeatedNames } from '../../src/readers/archive/names.ts';
import { listArchive } from '../../src/readers/archive/sevenzip.ts';
import { walkArchive } from '../../src/readers/archive/walk.ts';
import { openZip } from '../../src/readers/archive/zip.ts';
import { writeCab } from '../support/archives/cab.ts';
import { allOf, seeded } from '../support/archives/scratch.ts';
import { UNIX_ATTRIBUTES, writeRaw7z } from '../support/archives/seven-raw.ts';
import { write7z } from '../support/archives/sevenzip.ts';
import { ownTemporaryFolder } from '../support/archives/temporary.ts';
import { walked } from '../support/archives/walked.ts';
import { writeZip } from '../support/archives/zip.ts';

const random = seeded(9);
const noise = (size: number) => Buffer.from(Array.from({ length: size }, () => random(256)));
const timeout = 120_000;

const away = ownTemporaryFolder();

describe('archives in archives', () => {
  test('zip, 7z, zip: the innermost byte for byte', async () => {
    const bytes = noise(50_000);
    const inner = writeZip([{ name: 'a', bytes }]);
    const outer = writeZip([{ name: 'ATT.7z', bytes: write7z([{ name: 'b.zip', bytes: inner }]) }]);
    await using folder = await privateFolder();
    const [seven] = (await openZip(memorySource('', outer))).entries;
    const path = await folder.file(seven?.body() ?? memorySource('', bytes).open(), { maxBytes: 1e6 });
    let read: Uint8Array = Buffer.alloc(0);
    for await (const entry of walkArchive(path, await listArchive(path))) {
      const [a] = (await openZip(memorySource('', await allOf(entry.body())))).entries;
      read = await allOf(a?.body() ?? entry.body());
    }
    expect(bytes.equals(read)).toBe(true);
  });

  test('42.zip, sixteen in each of sixteen: each layer opens for its names alone; the bomb in the last is refused', async () => {
    let bytes: Uint8Array = writeZip([{ name: '0.dll', bytes: Buffer.alloc(20 * 2 ** 20) }]);
    for (let layer = 0; layer < 5; layer++) {
      bytes = writeZip(Array.from({ length: 16 }, (_, n) => ({ name: `${n}.zip`, bytes })));
    }
    for (let layer = 0; layer < 5; layer++) {
      const { entries } = await openZip(memorySource('', bytes));
      expect(entries).toHaveLength(16);
      bytes = await allOf(entries[15]?.body() ?? memorySource('', bytes).open());
    }
    const [bomb] = (await openZip(memorySource('', bytes))).entries;
    await expect(allOf(bomb?.body() ?? memorySource('', bytes).open())).rejects.toMatchObject({
      code: 'too-large',
      limit: 'maxRatio',
    });
  });
});

describe('more entries than sixteen bits count', () => {
  const names = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ name: `d/${n}`, bytes: Buffer.from(`${n}`) }));

  test('7z: 65,537', { timeout }, async () => {
    const entries = await walked(writeRaw7z(names(65_537)));
    expect(entries).toHaveLength(65_537);
    expect(entries.every(({ path, bytes }) => path === `d/${bytes}`)).toBe(true);
  });

  test('cabinet: 65,535, which is all it can have', { timeout }, async () => {
    const entries = await walked(writeCab(names(65_535), ['mszip']));
    expect(entries).toHaveLength(65_535);
    expect(entries.every(({ path, bytes }) => path === `d/${bytes}`)).toBe(true);
  });

  test('zip: 65,537', { timeout }, async () => {
    const yazl = new Yazl();
    for (const { name, bytes } of names(65_537)) yazl.addBuffer(bytes, name, { compress: false });
    yazl.end();
    const { entries } = await openZip(memorySource('', await buffer(yazl.outputStream)));
    expect(entries).toHaveLength(65_537);
    for (const entry of entries.slice(-3)) expect(`d/${await allOf(entry.body())}`).toBe(entry.path);
  });

  test('100,001 are refused by number', { timeout }, async () => {
    const many = writeRaw7z(Array.from({ length: 100_001 }, (_, n) => ({ name: `${n}`, bytes: Buffer.alloc(0) })));
    await expect(walked(many)).rejects.toMatchObject({ code: 'too-many', limit: 'maxEntries', value: 100_000 });
  });
});

describe('names', () => {
  const BIG5 = Buffer.from([0xb3, 0x5c, 0xa5, 0x5c, 0xbb, 0x5c]); // 許功蓋: each ends in a backslash
  const SHIFT_JIS = Buffer.from([0x89, 0xe6, 0x91, 0x9c, 0x83, 0x5c]); // 画像ソ

  test('in Big5 or Shift-JIS: something is shown, and the bytes are right', async () => {
    const files = [BIG5, SHIFT_JIS, Buffer.from('plain')].map((name, n) => ({
      name,
      bytes: Buffer.from(`number ${n}`),
    }));
    const { entries } = await openZip(memorySource('', writeZip(files)));
    expect(entries[0]?.path).toBe('許功蓋');
    for (const [n, entry] of entries.entries()) expect(`${await allOf(entry.body())}`).toBe(`number ${n}`);
    const cab = await walked(writeCab(files));
    expect(cab.map(({ bytes }) => `${bytes}`).sort()).toEqual(['number 0', 'number 1', 'number 2']);
    expect(cab.every(({ path }) => path !== '')).toBe(true);
  });

  test('that climb, links out of the folder, devices: told, and nothing is written anywhere', async () => {
    const bytes = Buffer.from(join(away.path, 'target'));
    const mode = (value: number) => ((value << 16) | UNIX_ATTRIBUTES) >>> 0;
    const members = [
      { name: '../../evil', bytes },
      { name: join(away.path, 'evil'), bytes },
      { name: 'link', bytes, attributes: mode(0o120777) },
      { name: 'link/evil', bytes },
      { name: 'tty', bytes, attributes: mode(0o020666) },
      { name: 'LINK', bytes },
    ];
    const folder = join(away.path, 'deep', 'er');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, 'a.7z');
    writeFileSync(path, writeRaw7z(members));
    const listing = await listArchive(path);
    const here = readdirSync('.');
    for await (const entry of walkArchive(path, listing)) expect((await allOf(entry.body())).equals(bytes)).toBe(true);
    expect(readdirSync('.')).toEqual(here);
    expect(readdirSync(away.path, { recursive: true }).sort()).toEqual(['deep', 'deep/er', 'deep/er/a.7z']);
    expect(listing.entries.filter(({ link }) => link).map(({ path }) => path)).toEqual(['link', 'tty']);
    expect(listing.entries.map((entry) => hostileName(entry.path)).slice(0, 3)).toEqual([
      'traversal',
      'absolute',
      null,
    ]);
    expect(repeatedNames(listing.entries.map((entry) => entry.path))).toEqual(['LINK']);
  });
});

test.skipIf(process.platform === 'win32')(
  'killed in the midst of a walk: 7-Zip ends, and the next start sweeps',
  async () => {
    const archive = write7z([{ name: 'a', bytes: noise(4e6) }], { switches: ['-m0=Copy'] });
    writeFileSync(join(away.path, 'a.7z'), archive);
    const source = (path: string) => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);
    const code = `
    const { privateFolder } = await import(${source('intake/temp.ts')});
    const { diskSource } = await import(${source('intake/disk.ts')});
    const { listArchive } = await import(${source('readers/archive/sevenzip.ts')});
    const { walkArchive } = await import(${source('readers/archive/walk.ts')});
    const { readFileSync } = await import('node:fs');
    const folder = await privateFolder();
    const given = await diskSource(${JSON.stringify(join(away.path, 'a.7z'))}, '');
    const path = await folder.file(given.open(), { maxBytes: 1e9 });
    for await (const entry of walkArchive(path, await listArchive(path))) {
      for await (const _ of entry.body()) {
        const engine = readFileSync('/proc/' + process.pid + '/task/' + process.pid + '/children', 'latin1').trim();
        process.stdout.write(folder.path + ' ' + engine, () => process.kill(process.pid, 'SIGKILL'));
        await new Promise(() => {});
      }
    }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await Promise.all([once(child.stdout, 'data'), once(child, 'close')]))[0] as [Buffer];
    const [path = '', engine] = String(said).split(' ');
    expect(Number(engine)).toBeGreaterThan(0);
    await vi.waitFor(() => expect(() => process.kill(Number(engine), 0)).toThrow('ESRCH'), { timeout: 20_000 });
    expect(existsSync(path)).toBe(true);
    await using _ = await privateFolder();
    expect(existsSync(path)).toBe(false);
  },
);
