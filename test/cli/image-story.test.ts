import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratch } from '../support/archives/scratch.ts';
import type { CaseFile } from '../support/corpus/case-schema.ts';
import { imageFilesOf } from '../support/corpus/medical-image/pack.ts';
import { type Built, build } from '../support/product/built.ts';
import { AS_OF, caseFiles, ZIP, zip } from '../support/product/packages.ts';
import { inTarget } from '../support/upload/handed.ts';

let built: Built;
beforeAll(() => {
  built = build();
});
afterAll(() => built[Symbol.dispose]());

const TITLE = '3501200000_20260512_001';
const FOLDER = `${TITLE}-medical-image`;
const FIRST = 'DCF3501200000_A00000000001.7z';
const SECOND = 'DCF3501200000_A00000000002.7z';
const RECEIPT = `${TITLE}.receipt.json`;
const CHECKLIST = `${TITLE}.checklist.txt`;

type Given = Pick<CaseFile, 'rows' | 'csv' | 'images'>;
const TWO: Given = { rows: ['ct', 'ultrasound'] };

/** A folder that is the current one, with a ledger of its own, and medical images in `in`. */
function world(given: Given = TWO) {
  const folder = scratch();
  const at = (...parts: string[]): string => join(folder.path, ...parts);
  const put = (into: string, what: Given): void => {
    mkdirSync(at(into), { recursive: true });
    for (const { name, bytes } of imageFilesOf(what)) writeFileSync(at(into, name), bytes);
  };
  put('in', given);
  const run = (...args: string[]) => built.run(args, { cwd: folder.path, env: { XDG_DATA_HOME: at('data') } });
  const submit = (...args: string[]) => run('submit', '--as-of', AS_OF, ...args);
  const raised = async (from: string): Promise<string[]> => {
    const { stdout } = await run('check', from, '--as-of', AS_OF, '--format', 'json');
    const report = JSON.parse(stdout) as { findings: { ruleId: string; outcome: string }[] };
    return report.findings.filter(({ outcome }) => outcome !== 'advise').map(({ ruleId }) => ruleId);
  };
  return { at, put, run, submit, raised, [Symbol.dispose]: folder[Symbol.dispose] };
}

describe('medical images', () => {
  test('are handed over whole: CSV and archives, receipt, checklist; history tells it', async () => {
    using it = world();
    const { code, stdout, stderr } = await it.submit('in', '--to', 'folder:out');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^【正式】醫療影像每日上傳作業 → folder:out\n/);
    expect(stdout).toContain('還沒有上傳');
    expect(stdout).toContain('健保資訊網服務系統(VPN)＞我的首頁＞醫療影像每日上傳作業');
    expect(await inTarget(it.at('out'))).toEqual({ whole: [FOLDER], broken: [], hidden: [] });
    expect(readdirSync(it.at('out', FOLDER)).sort()).toEqual(
      [CHECKLIST, `${TITLE}.csv`, RECEIPT, FIRST, SECOND].sort(),
    );
    for (const name of [`${TITLE}.csv`, FIRST, SECOND])
      expect(readFileSync(it.at('out', FOLDER, name)).equals(readFileSync(it.at('in', name)))).toBe(true);
    const receipt = it.at('out', FOLDER, RECEIPT);
    expect(JSON.parse(readFileSync(receipt, 'utf8'))).toMatchObject({
      channel: 'medical-image',
      purpose: 'production',
      businessCode: null,
      typeCode: null,
      name: TITLE,
      files: [
        { name: `${TITLE}.csv`, role: 'csv' },
        { name: FIRST, role: 'dcf' },
        { name: SECOND, role: 'dcf' },
      ],
      members: [],
    });
    const verified = await it.run('receipt', 'verify', receipt, it.at('out', FOLDER));
    expect([verified.code, verified.stdout]).toEqual([0, expect.stringContaining('正式 醫療影像每日上傳作業')]);
    expect((await it.run('history')).stdout).toMatch(
      /3501200000_20260512_001\n.*已移交 {2}正式 醫療影像每日上傳作業 · 收檔/,
    );
  });

  test('the checklist has what NHI says, in its words, and no TypeCode, since no public document has one', async () => {
    using it = world();
    await it.submit('in', '--to', 'folder:out');
    const text = readFileSync(it.at('out', FOLDER, CHECKLIST), 'utf8');
    expect(text).toMatch(/^\uFEFF【正式上傳】醫療影像每日上傳作業/);
    for (const words of ['API 元件」5.0 版', '一次全部加入', 'CSV 共 2 筆，影像壓縮檔 2 個', '醫療影像上傳結果查詢'])
      expect(text).toContain(words);
    for (const words of ['檢核結果檔', '24 小時', 'CSV 和影像壓縮檔要一起重新上傳', '公開的文件沒有寫'])
      expect(text).toContain(words);
    expect(text).not.toMatch(/QB1|業務別|TypeCode\) 填/);
    const files = text.split('\r\n').filter((line) => line.includes('sha256'));
    expect(files.map((line) => /□ (\S+?)　/.exec(line)?.[1])).toEqual([`${TITLE}.csv`, FIRST, SECOND]);
  });

  test('a TypeCode that somebody has learnt stands in the configuration, then in checklist and receipt', async () => {
    using it = world();
    writeFileSync(it.at('nhi-precheck.yaml'), 'handOver: { to: "folder:out", typeCodes: { medical-image: "77" } }\n');
    const { code, stdout } = await it.submit('in');
    expect([code, stdout]).toEqual([0, expect.stringContaining('TypeCode 77')]);
    expect(readFileSync(it.at('out', FOLDER, CHECKLIST), 'utf8')).toContain('代碼(TypeCode) 填 77');
    expect(JSON.parse(readFileSync(it.at('out', FOLDER, RECEIPT), 'utf8'))).toMatchObject({ typeCode: '77' });
    expect((await it.run('check', '--print-config')).stdout).toMatch(/medical-image: "77" # .*nhi-precheck\.yaml:1/);
  });

  test('go again, as NHI wants a correction, with a reminder; never over what waits to be uploaded', async () => {
    using it = world();
    await it.submit('in', '--to', 'folder:out');
    const over = await it.submit('in', '--to', 'folder:out');
    expect([over.code, over.stdout]).toEqual([1, expect.stringContaining('已經有同名的資料夾')]);
    renameSync(it.at('out'), it.at('uploaded'));
    const again = await it.submit('in', '--to', 'folder:out');
    expect(again.code).toBe(0);
    expect(again.stdout).toContain(`${FIRST} 以前移交過，這一列的文字和壓縮檔都一模一樣`);
    expect((await inTarget(it.at('out'))).whole).toEqual([FOLDER]);
    const checklist = readFileSync(it.at('out', FOLDER, CHECKLIST), 'utf8');
    expect(checklist).toContain(`⚠ 第 2 列 N2：${SECOND} 以前移交過`);
    const history = await it.run('history', '--format', 'json');
    expect(JSON.parse(history.stdout)).toMatchObject([
      { kind: 'handed-over', answer: 'accept' },
      { kind: 'refused', note: 'target-exists' },
      { kind: 'handed-over', answer: 'remind' },
    ]);
  });

  test('a test is refused: there is none of this kind; what else there is goes out', async () => {
    using it = world();
    mkdirSync(it.at('other'));
    writeFileSync(it.at('other', ZIP), zip(caseFiles()));
    const { code, stdout } = await it.submit('in', 'other', '--to', 'folder:out', '--purpose', 'test');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^【測試】QB1_T-事前審查測試_FHIR格式 → /);
    expect(stdout).toContain('這種上傳作業沒有測試');
    expect((await inTarget(it.at('out'))).whole).toEqual([ZIP.replace('.zip', '-QB1_T')]);
    expect((await it.run('history')).stdout).toContain('這種上傳作業沒有測試');
    expect(await it.raised('in')).toEqual([]);
  });

  test('two batches of one run with one case number: told, and the second is judged by what the first was', async () => {
    using it = world({ rows: ['ct'] });
    const csv = { name: '3501200000_20260512_002.csv' };
    it.put('in/other', { csv, rows: [{ orderCode: '33071B' }], images: { '1': { sizes: ['600x600'] } } });
    const dry = await it.submit('in', '--to', 'folder:out', '--dry-run');
    expect([dry.code, dry.stdout]).toEqual([0, expect.stringContaining('這次檢查的另一個送件')]);
    const { code, stdout } = await it.submit('in', '--to', 'folder:out');
    expect([code, (await inTarget(it.at('out'))).whole]).toEqual([1, [FOLDER]]);
    expect(stdout).toContain('預判是「不收檔」（medical-image-case-number-used）');
  });

  test('what was repaired has its own name in the history', async () => {
    using it = world({ rows: [{ visitSerial: '12' }] });
    await it.run('fix', 'in', '--as-of', AS_OF, '--out', 'fixed');
    await it.submit('fixed', '--to', 'folder:out');
    const { stdout } = await it.run('history');
    expect(stdout).toMatch(/^3501200000_20260512_001\n.*修正 {2}收檔\n.*damaged\n.*已移交/);
  });

  test('with one wrong row nothing goes, and the way for the others is told', async () => {
    using it = world({ rows: ['ct', { is: 'ultrasound', visitType: 'ZZ' }] });
    const { code, stdout } = await it.submit('in', '--to', 'folder:out');
    expect([code, existsSync(it.at('out'))]).toEqual([1, false]);
    expect(stdout).toMatch(/沒有移交：3501200000_20260512_001\n.*--only-taken/);
  });

  test('the ledger knows no patient', async () => {
    using it = world();
    await it.submit('in', '--to', 'folder:out');
    const ledger = readFileSync(it.at('data', 'nhi-precheck', 'ledger.sqlite')).toString('latin1');
    for (const cell of ['A123456789', '0470808', '33070B', '11505120930']) expect(ledger).not.toContain(cell);
  });

  test('a ledger that cannot be read makes the answer unknown', async () => {
    using it = world();
    mkdirSync(it.at('data', 'nhi-precheck'), { recursive: true });
    writeFileSync(
      it.at('data', 'nhi-precheck', 'ledger.sqlite'),
      'no database, but long enough to look like one'.repeat(99),
    );
    expect(await it.raised('in')).toEqual([expect.stringMatching(/ledger/)]);
  });
});
