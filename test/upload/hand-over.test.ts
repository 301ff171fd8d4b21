import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readReceipt } from '../../src/upload/verify.ts';
import { scratch } from '../support/archives/scratch.ts';
import { caseFiles, KEY, ZIP, zip } from '../support/product/packages.ts';
import { bigPackage } from '../support/upload/big-package.ts';
import { inTarget } from '../support/upload/handed.ts';
import { fitAt, fitOf, hand, judgedAt } from '../support/upload/judged.ts';
import { CAN_MOUNT, ownFileSystem, readOnly, sameFolder } from '../support/upload/mounts.ts';

/** A package, and places to hand it over. */
function world(name = ZIP, bytes: Uint8Array = zip(caseFiles())) {
  const folder = scratch({ [`in/${name}`]: bytes });
  const at = (...parts: string[]): string => join(folder.path, ...parts);
  return { at, dir: at('out'), data: at('data'), file: at('in', name), [Symbol.dispose]: folder[Symbol.dispose] };
}

describe('what is handed over', () => {
  test('the very bytes, in one folder that says which upload it is for, with receipt and checklist', async () => {
    using it = world();
    const result = await hand(await fitAt(it.file), it);
    expect(result).toMatchObject({
      kind: 'sent',
      target: it.at('out', '3501200000_1150512_001-QB1_R'),
      unmarked: false,
    });
    expect(readdirSync(it.dir)).toEqual(['3501200000_1150512_001-QB1_R']);
    expect(readdirSync(it.at('out', '3501200000_1150512_001-QB1_R')).sort()).toEqual([
      '3501200000_1150512_001.checklist.txt',
      '3501200000_1150512_001.receipt.json',
      ZIP,
    ]);
    expect(readFileSync(it.at('out', '3501200000_1150512_001-QB1_R', ZIP)).equals(readFileSync(it.file))).toBe(true);
    expect(readdirSync(it.at('data', 'outbox'))).toEqual([]);
  });

  test('loose files as they are, under their case number', async () => {
    using it = world();
    for (const [name, bytes] of Object.entries(caseFiles())) writeFileSync(it.at(name), bytes);
    const files = Object.keys(caseFiles());
    const result = await hand(await fitAt(...files.map((name) => it.at(name))), it);
    expect(result).toMatchObject({ kind: 'sent', target: it.at('out', `${KEY}-QB1_R`) });
    expect(readdirSync(it.at('out', `${KEY}-QB1_R`)).sort()).toEqual(
      [...files, `${KEY}.receipt.json`, `${KEY}.checklist.txt`].sort(),
    );
    expect((await inTarget(it.dir)).whole).toHaveLength(1);
  });

  test('a test says so in its name; it does not use names up for production, but production does for a test', async () => {
    using it = world();
    const fit = await fitAt(it.file);
    expect(await hand(fit, it, 'test')).toMatchObject({ kind: 'sent', target: expect.stringMatching(/-QB1_T$/) });
    expect(await hand(fit, { ...it, dir: it.at('2') }, 'test')).toMatchObject({ kind: 'earlier' });
    expect(await hand(fit, it)).toMatchObject({ kind: 'sent', target: expect.stringMatching(/-QB1_R$/) });
    expect(await hand(fit, { ...it, dir: it.at('3') }, 'test')).toMatchObject({ kind: 'earlier' });
    expect((await inTarget(it.dir)).whole.sort()).toEqual([
      '3501200000_1150512_001-QB1_R',
      '3501200000_1150512_001-QB1_T',
    ]);
  });

  test('to the folder of the package itself', async () => {
    using it = world();
    expect(await hand(await fitAt(it.file), { ...it, dir: it.at('in') })).toMatchObject({ kind: 'sent' });
    expect(readdirSync(it.at('in')).sort()).toEqual(['3501200000_1150512_001-QB1_R', ZIP]);
  });

  test.skipIf(process.platform === 'win32')(
    'the outbox is for this user alone, what is handed over is not',
    async () => {
      using it = world();
      const before = process.umask(0o022);
      try {
        await hand(await fitAt(it.file), it);
        expect(statSync(it.at('data', 'outbox')).mode & 0o777).toBe(0o700);
        expect(statSync(it.at('out', '3501200000_1150512_001-QB1_R')).mode & 0o777).toBe(0o755);
      } finally {
        process.umask(before);
      }
    },
  );
});

describe('long names', () => {
  // 255 bytes each, different in the last sign before the extension
  const long = (last: string): string => `3501200000_1150512_001${'影'.repeat(76)}${last}.zip`;

  test('of 255 bytes: cut, but told apart', async () => {
    for (const last of ['a', 'b']) expect(Buffer.byteLength(long(last))).toBe(255);
    using it = world(long('a'));
    const other = Object.fromEntries(
      Object.entries(caseFiles()).map(([name, bytes]) => [name.replace('00000001', '00000002'), bytes]),
    );
    writeFileSync(it.at('in', long('b')), zip(other));
    // no such name is accepted, unless a configuration says so
    const levels = { 'prior-auth-zip-name': { level: 'advise', reason: 'the name is what is tested' } } as const;
    for (const last of ['a', 'b']) {
      const fit = fitOf(await judgedAt([it.at('in', long(last))], { levels }));
      expect(await hand(fit, it)).toMatchObject({ kind: 'sent' });
    }
    const { whole, broken } = await inTarget(it.dir);
    expect([whole.length, broken]).toEqual([2, []]);
    for (const folder of whole) {
      expect(folder).toMatch(/^3501200000_1150512_001影+~[0-9a-f]{8}-QB1_R$/);
      const names = readdirSync(join(it.dir, folder));
      for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      const receipt = names.find((name) => name.endsWith('.receipt.json')) ?? '';
      expect((await readReceipt(join(it.dir, folder, receipt))).ruleset.levels).toEqual([
        { ruleId: 'prior-auth-zip-name', from: 'return-file', to: 'advise', reason: 'the name is what is tested' },
      ]);
    }
  });
});

describe('refused, and nothing is left', () => {
  const refusedAs = async (it: ReturnType<typeof world>, code: string, dir = it.dir): Promise<void> => {
    const fit = await fitAt(it.file);
    expect(await hand(fit, { ...it, dir })).toMatchObject({ kind: 'refused', code });
    expect(existsSync(it.at('data', 'outbox')) ? readdirSync(it.at('data', 'outbox')) : []).toEqual([]);
  };

  test('the target is there already: not touched', async () => {
    using it = world();
    const target = it.at('out', '3501200000_1150512_001-QB1_R');
    mkdirSync(target, { recursive: true });
    await refusedAs(it, 'target-exists');
    expect(readdirSync(target)).toEqual([]);
  });

  test('the folder is a file, or lies below one', async () => {
    using it = world();
    writeFileSync(it.at('file'), 'x');
    await refusedAs(it, 'not-a-folder', it.at('file'));
    await refusedAs(it, 'not-a-folder', it.at('file', 'below'));
    expect(readFileSync(it.at('file'), 'utf8')).toBe('x');
  });

  test('the package changed since it was judged; also where size and time say that it did not', async () => {
    using it = world();
    const fit = await fitAt(it.file);
    const { atime, mtime } = statSync(it.file);
    const bytes = readFileSync(it.file);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    writeFileSync(it.file, bytes);
    utimesSync(it.file, atime, mtime);
    expect(await hand(fit, it)).toMatchObject({ kind: 'refused', code: 'changed' });
    expect(existsSync(it.dir)).toBe(false);
    writeFileSync(it.file, 'shorter');
    expect(await hand(fit, it)).toMatchObject({ kind: 'refused', code: 'changed' });
    expect(existsSync(it.dir)).toBe(false);
  });

  test('and what was refused after it began can be handed over later', async () => {
    using it = world();
    const fit = await fitAt(it.file);
    const bytes = readFileSync(it.file);
    writeFileSync(it.file, 'another');
    expect(await hand(fit, it)).toMatchObject({ kind: 'refused', code: 'changed' });
    writeFileSync(it.file, bytes);
    expect(await hand(await fitAt(it.file), it)).toMatchObject({ kind: 'sent' });
  });

  test('folders made on the way go again, those of others stay', async () => {
    using it = world();
    mkdirSync(it.at('mine'));
    const fit = await fitAt(it.file);
    writeFileSync(it.file, 'another');
    expect(await hand(fit, { ...it, dir: it.at('mine', 'new', 'deep') })).toMatchObject({ code: 'changed' });
    expect(readdirSync(it.at('mine'))).toEqual([]);
  });

  test.skipIf(!CAN_MOUNT)('the disk is full, or read-only (skipped: cannot mount here)', async () => {
    using it = world(ZIP, bigPackage(2));
    using disk = ownFileSystem(it.at('disk'), 1_000_000);
    await refusedAs(it, 'no-room', it.at('disk'));
    await refusedAs(it, 'no-room', it.at('disk', 'new'));
    expect(readdirSync(disk.path)).toEqual([]);
    readOnly(disk.path);
    await refusedAs(it, 'cannot-write', it.at('disk'));
    await refusedAs(it, 'cannot-write', it.at('disk', 'new'));
  });
});

describe.skipIf(!CAN_MOUNT)('other file systems (skipped: cannot mount here)', () => {
  test('one of its own: staged there, hidden, and nothing hidden is left', async () => {
    using it = world();
    using disk = ownFileSystem(it.at('disk'), 10_000_000);
    expect(await hand(await fitAt(it.file), { ...it, dir: disk.path })).toMatchObject({ kind: 'sent' });
    expect(await inTarget(disk.path)).toEqual({ whole: ['3501200000_1150512_001-QB1_R'], broken: [], hidden: [] });
  });

  test('the same one, mounted twice, where nothing can be moved across', async () => {
    using it = world();
    mkdirSync(it.at('real'));
    using mount = sameFolder(it.at('real'), it.at('mount'));
    mkdirSync(it.data);
    expect(lstatSync(mount.path).dev).toBe(lstatSync(it.data).dev);
    expect(await hand(await fitAt(it.file), { ...it, dir: mount.path })).toMatchObject({ kind: 'sent' });
    expect(await inTarget(mount.path)).toEqual({ whole: ['3501200000_1150512_001-QB1_R'], broken: [], hidden: [] });
    expect(readdirSync(it.at('data', 'outbox'))).toEqual([]);
  });
});
