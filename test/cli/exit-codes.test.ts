import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratch } from '../support/archives/scratch.ts';
import { type Built, build } from '../support/product/built.ts';
import { base, caseFiles, KEY, ZIP, zip } from '../support/product/packages.ts';

let built: Built;
const folder = scratch({
  [`good/${ZIP}`]: zip(caseFiles()),
  [`hold/FHR${KEY}.JSON`]: JSON.stringify(base()),
  'nothing/notes.txt': 'x',
  'nothing/data.json': '{}',
});
beforeAll(() => {
  built = build();
});
afterAll(() => {
  built[Symbol.dispose]();
  folder[Symbol.dispose]();
});

const check = (...args: string[]) => built.run(['check', '--as-of', '2026-05-12', ...args], { cwd: folder.path });

describe('exit codes of check', () => {
  test('0: taken', async () => {
    const { code, stdout, stderr } = await check('good');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^會收件：案件 2026051200000001 沒有發現問題\n/);
  });

  test('0 with reminders, 1 with --fail-on remind; the report is the same', async () => {
    const later = await built.run(['check', 'good', '--as-of', '2026-05-13'], { cwd: folder.path });
    const strict = await built.run(['check', 'good', '--as-of', '2026-05-13', '--fail-on', 'remind'], {
      cwd: folder.path,
    });
    expect([later.code, strict.code]).toEqual([0, 1]);
    expect(later.stdout).toMatch(/^會收件，有 \d+ 件提醒/);
    expect(strict.stdout).toBe(later.stdout);
    expect((await check('good', '--fail-on', 'remind')).code).toBe(0);
  });

  test('1: held, however many findings; one of several is enough', async () => {
    const { code, stdout } = await check('hold');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^會收件，但案件 2026051200000001 會停在「等待附件檔」/);
    expect((await check('good', 'hold')).code).toBe(1);
  });

  test.each([
    ['no such path', ['nowhere'], /找不到：nowhere\nThere is no: nowhere/],
    ['one of several is not there', ['good', 'nowhere'], /找不到：nowhere/],
    ['no path at all', [], /沒有說要檢查什麼/],
    ['unknown option', ['good', '--strict'], /unknown option '--strict'/],
    ['unknown format', ['good', '--format', 'xml'], /--format.*pretty、json、sarif/],
    ['unknown language', ['good', '--lang', 'ja'], /--lang.*zh-TW, en/],
    ['unknown channel', ['good', '--channel', 'visit'], /--channel.*prior-auth/],
    ['no real day', ['good', '--as-of', '2026-02-30'], /--as-of.*真的日期.*real day/],
    ['a ROC day', ['good', '--as-of', '115-05-12'], /--as-of/],
    ['--max-findings 0', ['good', '--max-findings', '0'], /--max-findings.*正整數/],
    ['--max-findings -3', ['good', '--max-findings', '-3'], /--max-findings/],
    ['--fail-on nothing of ours', ['good', '--fail-on', 'hold'], /--fail-on.*remind, unknown/],
    ['institution too short', ['good', '--institution', '350120'], /--institution.*10/],
    ['output that cannot be', ['good', '--output', 'nowhere/report.json'], /不能寫到 nowhere\/report\.json（ENOENT）/],
    ['output is a folder', ['good', '--output', 'nothing'], /不能寫到 nothing（E/],
    ['config that is not there', ['good', '--config', 'none.yaml'], /讀不到設定檔 none\.yaml（ENOENT）/],
  ])('2: %s', async (_, args, words) => {
    const { code, stdout, stderr } = await check(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
  });

  test('2: no command, or one that is none', async () => {
    for (const args of [[], ['chek', 'good']]) {
      const { code, stdout, stderr } = await built.run(args);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).not.toBe('');
    }
  });

  test('3: nothing recognisable, with what was looked for', async () => {
    for (const format of ['pretty', 'json']) {
      const { code, stdout, stderr } = await check('nothing', '--format', format);
      expect([code, stdout]).toEqual([3, '']);
      expect(stderr).toMatch(/看了 2 個檔案，沒有認得的上傳檔案.*FHR、ATT、DCF/s);
      expect(stderr).toMatch(/Nothing recognisable among 2 file\(s\).*FHR, ATT or DCF/s);
    }
  });

  test('3: an empty folder; nothing is left of --output', async () => {
    using empty = scratch();
    const out = join(empty.path, 'out.json');
    using other = scratch();
    expect((await check(other.path, '--output', out)).code).toBe(3);
    expect(() => readFileSync(out)).toThrow('ENOENT');
  });
});

describe('exit code 4: a fault of ours', () => {
  test('rules that do not load, with file and line', async () => {
    using broken = build();
    appendFileSync(join(broken.folder, 'rules', 'policy.yaml'), '\nanswer: [\n');
    const { code, stdout, stderr } = await broken.run(['check', join(folder.path, 'good')]);
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(/本工具發生錯誤.*met a fault of its own.*policy\.yaml:\d+/s);
    expect((await broken.run(['rules', 'list'])).code).toBe(4);
    expect((await broken.run(['--version'])).code).toBe(0);
  });

  test('a rule that throws while it judges is named, what it says is not', async () => {
    using broken = build();
    const file = join(broken.folder, 'rules', 'prior-auth', 'bundle.yaml');
    const words = '{ zh: x, en: x }';
    const fields = `title: ${words}, clause: fhir-r4/json, outcome: remind, who: vendor, message: ${words}, todo: ${words}`;
    const check = `fhirpath: { focus: "Bundle.entry.resource.where(resourceType = 'Patient').name.text", assert: "'x'.matches($this + '(')" }`;
    writeFileSync(
      file,
      `${readFileSync(file, 'utf8')}\n  prior-auth-thrower: { ${fields}, ${check}, examples: corpus }\n`,
    );
    const bundle = base();
    bundle.entry[2].resource.name = [{ text: '王測明' }];
    using data = scratch(caseFiles('cancer', bundle));
    const { code, stdout, stderr } = await broken.run(['check', data.path]);
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toContain('rule prior-auth-thrower failed by itself');
    expect(stderr).not.toMatch(/王測明|Invalid regular/);
  });

  test('a slip in the code: where, but not its words, which may quote the file; --output keeps what it held', async () => {
    using data = scratch({ 'out.json': 'before' });
    const slip = `const parse = Date.parse; Date.parse = (text) => {
      if (text.includes('+08:00')) throw new TypeError('王測明 A123456789 ' + text);
      return parse(text);
    }`;
    const bundle = { ...base(), timestamp: '2026-05-12T00:00:00+08:00' };
    using given = scratch(caseFiles('cancer', bundle));
    const { code, stdout, stderr } = await built.run(
      ['check', given.path, '--as-of', '2026-05-12', '--output', join(data.path, 'out.json')],
      { node: ['--import', `data:text/javascript,${encodeURIComponent(slip)}`] },
    );
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(/TypeError.*records\.js:\d+:\d+/s);
    expect(stderr).not.toMatch(/王測明|A123456789|file:\/\//);
    expect(stderr).not.toContain(built.folder);
    expect(readFileSync(join(data.path, 'out.json'), 'utf8')).toBe('before');
  });
});
