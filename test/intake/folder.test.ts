import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { IntakeError } from '../../src/intake/errors.ts';
import { walk } from '../../src/intake/folder.ts';
import { listOf, scratch } from '../support/archives/scratch.ts';

async function relatives(path: string, limit = 1000, failed: IntakeError[] = []): Promise<string[]> {
  return (await listOf(walk(path, limit, (error) => failed.push(error)))).map((file) => file.relative);
}

describe('walking a folder', () => {
  test('depth first, names in code-unit order, none left out', async () => {
    using folder = scratch({ 'b/2': '', 'b/1/x': '', 'B.csv': '', '.hidden': '', '影像/a b': '', a: '', 'b.x': '' });
    mkdirSync(join(folder.path, 'empty'));
    expect(await relatives(folder.path)).toEqual(['.hidden', 'B.csv', 'a', 'b/1/x', 'b/2', 'b.x', '影像/a b']);
    expect(await relatives(folder.path, 3)).toEqual(['.hidden', 'B.csv', 'a']);
    expect(await relatives(folder.path, 0)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('links to files count, links to folders do not lead anywhere', async () => {
    using folder = scratch({ 'a/1': 'x' });
    symlinkSync('..', join(folder.path, 'a', 'loop'));
    symlinkSync('1', join(folder.path, 'a', 'link'));
    symlinkSync('nowhere', join(folder.path, 'a', 'broken'));
    symlinkSync('round', join(folder.path, 'a', 'round'));
    symlinkSync('/dev/null', join(folder.path, 'device'));
    const failed: IntakeError[] = [];
    expect(await relatives(folder.path, 1000, failed)).toEqual(['a/1', 'a/link']);
    expect(failed.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
      'a/broken not-found',
      'a/round unreadable',
      'device unreadable',
    ]);
  });

  test('a folder that is not there is reported, not thrown', async () => {
    const failed: IntakeError[] = [];
    expect(await relatives(join('/', 'no', 'such', 'folder'), 9, failed)).toEqual([]);
    expect(failed).toMatchObject([{ code: 'not-found', path: '' }]);
  });

  test('very deep and very wide', async () => {
    using folder = scratch();
    let deep = folder.path;
    for (let level = 0; level < 300; level++) deep = join(deep, 'd');
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(deep, 'bottom'), '');
    for (let n = 0; n < 20_000; n++) writeFileSync(join(folder.path, `${n}`), '');
    const found = await relatives(folder.path, 1e6);
    expect(found).toHaveLength(20_001);
    expect(found.at(-1)).toBe(`${'d/'.repeat(300)}bottom`);
  });
});
