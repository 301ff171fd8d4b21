import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scratch } from '../support/archives/scratch.ts';
import { type Built, build } from '../support/product/built.ts';
import { AS_OF, caseFiles, ZIP, zip } from '../support/product/packages.ts';

let built: Built;
const folder = scratch({ [`good/${ZIP}`]: zip(caseFiles()), 'no-receipt.json': '{}' });
const title = '3501200000_1150512_001';
const target = join('out', `${title}-QB1_R`);
const receipt = join(target, `${title}.receipt.json`);
const run = (...args: string[]) =>
  built.run(args, { cwd: folder.path, env: { XDG_DATA_HOME: join(folder.path, 'data') } });
beforeAll(async () => {
  built = build();
  expect((await run('submit', 'good', '--to', 'folder:out', '--as-of', AS_OF)).code).toBe(0);
});
afterAll(() => {
  built[Symbol.dispose]();
  folder[Symbol.dispose]();
});

test('0: what was handed over, and the original', async () => {
  for (const path of [target, join(target, ZIP), 'good']) {
    const { code, stdout, stderr } = await run('receipt', 'verify', receipt, path);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^✔ 相符：1 個檔案/);
    expect(stdout).toContain('正式 QB1_R');
  }
  expect((await run('receipt', 'verify', receipt, target, '--lang', 'en')).stdout).toMatch(/^✔ The same/);
});

test('1: one byte more, a file that is not there, one too many, an edited receipt', async () => {
  const verified = async (...paths: string[]) => {
    const { code, stdout } = await run('receipt', 'verify', ...paths);
    expect([code, stdout.startsWith('✖ 不相符')]).toEqual([1, true]);
    return stdout;
  };
  const bytes = readFileSync(join(folder.path, 'good', ZIP));
  using other = scratch({ [ZIP]: bytes, 'extra.txt': 'x' });
  expect(await verified(receipt, other.path)).toContain('✖ 憑證上沒有：extra.txt');
  appendFileSync(join(other.path, ZIP), 'x');
  expect(await verified(receipt, join(other.path, ZIP))).toContain(`✖ 內容變了：${ZIP}`);
  expect(await verified(receipt, join(other.path, 'extra.txt'))).toContain(`✖ 少了：${ZIP}`);
  const edited = join(other.path, 'edited.receipt.json');
  writeFileSync(edited, readFileSync(join(folder.path, receipt), 'utf8').replace('"QB1_R"', '"QB1_T"'));
  expect(await verified(edited, join('good', ZIP))).toContain('封印不符');
});

test.each([
  ['a receipt that is not there', ['none.json', 'good'], /找不到憑證：none\.json\nThere is no receipt/],
  ['a file that is no receipt', ['no-receipt.json', 'good'], /不是 nhi-precheck 的憑證/],
  ['a folder', ['good', 'good'], /讀不到憑證/],
  ['a path that is not there', [receipt, 'nowhere'], /找不到：nowhere/],
  ['no path', [receipt], /missing required argument/],
])('2: %s', async (_, args, words) => {
  const { code, stdout, stderr } = await run('receipt', 'verify', ...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(words);
});
