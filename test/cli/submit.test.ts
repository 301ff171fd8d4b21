import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratch } from '../support/archives/scratch.ts';
import { type Built, build } from '../support/product/built.ts';
import { AS_OF, base, caseFiles, KEY, ZIP, zip } from '../support/product/packages.ts';
import { inTarget } from '../support/upload/handed.ts';
import { CAN_MOUNT, ownFileSystem, readOnly } from '../support/upload/mounts.ts';

let built: Built;
beforeAll(() => {
  built = build();
});
afterAll(() => built[Symbol.dispose]());

const TITLE = '3501200000_1150512_001';
const SECOND = KEY.replace('00000001', '00000002');

/** A folder with packages, which is the current one, and a ledger of its own. */
function world(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const folder = scratch({
    [`good/${ZIP}`]: zip(caseFiles()),
    [`hold/FHR${SECOND}.JSON`]: JSON.stringify(base()),
    ...files,
  });
  const at = (...parts: string[]): string => join(folder.path, ...parts);
  const run = (...args: string[]) => built.run(args, { cwd: folder.path, env: { XDG_DATA_HOME: at('data') } });
  const submit = (...args: string[]) => run('submit', '--as-of', AS_OF, ...args);
  return { at, run, submit, path: folder.path, [Symbol.dispose]: folder[Symbol.dispose] };
}

describe('handing over', () => {
  test('0: what is accepted, production unless told; the first line says which upload it is', async () => {
    using it = world();
    const { code, stdout, stderr } = await it.submit('good', '--to', 'folder:out');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^【正式】QB1_R-事前審查正式_FHIR格式 → folder:out\n/);
    expect(stdout).toContain(`✔ 已移交：${ZIP}`);
    expect(stdout).toContain(it.at('out', `${TITLE}-QB1_R`));
    expect(stdout).toContain('還沒有上傳');
    expect(await inTarget(it.at('out'))).toEqual({ whole: [`${TITLE}-QB1_R`], broken: [], hidden: [] });
    expect(readFileSync(it.at('out', `${TITLE}-QB1_R`, ZIP)).equals(readFileSync(it.at('good', ZIP)))).toBe(true);
  });

  test('a second run hands nothing over, nowhere, and says when and where it went', async () => {
    using it = world();
    await it.submit('good', '--to', 'folder:out');
    for (const to of ['out', 'elsewhere']) {
      const { code, stdout } = await it.submit('good', '--to', `folder:${to}`);
      expect(code).toBe(1);
      expect(stdout).toContain(`✖ 沒有移交：${ZIP}`);
      expect(stdout).toMatch(/同名的檔案在 \d{4}-\d\d-\d\d \d\d:\d\d 已經移交過/);
      expect(stdout).not.toContain('還沒有上傳');
    }
    expect(existsSync(it.at('elsewhere'))).toBe(false);
    expect((await inTarget(it.at('out'))).whole).toHaveLength(1);
  });

  test('--purpose test is written everywhere', async () => {
    using it = world();
    const { code, stdout } = await it.submit('good', '--to', 'folder:out', '--purpose', 'test');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^【測試】QB1_T-事前審查測試_FHIR格式/);
    const folder = it.at('out', `${TITLE}-QB1_T`);
    expect(JSON.parse(readFileSync(join(folder, `${TITLE}.receipt.json`), 'utf8'))).toMatchObject({
      purpose: 'test',
      businessCode: 'QB1_T',
    });
    expect(readFileSync(join(folder, `${TITLE}.checklist.txt`), 'utf8')).toMatch(/^\uFEFF【測試上傳】QB1_T/);
    expect((await it.run('history')).stdout).toContain('測試 QB1_T');
    const production = await it.submit('good', '--to', 'folder:out');
    expect([production.code, (await inTarget(it.at('out'))).whole.length]).toEqual([0, 2]);
  });

  test('1: of several, those that are fit go out, the others are told why; what belongs to none is named', async () => {
    using it = world({ 'notes.txt': 'x' });
    const { code, stdout, stderr } = await it.submit('good', 'hold', 'notes.txt', '--to', 'folder:out');
    expect(code).toBe(1);
    expect(stdout).toContain(`✔ 已移交：${ZIP}`);
    expect(stdout).toMatch(
      new RegExp(`✖ 沒有移交：${SECOND}\n {4}預判是「等待附件檔」（.*）；若確定要先送，用 --accept-hold`),
    );
    expect(stderr).toContain('沒有移交的檔案 1 個：notes.txt');
    expect((await inTarget(it.at('out'))).whole).toEqual([`${TITLE}-QB1_R`]);
  });

  test('--accept-hold with a reason: it goes out, and the reason stands in receipt, checklist and history', async () => {
    using it = world();
    const { code } = await it.submit('hold', '--to', 'folder:out', '--accept-hold', '影像明天補');
    expect(code).toBe(0);
    const folder = it.at('out', `${SECOND}-QB1_R`);
    expect(JSON.parse(readFileSync(join(folder, `${SECOND}.receipt.json`), 'utf8'))).toMatchObject({
      acceptedHold: '影像明天補',
      verdict: { answer: 'hold' },
    });
    expect(readFileSync(join(folder, `${SECOND}.checklist.txt`), 'utf8')).toContain('理由　Reason: 影像明天補');
    expect((await it.run('history')).stdout).toContain('影像明天補');
  });

  test('what is returned does not go out, whatever is accepted', async () => {
    using it = world({ [`bad/FHR${KEY}.JSON`]: '{"resourceType":' });
    const { code, stdout } = await it.submit('bad', '--to', 'folder:out', '--accept-hold', 'because');
    expect(code).toBe(1);
    expect(stdout).toContain('預判是「退件」');
    expect(existsSync(it.at('out'))).toBe(false);
  });

  test('to the folder that is submitted: what lies there already is not taken for new', async () => {
    using it = world();
    expect((await it.submit('good', '--to', 'folder:good')).code).toBe(0);
    const next = Object.entries(caseFiles()).map(([name, bytes]) => [name.replace(KEY, SECOND), bytes]);
    writeFileSync(it.at('good', '3501200000_1150512_002.zip'), zip(Object.fromEntries(next)));
    const { stdout, stderr } = await it.submit('good', '--to', 'folder:good');
    expect(stderr).toContain('略過目的地裡已經移交的檔案 3 個');
    expect(stdout).toContain('✔ 已移交：3501200000_1150512_002.zip');
    expect((await inTarget(it.at('good'))).whole).toHaveLength(2);
  });

  test('configuration: where to and what for; the command line goes before it', async () => {
    using it = world({
      'nhi-precheck.yaml': 'handOver: { to: "folder:outbox", purpose: test }\nledger: own/ledger.sqlite\n',
      'own/keep': '',
    });
    expect((await it.submit('good')).code).toBe(0);
    expect((await inTarget(it.at('outbox'))).whole).toEqual([`${TITLE}-QB1_T`]);
    expect(readdirSync(it.at('own')).sort()).toEqual(['keep', 'ledger.sqlite', 'outbox']);
    expect((await it.submit('good', '--to', 'folder:other', '--purpose', 'production')).code).toBe(0);
    expect((await inTarget(it.at('other'))).whole).toEqual([`${TITLE}-QB1_R`]);
  });

  test('--format json: one object, with the reports', async () => {
    using it = world();
    const { code, stdout } = await it.submit('good', 'hold', '--to', 'folder:out', '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      purpose: 'production',
      businessCode: 'QB1_R',
      dryRun: false,
      submissions: [
        {
          name: ZIP,
          handedOver: true,
          folder: it.at('out', `${TITLE}-QB1_R`),
          receipt: `${TITLE}.receipt.json`,
          report: { verdict: { answer: 'accept' } },
        },
        { name: SECOND, handedOver: false, report: { verdict: { answer: 'hold' } } },
      ],
    });
  });

  test('--lang en', async () => {
    using it = world();
    const { stdout } = await it.submit('good', '--to', 'folder:out', '--lang', 'en');
    expect(stdout).toMatch(/^\[PRODUCTION\] QB1_R/);
    expect(stdout).toContain(`✔ Handed over: ${ZIP}`);
  });
});

describe('--dry-run', () => {
  test('says the same and writes nothing at all', async () => {
    using it = world();
    const before = readdirSync(it.path, { recursive: true }).sort();
    const { code, stdout } = await it.submit('good', '--to', 'folder:out/deep', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^【正式】.*（試跑，什麼都不寫）\n/);
    expect(stdout).toContain(`○ 會移交：${ZIP}`);
    expect(readdirSync(it.path, { recursive: true }).sort()).toEqual(before);
    const held = await it.submit('hold', '--to', 'folder:out', '--dry-run');
    expect([held.code, held.stdout.includes('✖ 沒有移交')]).toEqual([1, true]);
    expect(readdirSync(it.path, { recursive: true }).sort()).toEqual(before);
  });

  test('knows what stands in the way: handed over before, or a folder of that name', async () => {
    using it = world();
    mkdirSync(it.at('out', `${TITLE}-QB1_R`), { recursive: true });
    const there = await it.submit('good', '--to', 'folder:out', '--dry-run');
    expect([there.code, there.stdout.includes('目的地已經有同名的資料夾')]).toEqual([1, true]);
    await it.submit('good', '--to', 'folder:other');
    const history = (await it.run('history')).stdout;
    const again = await it.submit('good', '--to', 'folder:third', '--dry-run');
    expect([again.code, again.stdout.includes('已經移交過')]).toEqual([1, true]);
    expect((await it.run('history')).stdout).toBe(history);
  });
});

describe('2 and 3: nothing is done', () => {
  test.each<[string, string[], number, RegExp]>([
    ['no target', ['good'], 2, /--to folder:DIR/],
    ['an unknown kind of target', ['good', '--to', 'ftp://x'], 2, /不認得「ftp:\/\/x」.*folder:DIR/],
    ['a path without its kind', ['good', '--to', '/tmp/x'], 2, /folder:DIR/],
    ['folder without a name', ['good', '--to', 'folder:'], 2, /folder:DIR/],
    ['a blank reason', ['good', '--to', 'folder:out', '--accept-hold', ' '], 2, /accept-hold/],
    ['a purpose that is none', ['good', '--to', 'folder:out', '--purpose', 'trial'], 2, /purpose/],
    ['no such path', ['nowhere', '--to', 'folder:out'], 2, /找不到：nowhere/],
    ['nothing recognisable', ['nothing', '--to', 'folder:out'], 3, /沒有認得的上傳檔案/],
  ])('%s', async (_, args, expected, words) => {
    using it = world({ 'nothing/x.txt': 'x' });
    const { code, stdout, stderr } = await it.submit(...args);
    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).toMatch(words);
    expect(existsSync(it.at('out'))).toBe(false);
  });
});

describe('1: places that cannot be written', () => {
  test('the target is a file; the target is taken', async () => {
    using it = world({ file: 'x', [`out/${TITLE}-QB1_R/mine`]: 'x' });
    const file = await it.submit('good', '--to', 'folder:file');
    expect([file.code, file.stdout.includes('目的地是檔案，不是資料夾')]).toEqual([1, true]);
    const taken = await it.submit('good', '--to', 'folder:out');
    expect([taken.code, taken.stdout.includes('目的地已經有同名的資料夾')]).toEqual([1, true]);
    expect(readdirSync(it.at('out', `${TITLE}-QB1_R`))).toEqual(['mine']);
    expect((await it.submit('good', '--to', 'folder:free')).code).toBe(0);
  });

  test.each<[string, (file: string) => void, string]>([
    ['damaged', (file) => writeFileSync(file, 'no database, though long enough for one'.repeat(99)), '移交紀錄檔壞了'],
    ['of a newer version', (file) => new DatabaseSync(file).exec('pragma user_version = 9'), '新版 nhi-precheck'],
  ])('the ledger is %s: nothing is handed over', async (_, make, words) => {
    using it = world();
    mkdirSync(it.at('data', 'nhi-precheck'), { recursive: true });
    make(it.at('data', 'nhi-precheck', 'ledger.sqlite'));
    for (const dry of [[], ['--dry-run']]) {
      const { code, stderr } = await it.submit('good', '--to', 'folder:out', ...dry);
      expect([code, stderr.includes('沒有移交'), stderr.includes(words)]).toEqual([1, true, true]);
    }
    expect(existsSync(it.at('out'))).toBe(false);
  });

  test('the ledger of the configuration lies on a share that is not there: no new one is begun', async () => {
    using it = world({ 'nhi-precheck.yaml': 'ledger: share/ledger.sqlite\n' });
    const { code, stderr } = await it.submit('good', '--to', 'folder:out');
    expect([code, stderr.includes('讀不到移交紀錄檔')]).toEqual([1, true]);
    expect([existsSync(it.at('share')), existsSync(it.at('out'))]).toEqual([false, false]);
  });

  test.skipIf(!CAN_MOUNT)('the ledger is on a read-only disk (skipped: cannot mount here)', async () => {
    using it = world({ 'nhi-precheck.yaml': 'ledger: disk/ledger.sqlite\n' });
    using disk = ownFileSystem(it.at('disk'), 1_000_000);
    await it.submit('hold', '--to', 'folder:out');
    readOnly(disk.path);
    const { code, stdout } = await it.submit('good', '--to', 'folder:out');
    expect([code, stdout.includes('不能寫入移交紀錄檔')]).toEqual([1, true]);
    expect(existsSync(it.at('out'))).toBe(false);
  });
});

test.skipIf(!CAN_MOUNT)(
  'the disk of the ledger fills up on the way: what went out is told, the rest is not tried (skipped: cannot mount here)',
  {
    timeout: 120_000,
  },
  async () => {
    const count = 60;
    const keys = Array.from({ length: count }, (_, i) => KEY.replace('00000001', String(i + 1).padStart(8, '0')));
    const files = keys.map((key, i) => [
      `many/3501200000_1150512_${String(i + 1).padStart(3, '0')}.zip`,
      zip(Object.fromEntries(Object.entries(caseFiles('imm')).map(([name, bytes]) => [name.replace(KEY, key), bytes]))),
    ]);
    using it = world({ ...Object.fromEntries(files), 'nhi-precheck.yaml': 'ledger: disk/ledger.sqlite\n' });
    using _disk = ownFileSystem(it.at('disk'), 100 * 1024);
    const { code, stdout } = await it.submit('many', '--to', 'folder:out', '--format', 'json');
    expect(code).toBe(1);
    const { submissions } = JSON.parse(stdout);
    const out = submissions.filter(({ handedOver }: { handedOver: boolean }) => handedOver);
    expect(submissions).toHaveLength(count);
    expect(out.length).toBeGreaterThan(0);
    expect(out.length).toBeLessThan(count);
    expect(submissions.at(-1).why.zh).toContain('放移交紀錄檔的磁碟滿了');
    const { whole, broken } = await inTarget(it.at('out'));
    expect([whole.length, broken]).toEqual([out.length, []]);
  },
);

test('names that a terminal or a line would obey do no harm', async () => {
  if (process.platform === 'win32') return; // no such names there
  const evil = 'x\u001b[2J\n::error::y.txt';
  using it = world({ [`good/${evil}`]: 'x' });
  const { code, stdout, stderr } = await it.submit('good', '--to', 'folder:out\u001b[2J');
  expect(code).toBe(0);
  expect(stdout + stderr).not.toContain('\u001b');
  expect(stderr).not.toMatch(/^::error/m);
});
