import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FixedFile } from '../../src/fix/fix-submission.ts';
import { PublishError, publish } from '../../src/fix/publish.ts';
import { memorySource } from '../../src/intake/memory.ts';
import { scratch } from '../support/archives/scratch.ts';
import { sha } from '../support/fix/wrong.ts';

const file = (path: string, bytes: Uint8Array = Buffer.from(path)): FixedFile => ({
  path,
  sha256: sha(bytes),
  source: memorySource(path, bytes),
});

/** All that is in a folder, hidden files too. */
const tree = (folder: string): string[] => readdirSync(folder, { recursive: true }).map(String).sort();

async function refused(work: Promise<void>): Promise<[string, string]> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PublishError)) throw error ?? new Error('it was not refused');
  return [error.code, error.path];
}

/** Whether this user may mount: root in a container that allows it. */
function mayMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  using folder = scratch();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder.path], { stdio: 'ignore' });
    execFileSync('umount', [folder.path]);
    return true;
  } catch {
    return false;
  }
}

/** A small disk of its own. */
function disk(options: string): Disposable & { path: string } {
  const folder = scratch();
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder.path]);
  return {
    path: folder.path,
    [Symbol.dispose]() {
      execFileSync('umount', [folder.path]);
      folder[Symbol.dispose]();
    },
  };
}

test('files lie where they belong, whole, and nothing else does', async () => {
  using folder = scratch();
  await publish([file('a.zip'), file('case 1/FHR.JSON'), file('case 1/ATT.7z')], join(folder.path, 'new', 'out'));
  expect(tree(join(folder.path, 'new', 'out'))).toEqual(['a.zip', 'case 1', 'case 1/ATT.7z', 'case 1/FHR.JSON']);
  const path = join(folder.path, 'new', 'out', 'a.zip');
  expect(readFileSync(path, 'utf8')).toBe('a.zip');
  expect(statSync(path).nlink).toBe(1);
});

describe('nothing is overwritten, and nothing is left half done', () => {
  test('a target that is there', async () => {
    using folder = scratch({ 'b.zip': 'mine' });
    expect(await refused(publish([file('a.zip'), file('b.zip'), file('c.zip')], folder.path))).toEqual([
      'exists',
      'b.zip',
    ]);
    expect(tree(folder.path)).toEqual(['b.zip']);
    expect(readFileSync(join(folder.path, 'b.zip'), 'utf8')).toBe('mine');
  });

  test('a target that comes up while it is written', async () => {
    using folder = scratch();
    const late = join(folder.path, 'out', 'b.zip');
    const slow: FixedFile = {
      ...file('b.zip'),
      source: {
        ...file('b.zip').source,
        async *open() {
          writeFileSync(late, 'mine');
          yield Buffer.from('b.zip');
        },
      },
    };
    expect(await refused(publish([file('a.zip'), slow], join(folder.path, 'out')))).toEqual(['exists', 'b.zip']);
    expect(tree(folder.path)).toEqual(['out', 'out/b.zip']);
    expect(readFileSync(late, 'utf8')).toBe('mine');
  });

  test('a link, and a link to nothing, are there too', async () => {
    using folder = scratch({ original: 'x' });
    linkSync(join(folder.path, 'original'), join(folder.path, 'a.zip'));
    execFileSync('ln', ['-s', 'gone', join(folder.path, 'b.zip')]);
    expect(await refused(publish([file('a.zip')], folder.path))).toEqual(['exists', 'a.zip']);
    expect(await refused(publish([file('b.zip')], folder.path))).toEqual(['exists', 'b.zip']);
    expect(existsSync(join(folder.path, 'gone'))).toBe(false);
  });

  test('a folder that is a file', async () => {
    using folder = scratch({ out: 'x' });
    expect((await refused(publish([file('a.zip')], join(folder.path, 'out'))))[0]).toBe('not-a-folder');
    expect((await refused(publish([file('a.zip')], join(folder.path, 'out', 'deeper'))))[0]).toBe('not-a-folder');
    expect(readFileSync(join(folder.path, 'out'), 'utf8')).toBe('x');
  });

  test('bytes that are not those that were judged: nothing is written', async () => {
    using folder = scratch();
    const wrong = { ...file('b.zip'), sha256: sha(Buffer.from('other')) };
    await expect(publish([file('a.zip'), wrong], join(folder.path, 'out'))).rejects.toThrow('changed');
    expect(tree(folder.path)).toEqual([]);
  });

  test('a source that fails', async () => {
    using folder = scratch();
    const failing: FixedFile = {
      ...file('b.zip'),
      source: {
        ...file('b.zip').source,
        // biome-ignore lint/correctness/useYield: it fails before the first byte
        async *open() {
          throw new Error('gone');
        },
      },
    };
    await expect(publish([file('a.zip'), failing], join(folder.path, 'out'))).rejects.toThrow('gone');
    expect(tree(folder.path)).toEqual([]);
  });

  test.each(['../a.zip', '/a.zip', 'x/../../a.zip'])('a path that leads elsewhere: %s', async (path) => {
    using folder = scratch();
    await expect(publish([file(path)], join(folder.path, 'out'))).rejects.toThrow('elsewhere');
    expect(tree(folder.path)).toEqual([]);
  });
});

describe.skipIf(!mayMount())('a disk that does not take it (skipped where this user may not mount one)', () => {
  test('full', async () => {
    using small = disk('size=64k');
    const big = file('b.zip', new Uint8Array(1_000_000));
    expect(await refused(publish([file('a.zip'), big], join(small.path, 'out')))).toEqual(['full', 'b.zip']);
    expect(tree(small.path)).toEqual([]);
  });

  test('read-only', async () => {
    using fixed = disk('ro,size=64k');
    expect((await refused(publish([file('a.zip')], fixed.path)))[0]).toBe('not-writable');
    expect((await refused(publish([file('a.zip')], join(fixed.path, 'out'))))[0]).toBe('not-writable');
    expect(tree(fixed.path)).toEqual([]);
  });
});

test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
  'a folder that may not be written to',
  async () => {
    using folder = scratch();
    mkdirSync(join(folder.path, 'out'), { mode: 0o500 });
    expect((await refused(publish([file('a.zip')], join(folder.path, 'out'))))[0]).toBe('not-writable');
  },
);
