import { symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourcesOf } from '../../src/intake/paths.ts';
import { shownPaths } from '../../src/intake/shown.ts';
import { allOf, scratch } from '../support/archives/scratch.ts';

async function shown(root: string, paths: string[], maxFiles?: number): Promise<string[]> {
  const full = paths.map((path) => `${root}/${path}`);
  const intake = await sourcesOf(full, maxFiles === undefined ? {} : { maxFiles });
  return intake.sources.map((source) => source.path);
}

describe('files and folders of a command line', () => {
  test('a file by its name, a file in a folder from that folder, in the order given', async () => {
    using folder = scratch({ 'in/影像 1/b.dcm': 'b', 'in/a.csv': 'a', 'z.zip': 'z' });
    expect(await shown(folder.path, ['z.zip', 'in'])).toEqual(['z.zip', 'a.csv', '影像 1/b.dcm']);
    expect(await shown(folder.path, ['in/../in/./'])).toEqual(['a.csv', '影像 1/b.dcm']);
    const { sources } = await sourcesOf([relative(process.cwd(), join(folder.path, 'in'))]);
    expect(sources.map((source) => source.path)).toEqual(['a.csv', '影像 1/b.dcm']);
    expect(sources[0]?.diskPath).toBe(join(folder.path, 'in', 'a.csv'));
    for (const source of sources.slice(1)) expect(String(await allOf(source.open()))).toBe('b');
  });

  test('the same file twice is one', async () => {
    using folder = scratch({ 'in/sub/a.csv': '', 'in/b.csv': '' });
    expect(await shown(folder.path, ['in/b.csv', 'in/./b.csv', 'in', 'in/sub'])).toEqual(['b.csv', 'sub/a.csv']);
  });

  test('two that would be shown alike get the folder above in front, others do not', async () => {
    using folder = scratch({ 'x/in/1.csv': '', 'y/in/1.csv': '', 'y/in/2.csv': '', 'c.csv': '', 'x/c/1.csv': '' });
    expect(await shown(folder.path, ['x/in/1.csv', 'c.csv', 'y/in/1.csv'])).toEqual([
      'x/in/1.csv',
      'c.csv',
      'y/in/1.csv',
    ]);
    expect(await shown(folder.path, ['x/in', 'y/in', 'c.csv'])).toEqual([
      'x/in/1.csv',
      'y/in/1.csv',
      'y/in/2.csv',
      'c.csv',
    ]);
    expect(await shown(folder.path, ['x/in/1.csv', 'x/c/1.csv'])).toEqual(['in/1.csv', 'c/1.csv']);
  });

  test('names that run out get a number', () => {
    const files = ['in/1.csv'];
    expect(
      shownPaths([
        { above: ['a'], files },
        { above: ['a'], files },
        { above: ['a'], files },
      ]),
    ).toEqual([['a/in/1.csv'], ['#2/a/in/1.csv'], ['#3/a/in/1.csv']]);
    expect(
      shownPaths([
        { above: [], files },
        { above: ['in'], files: ['1.csv'] },
        { above: ['b'], files: ['1.csv'] },
      ]),
    ).toEqual([['in/1.csv'], ['#2/in/1.csv'], ['b/1.csv']]);
  });

  test('never an absolute path', async () => {
    using folder = scratch({ 'x/1.csv': '', 'y/1.csv': '' });
    for (const path of await shown(folder.path, ['x', 'y', 'x/1.csv'])) expect(path).not.toMatch(/^([/\\]|[A-Za-z]:)/);
  });

  test('an argument that is not there is an error that names it without its folder', async () => {
    using folder = scratch();
    const missing = sourcesOf([join(folder.path, '沒有.zip')]);
    await expect(missing).rejects.toMatchObject({ name: 'IntakeError', code: 'not-found', path: '沒有.zip' });
  });

  test('stops at maxFiles and says so', async () => {
    using folder = scratch({ 'in/1': '', 'in/2': '', 'in/3': '', 'z/4': '' });
    const paths = [join(folder.path, 'in'), join(folder.path, 'z')];
    for (const [maxFiles, taken] of [
      [0, []],
      [2, ['1', '2']],
      [3, ['1', '2', '3']],
      [4, ['1', '2', '3', '4']],
    ] as const) {
      const intake = await sourcesOf(paths, { maxFiles });
      expect(intake.sources.map((source) => source.path)).toEqual(taken);
      expect(intake).toMatchObject({ truncated: maxFiles < 4, walked: taken.length, unreadable: [] });
    }
    const again = await sourcesOf([...paths, folder.path], { maxFiles: 4 }); // all of it seen already
    expect(again).toMatchObject({ truncated: false, walked: 4 });
  });

  test.skipIf(process.platform === 'win32')('what cannot be read is told with the path that is shown', async () => {
    using folder = scratch({ 'x/in/1': '', 'y/in/1': '' });
    symlinkSync('nowhere', join(folder.path, 'x/in/broken'));
    const intake = await sourcesOf([join(folder.path, 'x/in'), join(folder.path, 'y/in')]);
    expect(intake.unreadable).toEqual([{ path: 'x/in/broken', code: 'not-found' }]);
    expect(intake.sources.map((source) => source.path)).toEqual(['x/in/1', 'y/in/1']);
  });

  test.skipIf(process.platform === 'win32')('a backslash in a name is part of the name', async () => {
    using folder = scratch({ 'in/a\\b.csv': '' });
    expect(await shown(folder.path, ['in'])).toEqual(['a\\b.csv']);
  });
});
