import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report-schema.ts';
import { scratch } from '../support/archives/scratch.ts';
import { type Built, build } from '../support/product/built.ts';
import { base, caseFiles, KEY } from '../support/product/packages.ts';

let built: Built;
beforeAll(() => {
  built = build();
});
afterAll(() => built[Symbol.dispose]());

const WINDOWS = process.platform === 'win32';
const ROOT_USER = process.getuid?.() === 0;
const check = (path: string, options = {}) =>
  built.run(['check', path, '--as-of', '2026-05-12', '--format', 'json'], options);
const reportOf = (stdout: string): Report => JSON.parse(stdout) as Report;
const raised = (report: Report): string[] => report.findings.map(({ ruleId }) => ruleId);

describe('files that cannot be read', () => {
  test.skipIf(WINDOWS || ROOT_USER)('no permission (skipped: root may read everything)', async () => {
    using data = scratch(caseFiles());
    chmodSync(join(data.path, `FHR${KEY}.JSON`), 0);
    const { code, stdout } = await check(data.path);
    expect(code).toBe(1);
    expect(raised(reportOf(stdout))).toContain('limit-permission');
    expect(reportOf(stdout).verdict.answer).toBe('unknown');
    const alone = await check(join(data.path, `FHR${KEY}.JSON`));
    expect(reportOf(alone.stdout).verdict.answer).toBe('unknown');
  });

  test.skipIf(WINDOWS)('a link to nothing in the place of the FHR: unknown', async () => {
    const { [`FHR${KEY}.JSON`]: _, ...others } = caseFiles();
    using data = scratch(others);
    symlinkSync(join(data.path, 'gone'), join(data.path, `FHR${KEY}.JSON`));
    const { code, stdout } = await check(data.path);
    expect(code).toBe(1);
    expect(raised(reportOf(stdout))).toContain('limit-gone');
    expect(reportOf(stdout).verdict.answer).toBe('unknown');
  });

  test.skipIf(WINDOWS)('a pipe is never waited for: unknown in a folder, refused as an argument', async () => {
    using data = scratch(caseFiles());
    execFileSync('mkfifo', [join(data.path, 'pipe.JSON'), join(data.path, `ATT${KEY}.7z`)]);
    const { code, stdout, stderr } = await check(data.path);
    expect(code).toBe(1);
    expect(raised(reportOf(stdout))).toContain('limit-unreadable');
    expect(stderr).toContain('pipe.JSON');
    const alone = await check(join(data.path, 'pipe.JSON'));
    expect([alone.code, alone.stdout]).toEqual([3, '']);
  });
});

test('a file that grows while it is read: unknown, never accepted', async () => {
  using data = scratch(caseFiles());
  const file = join(data.path, `FHR${KEY}.JSON`);
  const timer = setInterval(() => appendFileSync(file, ' '), 1);
  try {
    const { code, stdout } = await check(data.path);
    expect(code).toBe(1);
    expect(raised(reportOf(stdout))).toContain('limit-changed');
    expect(reportOf(stdout).verdict.answer).toBe('unknown');
    expect(reportOf(stdout).submission.sha256).toBeNull();
  } finally {
    clearInterval(timer);
  }
});

test('names with control signs do not reach the terminal', async () => {
  if (WINDOWS) return; // no such names there
  const evil = `FHR${KEY}\u001b[31m\u0007\u009b2J\u202e.JSON`;
  using data = scratch({ [evil]: '{', 'other\u001b[2J.txt': 'x' });
  for (const format of ['pretty', 'json']) {
    const { code, stdout, stderr } = await built.run(['check', data.path, '--format', format]);
    expect(code).toBe(1);
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    if (format === 'json') expect(reportOf(stdout).submission.files[0]?.path).toBe(evil);
  }
  const gone = await built.run(['check', join(data.path, 'no\u001b[2J')]);
  expect(gone.stderr).not.toContain('\u001b');
});

const COUNT = 100_000;
const AT_EXIT = 'process.on("exit", () => process.stderr.write("maxRSS " + process.resourceUsage().maxRSS + "\\n"))';

describe(`${COUNT} files in a folder`, () => {
  const many = scratch();
  beforeAll(() => {
    for (let folder = 0; folder < 100; folder++) {
      const path = join(many.path, `第 ${folder} 批`);
      mkdirSync(path);
      for (let file = 0; file < COUNT / 100; file++)
        writeFileSync(join(path, `${file}.${file % 2 ? 'json' : 'dat'}`), '{}');
    }
  }, 300_000);
  afterAll(() => many[Symbol.dispose]());
  const node = ['--import', `data:text/javascript,${encodeURIComponent(AT_EXIT)}`];
  const memory = (stderr: string): number => Number(/maxRSS (\d+)/.exec(stderr)?.[1]) * 1024;

  test('nothing among them: says so, within bounds', { timeout: 300_000 }, async () => {
    const { code, stdout, stderr } = await check(many.path, { node });
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(`看了 ${COUNT} 個檔案`);
    expect(memory(stderr)).toBeLessThan(500e6);
  });

  test('one case among them is found and judged', { timeout: 300_000 }, async () => {
    for (const [name, bytes] of Object.entries(caseFiles('imm', base('imm'))))
      writeFileSync(join(many.path, '第 57 批', name), bytes);
    const { code, stdout, stderr } = await check(many.path, { node });
    expect(code).toBe(0);
    expect(reportOf(stdout).submission.name).toBe('第 57 批');
    expect(reportOf(stdout).counts.files).toBe(2);
    expect(stderr).toContain(`沒有檢查的檔案 ${COUNT} 個`);
    expect(memory(stderr)).toBeLessThan(500e6);
  });

  test('more than we take on: nothing is checked, exit 2', { timeout: 300_000 }, async () => {
    const source = join(built.folder, 'dist', 'intake', 'paths.js');
    const text = readFileSync(source, 'utf8');
    writeFileSync(source, text.replace('200_000', '1_000'));
    try {
      const { code, stdout, stderr } = await check(many.path);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('資料夾裡超過 1000 個檔案');
    } finally {
      writeFileSync(source, text);
    }
  });
});

test('2,000 cases in one folder: all judged, the bad one named', { timeout: 300_000 }, async () => {
  using data = scratch();
  for (let i = 0; i < 2_000; i++) {
    const key = `3501200000_20260512${String(i).padStart(8, '0')}`;
    writeFileSync(join(data.path, `FHR${key}.JSON`), i === 1_234 ? '{"resourceType":' : '{"resourceType":"Bundle"}');
  }
  const { code, stdout } = await check(data.path, {
    node: ['--import', `data:text/javascript,${encodeURIComponent(AT_EXIT)}`],
  });
  const report = reportOf(stdout);
  expect(code).toBe(1);
  expect(report.verdict.units).toEqual({ total: 2_000, accept: 0, hold: 0, return: 2_000 });
  const cut = report.findings.filter(({ ruleId }) => ruleId === 'prior-auth-fhr-cut-short');
  expect(cut.map(({ unit }) => unit)).toEqual(['3501200000_2026051200001234']);
});
