import { spawn } from 'node:child_process';
import { openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratch } from '../support/archives/scratch.ts';
import { writeZip } from '../support/archives/zip.ts';
import { type Built, build, ended } from '../support/product/built.ts';
import {
  encryptedZip,
  MESSAGE_NAME,
  messageBytes,
  PASSWORD,
  packageBytes,
  REPORT_NAME,
  recordAbout,
} from '../support/reconcile/answers.ts';
import { reportBytes } from '../support/reconcile/report.ts';

let built: Built;
const HDATA = ['lab' as const, { h6: 'XX' }];
const same = reportBytes([recordAbout(HDATA, { hdata: 1 }, '21', ['h6'])]);
const other = reportBytes([recordAbout(HDATA, { hdata: 0 }, '37', ['h15'])]);
const folder = scratch({
  'sent/TOTFA.zip': packageBytes(HDATA),
  'good/TOTFA.zip': packageBytes(['lab']),
  [`same/${REPORT_NAME}`]: same,
  [`other/${REPORT_NAME}`]: other,
  [`empty/${REPORT_NAME}`]: reportBytes([]),
  'locked.zip': encryptedZip({ [REPORT_NAME]: same }, 'AES256'),
  'unlocked.zip': writeZip([{ name: REPORT_NAME, bytes: same }]),
  [MESSAGE_NAME]: messageBytes(),
  'notes.txt': 'x',
  'hostile.assaychk.txt': '\u001b[2J\u001b]0;x\u0007',
  password: `${PASSWORD.toLowerCase()}\r\n`,
  'wrong password': 'K199999999',
  'no password': '',
});
const at = (...names: string[]): string => join(folder.path, ...names);
const run = (...args: string[]) => built.run(['reconcile', ...args], { cwd: folder.path });
beforeAll(() => {
  built = build();
});
afterAll(() => {
  built[Symbol.dispose]();
  folder[Symbol.dispose]();
});

/** Runs with a file as descriptor 3. */
async function withPassword(file: string, fd = '3', ...more: string[]) {
  const args = ['reconcile', 'locked.zip', '--with', 'sent/TOTFA.zip', '--password-fd', fd, ...more];
  const stdio = ['ignore', 'pipe', 'pipe', openSync(at(file), 'r')] as const;
  const env = { ...process.env, TMPDIR: built.home, XDG_DATA_HOME: built.home };
  return ended(spawn(process.execPath, [built.bin, ...args], { cwd: folder.path, env, stdio: [...stdio] }));
}

describe('exit codes of reconcile', () => {
  test('0: all the same; nothing is written anywhere', async () => {
    const { code, stdout, stderr } = await run(`same/${REPORT_NAME}`, '--with', 'sent/TOTFA.zip');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^✔ 一致率 100%：2 筆醫令裡有 2 筆/);
    expect(stdout).toContain('收件序號  1150512001232');
    expect(stdout).toMatch(/依 2026-05-12（上傳日期）/);
    expect(stdout).toMatch(/30 分鐘後.*兩週/);
    expect(readdirSync(built.home, { recursive: true })).toEqual(['tmp']);
    expect((await run('unlocked.zip', '--with', 'sent', '--lang', 'en')).stdout).toMatch(/^✔ Parity 100%: 2 of 2/);
  });

  test('1: differences, with numbers, lines, codes, tags and names', async () => {
    const { code, stdout } = await run(`other/${REPORT_NAME}`, '--with', 'sent/TOTFA.zip');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✖ 一致率 0%/);
    expect(stdout).toMatch(
      /hdata-1（第 \d+ 行） · 健保署 37 代碼檔中無此代碼或未於生效起迄日內 · 標 \* 的欄位 h15 醫令代碼/,
    );
    expect(stdout).toMatch(/hdata-2（第 \d+ 行） · 我們 .*\(21\)/);
    expect(stdout).toMatch(/37 .*本工具不檢查：需要健保署主檔/);
    expect((await run(MESSAGE_NAME, '--with', 'sent/TOTFA.zip')).code).toBe(1);
  });

  test('json is what its schema says; --output; --as-of', async () => {
    const schema = JSON.parse(readFileSync(new URL('../../schemas/reconciliation.json', import.meta.url), 'utf8'));
    const args = [`same/${REPORT_NAME}`, '--with', 'sent/TOTFA.zip', '--format', 'json', '--as-of', '2026-05-13'];
    const { code } = await run(...args, '--output', 'out.json');
    const result = JSON.parse(readFileSync(at('out.json'), 'utf8'));
    const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
    validate(result);
    expect([code, validate.errors, result.ruleset.asOfBy]).toEqual([0, null, 'option']);
  });

  test.each([
    ['no answer, and when there is one', ['--with', 'sent'], /沒有給健保署的答覆檔.*30 分鐘後.*兩週/s],
    ['an answer that is not there', ['nowhere.txt', '--with', 'sent'], /找不到：nowhere\.txt.*30 minutes.*two weeks/s],
    ['a folder', ['same', '--with', 'sent'], /讀不到：same/],
    ['no package', [`same/${REPORT_NAME}`], /--with/],
    ['a package that is not there', [`same/${REPORT_NAME}`, '--with', 'nowhere'], /找不到：nowhere/],
    ['two packages', [`same/${REPORT_NAME}`, '--with', '.'], /--with 裡有 \d 次送件/],
    ['an encrypted zip without a terminal', ['locked.zip', '--with', 'sent'], /--password-fd/],
    ['a descriptor that is none', ['locked.zip', '--with', 'sent', '--password-fd', 'x'], /--password-fd.*3/],
    ['a descriptor for writing', ['locked.zip', '--with', 'sent', '--password-fd', '2'], /--password-fd/],
    ['a descriptor that is not open', ['locked.zip', '--with', 'sent', '--password-fd', '99'], /沒有開著/],
    ['a password on the command line', ['locked.zip', '--with', 'sent', '--password', 'x'], /unknown option/],
  ])('2: %s', async (_, args, words) => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
  });

  test.each([
    ['no answer of NHI', ['notes.txt', '--with', 'sent'], /沒有認得的健保署答覆.*assaychk/s],
    ['a report of nothing that commands a terminal', ['hostile.assaychk.txt', '--with', 'sent'], /看不懂/],
    ['no package of this channel', [`same/${REPORT_NAME}`, '--with', 'notes.txt'], /當時上傳的 zip/],
  ])('3: %s', async (_, args, words) => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain('\u001b');
  });
});

describe('the password', () => {
  test('by a descriptor; its letter may be small', async () => {
    const { code, stdout, stderr } = await withPassword('password');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).not.toMatch(new RegExp(PASSWORD, 'i'));
  });

  test.each([
    ['wrong password', /密碼不對/],
    ['no password', /密碼是空的/],
  ])('2: %s', async (file, words) => {
    const { code, stdout, stderr } = await withPassword(file);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(/K1999|A1234/i);
  });
});

test.each([['--password=A123456789'], ['--password-fd=A123456789'], ['--password-fd', 'A123456789']])(
  'a password on the command line is refused and not said again: %s',
  async (...options) => {
    const { code, stdout, stderr } = await run('locked.zip', '--with', 'sent/TOTFA.zip', ...options);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--password');
    expect(stderr).not.toContain('A123456789');
  },
);

describe('a receipt in the place of the package', () => {
  const receipt = 'handed/TOTFA-lab-result/TOTFA.receipt.json';
  test('stands for what was handed over, as long as it lies there unchanged', async () => {
    const submitted = await built.run(['submit', 'good/TOTFA.zip', '--to', 'folder:handed', '--as-of', '2026-05-12'], {
      cwd: folder.path,
    });
    expect([submitted.code, submitted.stderr]).toEqual([0, '']);
    const answer = `empty/${REPORT_NAME}`;
    const { code, stdout } = await run(answer, '--with', receipt);
    expect([code, stdout]).toEqual([0, expect.stringContaining('由憑證，雜湊相符')]);

    const edited = readFileSync(at(receipt), 'utf8').replace('"production"', '"test"');
    writeFileSync(at('handed/TOTFA-lab-result/other.receipt.json'), edited);
    const refused = await run(answer, '--with', 'handed/TOTFA-lab-result/other.receipt.json');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('封印不符')]);

    writeFileSync(at('handed/TOTFA-lab-result/TOTFA.zip'), packageBytes(['lab', 'image']));
    const changed = await run(answer, '--with', receipt);
    expect([changed.code, changed.stderr]).toEqual([2, expect.stringContaining('雜湊不符')]);
    rmSync(at('handed/TOTFA-lab-result/TOTFA.zip'));
    const gone = await run(answer, '--with', receipt);
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining('不在憑證旁邊')]);
  });

  test('2: a receipt that is not there, or is none', async () => {
    writeFileSync(at('none.receipt.json'), '{}');
    for (const [name, words] of [
      ['nowhere.receipt.json', '找不到憑證'],
      ['none.receipt.json', '不是 nhi-precheck 的憑證'],
    ] as const) {
      const { code, stderr } = await run(`empty/${REPORT_NAME}`, '--with', name);
      expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
    }
  });
});
