import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report-schema.ts';
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

/** Runs the command in a folder whose configuration is this text. */
async function run(config: string, ...args: string[]) {
  using data = scratch({ 'nhi-precheck.yaml': config });
  const paths = args.map((arg) => (arg === 'good' || arg === 'wait' ? join(folder.path, arg) : arg));
  return { ...(await built.run(paths, { cwd: data.path })), folder: data.path };
}
const check = (config: string, ...args: string[]) => run(config, 'check', '--as-of', '2026-05-12', ...args);
const DCF = 'prior-auth-imaging-needs-dcf';

describe('a configuration', () => {
  test.each([
    ['institutoin: "3501200000"', ':1 ', '不認得「institutoin」，是不是「institution」？'],
    ['limits:\n  entrys: 5', ':2 ', '不認得「entrys」，是不是「entries」？'],
    ['handOver: { purposes: test }', ':1 ', '是不是「purpose」？'],
    ['zzz: 1', ':1 ', '不認得「zzz」'],
    [`rules:\n  ${DCF}x: off`, ':2 ', `沒有規則「${DCF}x」，是不是「${DCF}」？`],
    [`rules:\n  ${DCF}: remind`, ':2 ', '必須寫理由 reason'],
    [`rules:\n  ${DCF}: { level: off, reason: " " }`, ':2 ', '/reason'],
    ['rules:\n  limit-ledger: off', ':2 ', '本工具的上限'],
    ['handOver: { to: "ftp://x" }', ':1 ', '/handOver/to'],
    ['fix: { timestampZone: "+8" }', ':1 ', '/fix/timestampZone'],
    ['channels: []', ':1 ', '/channels'],
    ['institution: 3501200000', ':1 ', '要用引號括起來，例如 "3501200000"'],
    ['limits:', ':1 ', '下面沒有內容，或寫法不對'],
    ['limits: { entries: 1e20 }', ':1 ', '/limits/entries'],
    ['limits: { archiveTime: 3000000000 }', ':1 ', '數字太大'],
    ['language: [', ':', '不是寫得對的 YAML'],
  ])('that says %j is refused with its line, and the nearest name', async (config, line, words) => {
    const { code, stdout, stderr } = await check(config, 'good');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`設定檔有誤：nhi-precheck.yaml${line}`);
    expect(stderr).toContain(words);
    expect(stderr).toContain('The configuration is wrong: ');
  });

  test('names what is looked at where the command line does not', async () => {
    const config = `paths: ["${join(folder.path, 'wait')}"]\n`;
    expect((await check(config)).code).toBe(1);
    expect((await check(config, 'good')).code).toBe(0);
    const none = await check('');
    expect((await check(config, '')).stderr).toContain('有一個路徑是空的');
    expect([none.code, none.stdout]).toEqual([2, '']);
    expect(none.stderr).toContain('沒有說要檢查什麼');
  });

  test('paths in it are relative to it', async () => {
    using data = scratch({ 'conf/c.yaml': 'paths: [../out]\n', [`out/${ZIP}`]: zip(caseFiles()) });
    const args = ['check', '--as-of', '2026-05-12', '--config', join(data.path, 'conf/c.yaml')];
    expect((await built.run(args)).code).toBe(0);
  });

  test('makes a rule quieter, for a reason that every report shows', async () => {
    const config = `rules:\n  ${DCF}: { level: remind, reason: 影像由 PACS 另送 }\n`;
    const { code, stdout } = await check(config, 'wait');
    expect(code).toBe(0);
    const line = `設定檔調整：${DCF} 從「等待補件」改為「提醒」，理由：影像由 PACS 另送`;
    expect(stdout.split('\n')[2]).toBe(line);
    const english = (await check(config, 'wait', '--lang', 'en')).stdout;
    expect(english).toContain(`Changed by the configuration: ${DCF} from hold to remind, because: `);
    const report = JSON.parse((await check(config, 'wait', '--format', 'json')).stdout) as Report;
    expect(report.ruleset.levels).toEqual([{ ruleId: DCF, from: 'hold', to: 'remind', reason: '影像由 PACS 另送' }]);
  });

  test('a reminder can be turned off without a reason', async () => {
    const { stdout } = await check('rules: { prior-auth-fhr-bom: off }\n', 'good');
    expect(stdout).toContain('設定檔調整：prior-auth-fhr-bom 從「提醒」改為「不檢查」\n');
  });
});

describe('--print-config', () => {
  test('tells where each value came from, and checks nothing', async () => {
    const config = 'language: en\nlimits:\n  entries: 7\n';
    const { code, stdout, stderr } = await check(config, '--print-config', '--institution', '3501200000');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^institution: "3501200000" # --institution$/m);
    expect(stdout).toMatch(/^language: en # nhi-precheck\.yaml:1$/m);
    expect(stdout).toMatch(/^ {2}entries: 7 # nhi-precheck\.yaml:3$/m);
    expect(stdout).toMatch(/^ {2}nesting: 3 # 預設 default$/m);
    expect(stdout).toMatch(/^ {2}purpose: production # 預設 default$/m);
    expect(stdout).toMatch(
      /沒有設定 not set: paths, ledger \(.*ledger\.sqlite\), handOver\.to, handOver\.typeCodes\.medical-image, handOver\.typeCodes\.lab-result, fix\.timestampZone/,
    );
  });

  test('is itself a configuration that says the same', async () => {
    const config = `institution: "350102A009"\npaths: [a, "b c"]\nrules:\n  ${DCF}: { level: off, reason: "x # y" }\n`;
    const first = await check(config, '--print-config');
    const again = await check(first.stdout, '--print-config');
    const values = (text: string): string => text.replaceAll(/^ *# .*\n| # .*$/gm, '');
    expect(values(again.stdout)).toBe(values(first.stdout));
    expect(first.stdout).toContain(JSON.stringify('x # y'));
    expect(first.stdout).toContain(join(first.folder, 'b c'));
  });

  test('an option goes before the configuration', async () => {
    const { stdout } = await check('language: en\n', '--print-config', '--lang', 'zh-TW');
    expect(stdout).toMatch(/^language: zh-TW # --lang$/m);
  });

  test('what schemas/config.json says is what is taken', () => {
    const schema = JSON.parse(readFileSync(new URL('../../schemas/config.json', import.meta.url), 'utf8')) as {
      properties: object;
    };
    const keys = ['institution', 'language', 'channels', 'paths', 'ledger', 'handOver', 'fix', 'limits', 'rules'];
    expect(Object.keys(schema.properties)).toEqual(keys);
  });
});
