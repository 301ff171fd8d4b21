import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { validators } from '../../src/engine/validators.ts';
import { type Report, ReportSchema } from '../../src/report/report-schema.ts';
import { openLedger } from '../../src/upload/ledger.ts';
import { scratch } from '../support/archives/scratch.ts';
import { type Built, build, ROOT } from '../support/product/built.ts';
import { base, caseFiles, KEY, ZIP, zip } from '../support/product/packages.ts';

let built: Built;
const twoLost = base();
twoLost.entry[0].resource.supportingInfo = [];
const folder = scratch({
  [`good/${ZIP}`]: zip(caseFiles()),
  [`hold/FHR${KEY}.JSON`]: JSON.stringify(base()),
  [`many/FHR${KEY}.JSON`]: JSON.stringify(twoLost),
  'odd/upload.json': JSON.stringify(base('imm')),
  'odd/named.yaml': `institution: "350102A009"\nlanguage: en\n`,
});
beforeAll(() => {
  built = build();
});
afterAll(() => {
  built[Symbol.dispose]();
  folder[Symbol.dispose]();
});

const run = (...args: string[]) => built.run(args, { cwd: folder.path });
const check = (...args: string[]) => run('check', '--as-of', '2026-05-12', ...args);
const shape = validators();

/** Standard output as JSON that fulfils the schema of the report. */
function reportsOf(stdout: string): Report[] {
  const parsed = JSON.parse(stdout) as Report | { reports: Report[] };
  const reports = 'reports' in parsed ? parsed.reports : [parsed];
  for (const report of reports) expect(shape.firstError(ReportSchema, report)).toBeNull();
  return reports;
}

async function jsonOf(...args: string[]): Promise<Report[]> {
  const { stdout, stderr } = await check('--format', 'json', ...args);
  expect(stderr).toBe('');
  return reportsOf(stdout);
}

describe('--format', () => {
  test('json is one report for one submission, and nothing else', async () => {
    const { code, stdout, stderr } = await check('hold', '--format', 'json');
    expect([code, stderr]).toEqual([1, '']);
    const report = JSON.parse(stdout) as Report;
    expect(report.verdict.answer).toBe('hold');
    expect(report.submission.files.map(({ path }) => path)).toEqual([`FHR${KEY}.JSON`]);
    expect(stdout.endsWith('}\n')).toBe(true);
  });

  test('json is { reports } for several, pretty names each', async () => {
    const { stdout } = await check('.', '--format', 'json');
    const { reports } = JSON.parse(stdout) as { reports: Report[] };
    expect(reports.map(({ submission }) => submission.name)).toEqual([
      `good/${ZIP}`,
      `hold/FHR${KEY}.JSON`,
      `many/FHR${KEY}.JSON`,
      'odd/upload.json',
    ]);
    expect(reportsOf(stdout).map(({ verdict }) => verdict.answer)).toEqual([
      'accept',
      'hold',
      'return-unit',
      'return-unit',
    ]);
    const pretty = (await check('.')).stdout;
    expect([...pretty.matchAll(/^── (.*)$/gm)].map(([, name]) => name)).toEqual(reports.map((r) => r.submission.name));
    expect((await check('good')).stdout).not.toContain('──');
  });

  test('the same bytes again, from another folder too, in every format', async () => {
    for (const [format, path] of [
      ['pretty', 'many'],
      ['json', `good/${ZIP}`],
      ['json', 'many'],
    ] as const) {
      const args = ['check', '--as-of', '2026-05-12', '--format', format];
      const first = await built.run([...args, path], { cwd: folder.path });
      const again = await built.run([...args, join('..', path)], { cwd: join(folder.path, 'odd') });
      const elsewhere = await built.run([...args, join(folder.path, path)], { cwd: built.folder });
      expect(first.stdout).not.toBe('');
      expect([again.stdout, elsewhere.stdout]).toEqual([first.stdout, first.stdout]);
    }
  });
});

describe('--output', () => {
  test('holds what standard output would, and replaces a whole file', async () => {
    const out = join(folder.path, 'out.json');
    writeFileSync(out, 'x'.repeat(1_000_000));
    const direct = await check('hold', '--format', 'json');
    const { code, stdout, stderr } = await check('hold', '--format', 'json', '--output', out);
    expect([code, stdout, stderr]).toEqual([1, '', '']);
    expect(readFileSync(out, 'utf8')).toBe(direct.stdout);
  });

  test('in the folder that is checked: not checked itself, not the second time either', async () => {
    using data = scratch(caseFiles());
    const args = [data.path, '--format', 'json', '--output', join(data.path, 'FHR.json')];
    expect((await check(...args)).code).toBe(0);
    const first = readFileSync(join(data.path, 'FHR.json'), 'utf8');
    expect((await check(...args)).code).toBe(0);
    expect(readFileSync(join(data.path, 'FHR.json'), 'utf8')).toBe(first);
    expect(reportsOf(first)[0]?.counts.files).toBe(3);
  });

  test('is never the file that is checked', async () => {
    using data = scratch(caseFiles());
    const file = join(data.path, `FHR${KEY}.JSON`);
    const before = readFileSync(file);
    const { code, stderr } = await check(file, '--output', file);
    expect(code).toBe(2);
    expect(stderr).toMatch(/--output 是要檢查的檔案/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe('--lang', () => {
  test('en has no Chinese beyond the terms of NHI, zh-TW is the default', async () => {
    const english = (await check('hold', '--lang', 'en')).stdout;
    expect(english).toMatch(/^Will be taken, but case 2026051200000001 will stop at: /);
    expect(english).toMatch(/^ {6}where +FHR.* line \d+ \(Bundle\.entry/m);
    expect(english.replaceAll('等待附件檔', '')).not.toMatch(/[\p{Script=Han}（）「」，、]/u);
    expect((await check('hold', '--lang', 'zh-TW')).stdout).toBe((await check('hold')).stdout);
  });
});

describe('--max-findings', () => {
  test('lists so many of a rule, counts all, and says how many are left out', async () => {
    const [all] = await jsonOf('many');
    const [few] = await jsonOf('many', '--max-findings', '1');
    const perRule = Map.groupBy(all?.findings ?? [], ({ ruleId }) => ruleId);
    const most = Math.max(...[...perRule.values()].map((list) => list.length));
    expect(most).toBeGreaterThan(1);
    expect(few?.findings.length).toBe(perRule.size);
    expect(few?.counts).toEqual(all?.counts);
    expect(few?.verdict).toEqual(all?.verdict);
    const left = (all?.findings.length ?? 0) - perRule.size;
    expect((await check('many', '--max-findings', '1')).stdout).toContain(`另有 ${left} 件同類發現沒有列出`);
  });
});

describe('--as-of', () => {
  test('is said in the report, and decides', async () => {
    const [report] = reportsOf((await run('check', 'good', '--as-of', '2026-05-20', '--format', 'json')).stdout);
    expect(report?.ruleset.asOf).toBe('2026-05-20');
    expect(report?.verdict.answer).toBe('remind');
  });

  test('is today in Taipei unless told', async () => {
    const taipei = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const before = taipei();
    const args = ['check', 'good', '--format', 'json'];
    const { stdout } = await built.run(args, { cwd: folder.path, env: { TZ: 'America/Los_Angeles' } });
    expect([before, taipei()]).toContain(reportsOf(stdout)[0]?.ruleset.asOf);
  });
});

describe('--channel', () => {
  test('takes what nothing else speaks for', async () => {
    using data = scratch({ 'a.json': '{"resourceType":"Patient"}' });
    expect((await check(data.path)).code).toBe(3);
    const [report] = await jsonOf(data.path, '--channel', 'prior-auth');
    expect(report?.submission.recognisedBy).toBe('option');
    expect((await check(data.path, '--channel', 'prior-auth')).stdout).toContain('由 --channel 指定');
    expect((await jsonOf('odd/upload.json'))[0]?.submission.recognisedBy).toBe('content');
    expect((await jsonOf('good'))[0]?.submission.recognisedBy).toBe('name');
  });
});

describe('--institution and --config', () => {
  const raised = (report: Report | undefined): string[] => (report?.findings ?? []).map(({ ruleId }) => ruleId);

  test('the login is compared with the names', async () => {
    const [own] = await jsonOf('hold', '--institution', '3501200000');
    const [other] = await jsonOf('hold', '--institution', '350102A009');
    expect(raised(own)).not.toContain('prior-auth-institution-configured');
    expect(raised(other)).toContain('prior-auth-institution-configured');
  });

  test('a configuration gives institution and language; options go before it', async () => {
    const config = ['--config', 'odd/named.yaml'];
    const [report] = await jsonOf('hold', ...config);
    expect(raised(report)).toContain('prior-auth-institution-configured');
    expect(report?.ruleset.language).toBe('en');
    const [nearer] = await jsonOf('hold', ...config, '--institution', '3501200000', '--lang', 'zh-TW');
    expect(raised(nearer)).not.toContain('prior-auth-institution-configured');
    expect(nearer?.ruleset.language).toBe('zh-TW');
  });

  test('nhi-precheck.yaml of the current folder counts, limits too', async () => {
    using data = scratch({ 'nhi-precheck.yaml': 'limits: { fhrBytes: 1000 }\n', ...caseFiles() });
    const { code, stdout } = await built.run(['check', '.', '--as-of', '2026-05-12', '--format', 'json'], {
      cwd: data.path,
    });
    expect(code).toBe(1);
    const [report] = reportsOf(stdout);
    expect(report?.verdict.answer).toBe('unknown');
    expect(report?.findings[0]).toMatchObject({ ruleId: 'limit-fhr-size', args: { most: 1000 } });
  });

  test('the ledger of the configuration is relative to it, and only read', async () => {
    using data = scratch({ 'c.yaml': 'ledger: sent.sqlite\n' });
    using given = scratch(caseFiles());
    const config = ['--config', join(data.path, 'c.yaml')];
    expect((await check(given.path, ...config)).code).toBe(0);
    expect(() => readFileSync(join(data.path, 'sent.sqlite'))).toThrow('ENOENT');
    {
      using ledger = openLedger(join(data.path, 'sent.sqlite'), 'write');
      ledger.record([{ name: `FHR${KEY}.json`, sha256: '0' }], new Date(0));
    }
    const [report] = await jsonOf(given.path, ...config);
    expect(raised(report)).toContain('prior-auth-name-sent-before');
    expect(report?.verdict.answer).toBe('return-unit');
  });

  test('a ledger that cannot be read makes the answer unknown, and the check goes on', async () => {
    using data = scratch({ 'c.yaml': 'ledger: bad.sqlite\n', 'bad.sqlite': 'no database', ...caseFiles() });
    const { code, stdout } = await check(data.path, '--config', join(data.path, 'c.yaml'), '--format', 'json');
    expect(code).toBe(1);
    expect(raised(reportsOf(stdout)[0])).toEqual(['limit-ledger']);
    expect(reportsOf(stdout)[0]?.verdict.answer).toBe('unknown');
  });

  test.each([
    ['unknown key', 'language: en\n\ninstitutions: "3501200000"\n', /c\.yaml:3 \/institutions: unknown key/],
    ['unknown limit', 'limits:\n  entries: 5\n  files: 5\n', /c\.yaml:3 \/limits\/files: unknown key/],
    ['wrong value', 'limits:\n  ratio: 0\n', /c\.yaml:2 \/limits\/ratio: must be >= 1/],
    ['wrong kind', 'institution: 3501200000\n', /c\.yaml:1 \/institution: must be string/],
    ['language', 'language: ja\n', /c\.yaml:1 \/language: /],
    ['not YAML', 'language: en\nlimits: [1,\n', /c\.yaml:[23] /],
  ])('2: %s in the configuration, with file and line', async (_, text, words) => {
    using data = scratch({ 'c.yaml': text });
    const { code, stdout, stderr } = await check('good', '--config', join(data.path, 'c.yaml'));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
    expect(stderr).toMatch(/設定檔有誤.*The configuration is wrong/s);
  });

  test('an empty configuration is none', async () => {
    using data = scratch({ 'c.yaml': '# nothing yet\n', 'none.yaml': '' });
    expect((await check('good', '--config', join(data.path, 'none.yaml'))).code).toBe(0);
    expect((await check('good', '--config', join(data.path, 'c.yaml'))).code).toBe(0);
  });
});

describe('--verbose', () => {
  test('lists what was not checked', async () => {
    const short = (await check('good')).stdout;
    const long = (await check('good', '--verbose')).stdout;
    expect(short).toMatch(/未檢查 \d+ 項：.*（--verbose 看明細）\n$/);
    const total = Number(/未檢查 (\d+) 項/.exec(short)?.[1]);
    const listed = [...long.matchAll(/^ {2}· .* (\d+)）$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
    expect(listed).toBe(total);
  });
});

describe('explain and rules', () => {
  test('a rule: outcome, words, clause, kind, file and line', async () => {
    const { code, stdout, stderr } = await run('explain', 'prior-auth-imaging-needs-dcf');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^prior-auth-imaging-needs-dcf — 有 ImagingStudy 卻沒有 DCF\n/);
    for (const label of ['結果: hold', '訊息: ', '怎麼辦: ', '依據: ', '檢查方式: conditions / prior-auth.case'])
      expect(stdout).toContain(label);
    const [, file, line] = /規則檔: (rules\/\S+):(\d+)/.exec(stdout) ?? [];
    const source = readFileSync(join(ROOT, file ?? ''), 'utf8').split('\n');
    expect(source[Number(line) - 1]).toMatch(/^ {2}prior-auth-imaging-needs-dcf:/);
    expect((await run('explain', 'prior-auth-imaging-needs-dcf', '--lang', 'en')).stdout).toContain('Outcome: hold');
  });

  test('a clause: its words and its rules, or why it is not checked', async () => {
    const { code, stdout } = await run('explain', 'prior-auth-guide/6.1');
    expect(code).toBe(0);
    expect(stdout).toContain('(prior-auth-guide/6.1)');
    expect(stdout).toContain('prior-auth-imaging-needs-dcf');
    const [not] = await jsonOf('good');
    expect((await run('explain', not?.notChecked[0]?.clause ?? '')).stdout).toContain('未檢查: ');
  });

  test('2: neither, with names that are near', async () => {
    const { code, stdout, stderr } = await run('explain', 'needs-dcf');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/沒有這條規則或條文：needs-dcf\n.*\n {2}prior-auth-imaging-needs-dcf\n/);
    expect((await run('explain')).code).toBe(2);
  });

  test('the list has every rule that a finding can name', async () => {
    const { code, stdout } = await run('rules', 'list');
    expect(code).toBe(0);
    const rows = stdout.trimEnd().split('\n');
    const count = Number(/: (\d+)$/.exec(rows.at(-1) ?? '')?.[1]);
    expect(rows.length - 1).toBe(count);
    const [report] = await jsonOf('many');
    for (const { ruleId, outcome } of report?.findings ?? [])
      expect(rows.some((row) => row.startsWith(`${ruleId} `) && row.includes(` ${outcome} `))).toBe(true);
    expect((await run('rules', 'list', '--lang', 'en')).stdout).toContain('ImagingStudy without DCF');
  });
});

describe('--version and --help', () => {
  test('the version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(await run('--version')).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('help speaks Chinese and English and names every option and exit code', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    for (const words of ['上傳', 'Pre-check', 'check', 'explain', 'rules', '結束碼', 'exit codes', '130'])
      expect(stdout).toContain(words);
    const help = await run('check', '--help');
    expect(help.code).toBe(0);
    const options = 'channel as-of format lang show-values institution config max-findings fail-on output verbose';
    for (const option of options.split(' '))
      expect(help.stdout).toMatch(new RegExp(`^ +--${option}\\b.*[\\u4e00-\\u9fff]`, 'm'));
    for (const args of [
      ['explain', '--help'],
      ['rules', '--help'],
      ['rules', 'list', '--help'],
    ])
      expect((await run(...args)).code).toBe(0);
  });
});

test('files on disk that carry blanks and Chinese, given in every way', async () => {
  using data = scratch();
  const inside = join(data.path, '送件 五月', '第 1 批');
  mkdirSync(inside, { recursive: true });
  for (const [name, bytes] of Object.entries(caseFiles())) writeFileSync(join(inside, name), bytes);
  writeFileSync(join(inside, '說明 檔.txt'), 'x');
  for (const [path, name] of [
    [data.path, '送件 五月/第 1 批'],
    [join(data.path, '送件 五月'), '第 1 批'],
  ] as const) {
    const { code, stdout, stderr } = await check(path, '--format', 'json');
    expect(code).toBe(0);
    expect(reportsOf(stdout)[0]?.submission.name).toBe(name);
    expect(stderr).toMatch(/沒有檢查的檔案 1 個.*說明 檔\.txt\nNot checked, not recognised: 1/);
  }
});
