import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratch } from '../support/archives/scratch.ts';
import { type Built, build } from '../support/product/built.ts';
import { caseFiles, KEY, ZIP, zip } from '../support/product/packages.ts';

let built: Built;
const { [`DCF${KEY}.CAB`]: _, ...withoutImages } = caseFiles();
const folder = scratch({ [`good/${ZIP}`]: zip(caseFiles()), [`wait/${ZIP}`]: zip(withoutImages) });
beforeAll(() => {
  built = build();
});
afterAll(() => {
  built[Symbol.dispose]();
  folder[Symbol.dispose]();
});

const check = (args: readonly string[], env: Record<string, string> = {}) =>
  built.run(['check', '--as-of', '2026-05-12', ...args], { cwd: folder.path, env });
const read = (file: string): string => readFileSync(file, 'utf8');

describe('several formats at once', () => {
  test('each goes to its file, and is what it would be alone', async () => {
    using out = scratch({});
    const file = (name: string): string => join(out.path, name);
    const names = ['json', 'sarif', 'junit', 'github', 'html', 'csv'];
    const to = names.flatMap((name) => ['--format', `${name}=${file(name)}`]);
    const all = await check(['wait', '--format', 'pretty', ...to]);
    expect([all.code, all.stderr]).toEqual([1, '']);
    expect(all.stdout).toBe((await check(['wait'])).stdout);
    expect(readdirSync(out.path).sort()).toEqual([...names].sort());
    for (const name of names) expect((await check(['wait', '--format', name])).stdout).toBe(read(file(name)));
  });

  test('with a file for each, standard output stays empty; a file name may hold =', async () => {
    using out = scratch({});
    const { code, stdout } = await check(['good', '--format', `json=${join(out.path, 'a=b.json')}`]);
    expect([code, stdout]).toEqual([0, '']);
    expect(JSON.parse(read(join(out.path, 'a=b.json')))).toHaveProperty('verdict');
  });

  test('sarif and github name files from the working folder, in the folder that was given too', async () => {
    const { stdout } = await check(['wait', '--format', 'github']);
    expect(stdout).toMatch(new RegExp(`^::error file=wait/${ZIP},title=`, 'm'));
    const sarif = (await check([join(folder.path, 'wait'), '--format', 'sarif'])).stdout;
    expect(sarif).toContain(`"uri": "wait/${ZIP}!/FHR`);
    expect(sarif).not.toContain(folder.path);
    const { runs } = JSON.parse(sarif) as { runs: { artifacts: { location: { uri: string }; hashes?: object }[] }[] };
    expect(runs[0]?.artifacts.find(({ location }) => location.uri === `wait/${ZIP}`)?.hashes).toBeDefined();
    const apart = await built.run(['check', join(folder.path, 'wait'), '--format', 'sarif'], { cwd: built.home });
    expect(apart.stdout).toContain(`"uri": "${ZIP}!/FHR`);
  });

  test('a folder whose name ends in ! is no archive, and no name of a file is a command', async () => {
    using data = scratch({
      [`urgent!/FHR${KEY}.JSON`]: withoutImages[`FHR${KEY}.JSON`] ?? '',
      'y##[stop-commands]t': 'x',
    });
    const { stdout, stderr } = await built.run(['check', '.', '--as-of', '2026-05-12', '--format', 'github'], {
      cwd: data.path,
    });
    expect(stdout).toContain(`::error file=urgent!/FHR${KEY}.JSON,line=`);
    expect(stderr).toContain('stop-commands');
    expect(stdout + stderr).not.toContain('##[');
  });

  test('in a GitHub workflow, github adds the summary of the job', async () => {
    using out = scratch({ 'summary.md': 'before\n' });
    const summary = join(out.path, 'summary.md');
    const { stdout } = await check(['wait', '--format', 'github'], { GITHUB_STEP_SUMMARY: summary });
    expect(stdout).toMatch(/^::error /m);
    expect(read(summary)).toMatch(/^before\n[\s\S]*等待附件檔/);
  });

  test.each([
    ['two on standard output', ['--format', 'json', '--format', 'pretty'], /只有一個 --format 可以不寫檔名/],
    ['two to one file', ['--format', 'json=x', '--format', 'sarif=./x'], /兩個 --format 寫到同一個檔案/],
    ['a file for --output that none needs', ['--format', 'json=x', '--output', 'y'], /--output 沒有用到/],
    ['no file after =', ['--format', 'json='], /= 後面要有檔名/],
    ['a folder that is not there', ['--format', 'json=x', '--format', 'sarif=none/y'], /不能寫到 none\/y（ENOENT）/],
    ['the package itself', ['--format', `sarif=good/${ZIP}`], /是要檢查的檔案，不會蓋掉它/],
  ])('2: %s; nothing is left behind', async (_, args, words) => {
    const before = readFileSync(join(folder.path, 'good', ZIP));
    const { code, stdout, stderr } = await check(['good', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
    expect(readdirSync(folder.path)).toEqual(['good', 'wait']);
    expect(readFileSync(join(folder.path, 'good', ZIP)).equals(before)).toBe(true);
  });
});

describe('an output that cannot be written', () => {
  test.skipIf(!existsSync('/dev/full'))('a full disk: 2, with words', async () => {
    const { code, stderr } = await check(['good', '--format', 'json=/dev/full']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/不能寫到 \/dev\/full（ENOSPC）：磁碟滿了/);
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be written keeps what it holds', async () => {
    using out = scratch({ 'x.json': 'before' });
    chmodSync(join(out.path, 'x.json'), 0o444);
    expect((await check(['good', '--format', `json=${join(out.path, 'x.json')}`])).code).toBe(2);
    expect(read(join(out.path, 'x.json'))).toBe('before');
  });

  test.skipIf(!existsSync('/dev/full'))('standard output on a full disk: 2, with words', () => {
    for (const format of ['json', 'pretty', 'html']) {
      const command = `"${process.execPath}" "${built.bin}" check good --as-of 2026-05-12 --format ${format} > /dev/full`;
      const { status, stderr } = spawnSync('/bin/sh', ['-c', command], { cwd: folder.path, encoding: 'utf8' });
      expect([format, status]).toEqual([format, 2]);
      expect(stderr).toMatch(/不能寫到標準輸出/);
    }
  });

  test.skipIf(process.platform === 'win32')('a named pipe takes the whole document', () => {
    using out = scratch({});
    const pipe = join(out.path, 'pipe');
    const command = `mkfifo "${pipe}"; cat "${pipe}" > "${out.path}/got" & "${process.execPath}" "${built.bin}" check good --as-of 2026-05-12 --format json="${pipe}"; wait`;
    execFileSync('/bin/sh', ['-c', command], { cwd: folder.path, timeout: 60_000 });
    expect(JSON.parse(read(join(out.path, 'got')))).toHaveProperty('verdict');
  });

  test('the configuration in force is no output', async () => {
    using data = scratch({ 'nhi-precheck.yaml': 'language: en\n', [ZIP]: zip(caseFiles()) });
    const args = ['check', ZIP, '--format', 'html=nhi-precheck.yaml'];
    const { code, stderr } = await built.run(args, { cwd: data.path });
    expect(code).toBe(2);
    expect(stderr).toContain('輸出是正在使用的設定檔');
    expect(read(join(data.path, 'nhi-precheck.yaml'))).toBe('language: en\n');
  });

  test('a link that leads nowhere stays, when nothing is recognised', async () => {
    using out = scratch({ 'in/a.txt': 'x' });
    symlinkSync(join(out.path, 'target'), join(out.path, 'link'));
    expect((await check([join(out.path, 'in'), '--format', `json=${join(out.path, 'link')}`])).code).toBe(3);
    expect(readdirSync(out.path).sort()).toEqual(['in', 'link']);
  });

  test('nothing recognisable: an old report keeps what it holds', async () => {
    using out = scratch({ 'x.json': 'before', 'in/a.txt': 'x' });
    const { code } = await check([join(out.path, 'in'), '--format', `json=${join(out.path, 'x.json')}`]);
    expect(code).toBe(3);
    expect(read(join(out.path, 'x.json'))).toBe('before');
  });

  test.skipIf(process.platform === 'win32')('to a pipe, as it is', () => {
    const command = `"${process.execPath}" "${built.bin}" check good --as-of 2026-05-12 --format json=/dev/stdout | cat`;
    const stdout = execFileSync('/bin/sh', ['-c', command], { cwd: folder.path, encoding: 'utf8' });
    expect(JSON.parse(stdout)).toHaveProperty('verdict.answer', 'accept');
  });

  test('a link stays a link, and the file behind it is replaced', async () => {
    using out = scratch({ 'real.json': 'before' });
    symlinkSync(join(out.path, 'real.json'), join(out.path, 'link.json'));
    writeFileSync(join(out.path, 'real.json'), 'before');
    await check(['good', '--format', `json=${join(out.path, 'link.json')}`]);
    expect(lstatSync(join(out.path, 'link.json')).isSymbolicLink()).toBe(true);
    expect(JSON.parse(read(join(out.path, 'real.json')))).toHaveProperty('verdict');
    expect(readdirSync(out.path).sort()).toEqual(['link.json', 'real.json']);
  });
});
