import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratch, seeded } from '../support/archives/scratch.ts';
import { NAMES, sevenZ, withAtt, zipped } from '../support/fix/wrong.ts';
import { type Built, build, ended } from '../support/product/built.ts';
import { base, caseFiles, type Files, KEY, ZIP, zip } from '../support/product/packages.ts';

let built: Built;
beforeAll(() => {
  built = build();
});
afterAll(() => built[Symbol.dispose]());

const WESTERN = '3501200000_20260512_001.zip';
const FHR = `FHR${KEY}.JSON`;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** A package that is wrong in five ways. */
function wrong(): Uint8Array {
  const att = sevenZ(...NAMES.map((name) => (name === 'pathology.pdf' ? 'Pathology.PDF' : name)));
  const files = withAtt(`att${KEY}.7z`, att);
  const bom: Files = { ...files, [FHR]: Buffer.concat([BOM, files[FHR] ?? BOM]) };
  return zip(Object.fromEntries(Object.entries(bom).map(([name, bytes]) => [`folder/${name}`, bytes])));
}

const fix = (cwd: string, ...args: string[]) => built.run(['fix', ...args, '--as-of', '2026-05-12'], { cwd });
const tree = (folder: string): string[] => readdirSync(folder, { recursive: true }).map(String).sort();

describe('a package that is wrong in five ways', () => {
  test('is repaired: each change is told with before and after, and the answers', async () => {
    using data = scratch({ [WESTERN]: wrong() });
    const { code, stdout, stderr } = await fix(data.path, WESTERN, '--out', 'fixed');
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe(`── ${WESTERN}`);
    expect(stdout).toContain(`修正 zip 檔名用了西元日期（prior-auth-zip-date-western）：${WESTERN} → ${ZIP}`);
    expect(stdout).toContain(`（prior-auth-zip-layer）：folder/${FHR} → ${FHR}`);
    expect(stdout).toContain(`（prior-auth-file-name-case）：att${KEY}.7z → ATT${KEY}.7z`);
    expect(stdout).toContain('有 BOM → 沒有 BOM（其他內容不變）');
    expect(stdout).toContain('Pathology.PDF → pathology.pdf');
    expect(lines).toContain('修正前：整批會被退件：有 2 個問題讓健保署不收這次送件，另有 1 件提醒');
    expect(lines).toContain('修正後：會收件：案件 2026051200000001 沒有發現問題');
    expect(lines).toContain(`新的檔案：fixed/${ZIP}`);
    expect(tree(data.path)).toEqual([WESTERN, 'fixed', `fixed/${ZIP}`].sort());
    expect(Buffer.from(wrong()).equals(readFileSync(join(data.path, WESTERN)))).toBe(true);
    const checked = await built.run(['check', `fixed/${ZIP}`, '--as-of', '2026-05-12'], { cwd: data.path });
    expect(checked.code).toBe(0);
  });

  test('--dry-run says the same and writes nothing', async () => {
    using data = scratch({ [WESTERN]: wrong() });
    const { mtimeNs } = statSync(data.path, { bigint: true });
    const dry = await fix(data.path, WESTERN, '--dry-run', '--out', 'fixed');
    expect([dry.code, dry.stderr]).toEqual([0, '']);
    expect(dry.stdout).toContain(`會修正 zip 檔名用了西元日期（prior-auth-zip-date-western）：${WESTERN} → ${ZIP}`);
    expect(dry.stdout).toContain('試跑，沒有寫出任何檔案');
    expect(tree(data.path)).toEqual([WESTERN]);
    expect(statSync(data.path, { bigint: true }).mtimeNs).toBe(mtimeNs);
    const real = await fix(data.path, WESTERN, '--out', 'fixed');
    const changes = (text: string): string[] =>
      text
        .split('\n')
        .filter((line) => line.includes(' → '))
        .map((line) => line.trim().replace(/^會/, ''));
    expect(changes(dry.stdout)).toEqual(changes(real.stdout));
  });

  test('--format json: fixes, both verdicts, the new files and the new report', async () => {
    using data = scratch({ [WESTERN]: wrong() });
    const { code, stdout } = await fix(data.path, WESTERN, '--out', 'fixed', '--format', 'json');
    const { name, fixes, before, after, out, report, notFixed, error } = JSON.parse(stdout);
    expect([code, name, before.answer, after.answer, out, notFixed, error]).toEqual([
      0,
      WESTERN,
      'return-file',
      'accept',
      [ZIP],
      null,
      null,
    ]);
    expect(report.verdict).toEqual(after);
    expect(report.submission.name).toBe(ZIP);
    expect(fixes).toHaveLength(7);
    expect(fixes).toContainEqual({
      ruleId: 'prior-auth-attachment-case',
      id: 'rename-attachment',
      file: `${WESTERN}!/folder/att${KEY}.7z`,
      from: 'Pathology.PDF',
      to: 'pathology.pdf',
      applied: true,
      safe: true,
      why: null,
    });
  });

  test('in English', async () => {
    using data = scratch({ [WESTERN]: wrong() });
    const { stdout } = await fix(data.path, WESTERN, '--out', 'fixed', '--lang', 'en');
    expect(stdout).toContain('after: Will be taken: nothing wrong was found in case 2026051200000001');
    expect(stdout).toContain(`new file: fixed/${ZIP}`);
    expect(stdout).not.toMatch(/\p{Script=Han}/u);
  });

  test('history tells of the repair', async () => {
    using data = scratch({ [WESTERN]: wrong() });
    await fix(data.path, WESTERN, '--out', 'fixed');
    const { code, stdout } = await built.run(['history', '--format', 'json'], { cwd: data.path });
    expect(code).toBe(0);
    expect(stdout).toContain('"fixed"');
    expect(stdout).toContain(ZIP);
  });
});

describe('what is left', () => {
  test('is told as check tells it, and the exit code is that of what is left', async () => {
    const { [`DCF${KEY}.CAB`]: _, ...others } = caseFiles();
    using data = scratch({ [WESTERN]: zip(others) });
    const { code, stdout } = await fix(data.path, WESTERN, '--out', 'fixed');
    expect(code).toBe(1);
    expect(stdout).toContain(`新的檔案：fixed/${ZIP}`);
    expect(stdout).toMatch(/還要自己處理的：\n\n.*會停在/);
    expect(stdout).toContain('prior-auth-imaging-needs-dcf');
  });

  test('nothing to fix: said, and nothing is written', async () => {
    using data = scratch({ [ZIP]: zip(caseFiles()) });
    const { code, stdout } = await fix(data.path, ZIP, '--out', 'fixed');
    expect(code).toBe(0);
    expect(stdout).toContain('沒有可以自動修正的地方，所以沒有新的檔案');
    expect(existsSync(join(data.path, 'fixed'))).toBe(false);
  });

  test('what cannot be read: said, and nothing is written', async () => {
    using data = scratch({ [WESTERN]: wrong().subarray(0, -50) });
    const { code, stdout } = await fix(data.path, WESTERN, '--out', 'fixed');
    expect(code).toBe(1);
    expect(stdout).toContain('有檔案打不開或沒有讀完');
    expect(existsSync(join(data.path, 'fixed'))).toBe(false);
  });

  test('the zone of a timestamp needs the configuration', async () => {
    const fhr = { ...base(), timestamp: '2026-04-09T00:00:00' };
    using data = scratch({ [ZIP]: zip(caseFiles('cancer', fhr)) });
    const without = await fix(data.path, ZIP, '--out', 'fixed');
    expect([without.code, existsSync(join(data.path, 'fixed'))]).toEqual([1, false]);
    expect(without.stdout).toContain('設定檔沒有寫時區');
    writeFileSync(join(data.path, 'nhi-precheck.yaml'), 'fix:\n  timestampZone: "+08:00"\n');
    const configured = await fix(data.path, ZIP, '--out', 'fixed');
    expect([configured.code, existsSync(join(data.path, 'fixed', ZIP))]).toEqual([0, true]);
  });

  test('names that look the same: said in words', async () => {
    const nfd = 'cafe\u0301.pdf';
    const fhr = JSON.parse(JSON.stringify(base()).replaceAll('file://pathology.pdf', `file://${nfd.normalize('NFC')}`));
    const att = sevenZ(...NAMES.map((name) => (name === 'pathology.pdf' ? nfd : name)));
    using data = scratch({ [ZIP]: zip(withAtt(`ATT${KEY}.7z`, att, fhr)) });
    const { stdout } = await fix(data.path, ZIP, '--out', 'fixed');
    expect(stdout).toContain('（看起來一樣，字元組成不同）');
  });
});

describe('several packages', () => {
  const other = '3501200000_20260512_002.zip';
  const second = (): Uint8Array => {
    const key = '3501200000_2026051200000002';
    return zip(caseFiles('cancer', JSON.parse(JSON.stringify(base()).replaceAll(KEY, key)), key));
  };

  test('each is told; only those that were repaired are written', async () => {
    using data = scratch({ [`in/${WESTERN}`]: wrong(), 'in/3501200000_1150512_002.zip': second() });
    const { code, stdout } = await fix(data.path, 'in', '--out', 'fixed', '--format', 'json');
    const { submissions } = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(submissions.map(({ name, out }: { name: string; out: string[] }) => [name, out])).toEqual([
      ['3501200000_1150512_002.zip', []],
      [WESTERN, [ZIP]],
    ]);
    expect(tree(join(data.path, 'fixed'))).toEqual([ZIP]);
  });

  test('a name that is taken is refused with exit code 2 and left as it is; the others are written', async () => {
    using data = scratch({ [`in/${WESTERN}`]: wrong(), [`in/${other}`]: second(), [`fixed/${ZIP}`]: 'mine' });
    const { code, stdout } = await fix(data.path, 'in', '--out', 'fixed');
    expect(code).toBe(2);
    expect(stdout).toContain(`沒有寫出 ${ZIP}：已經有同名的檔案，不會蓋掉它`);
    expect(tree(join(data.path, 'fixed'))).toEqual([ZIP, '3501200000_1150512_002.zip'].sort());
    expect(readFileSync(join(data.path, 'fixed', ZIP), 'utf8')).toBe('mine');
  });

  test('into the folder of the originals: the new beside the old, and again nothing new', async () => {
    using data = scratch({ [WESTERN]: wrong() });
    expect((await fix(data.path, WESTERN, '--out', '.')).code).toBe(0);
    expect(tree(data.path)).toEqual([WESTERN, ZIP].sort());
    expect((await fix(data.path, ZIP, '--out', '.')).code).toBe(0);
    expect(tree(data.path)).toEqual([WESTERN, ZIP].sort());
  });

  test('an output folder within what is looked at is not repaired again', async () => {
    using data = scratch({ [WESTERN]: wrong() });
    await fix(data.path, '.', '--out', 'fixed');
    const { code, stdout } = await fix(data.path, '.', '--out', 'fixed', '--format', 'json');
    expect([code, JSON.parse(stdout).name]).toEqual([2, WESTERN]);
    expect(tree(data.path)).toEqual([WESTERN, 'fixed', `fixed/${ZIP}`].sort());
  });
});

describe('wrong use', () => {
  test('no folder for the new files', async () => {
    using data = scratch({ [WESTERN]: wrong() });
    const { code, stdout, stderr } = await fix(data.path, WESTERN);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--out');
  });

  test('nothing recognisable', async () => {
    using data = scratch({ 'readme.txt': 'x' });
    expect((await fix(data.path, '.', '--out', 'fixed')).code).toBe(3);
    expect(tree(data.path)).toEqual(['readme.txt']);
  });

  test('--out is a file', async () => {
    using data = scratch({ [WESTERN]: wrong(), fixed: 'mine' });
    const { code, stdout } = await fix(data.path, WESTERN, '--out', 'fixed');
    expect(code).toBe(2);
    expect(stdout).toContain('--out 不是資料夾');
    expect(readFileSync(join(data.path, 'fixed'), 'utf8')).toBe('mine');
  });

  test('a ledger that cannot be written to: the repair stands, and that is told', async () => {
    using data = scratch({
      [WESTERN]: wrong(),
      'nhi-precheck.yaml': 'ledger: ledger.sqlite\n',
      'ledger.sqlite': 'no ledger'.repeat(100),
    });
    const { stdout, stderr } = await fix(data.path, WESTERN, '--out', 'fixed');
    expect(stdout).toContain(`新的檔案：fixed/${ZIP}`);
    expect(stderr).toContain('history');
  });
});

test('signs that a terminal obeys are shown as signs', async () => {
  const files = Object.fromEntries(
    Object.entries(caseFiles()).map(([name, bytes]) => [`\u202e<script>/${name}`, bytes]),
  );
  using data = scratch({ [ZIP]: zip(files) });
  const { code, stdout } = await fix(data.path, ZIP, '--out', 'fixed');
  expect(code).toBe(0);
  expect(stdout).toContain(`\uFFFD<script>/${FHR} → ${FHR}`);
  expect(stdout).not.toContain('\u202e');
  expect((await zipped(readFileSync(join(data.path, 'fixed', ZIP)))).map(([name]) => name)).toEqual(
    Object.keys(caseFiles()),
  );
});

/** Waits until a name that begins like this is in a folder, or the child is gone. */
async function seen(folder: string, prefix: string, child: { exitCode: number | null }): Promise<void> {
  const isThere = (): boolean => existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(prefix));
  while (child.exitCode === null && !isThere()) await new Promise((next) => setTimeout(next, 1));
}

describe.skipIf(process.platform === 'win32')('Ctrl-C leaves neither new files nor private ones', () => {
  test.each(['the new zip is made', 'it is copied to its folder'])('while %s', async (moment) => {
    const big = Buffer.alloc(24 * 2 ** 20);
    const random = seeded(7);
    for (let at = 0; at < big.length; at += 4) big.writeUInt32LE(random(2 ** 32), at);
    using data = scratch({ [WESTERN]: zip({ ...caseFiles(), [`dcf${KEY}.CAB`]: big }) });
    const out = join(data.path, 'fixed');
    const child = built.start(['fix', WESTERN, '--out', 'fixed', '--as-of', '2026-05-12'], { cwd: data.path });
    const end = ended(child);
    if (moment.startsWith('it')) await seen(out, '.nhi-precheck-', child);
    else await seen(join(built.home, 'tmp'), 'nhi-precheck-', child);
    child.kill('SIGINT');
    const { code } = await end;
    const whole = [WESTERN, 'fixed', `fixed/${ZIP}`].sort();
    // the signal may come a moment late: then all is there
    expect([[WESTERN], whole]).toContainEqual(tree(data.path));
    if (code !== 130) expect(tree(data.path)).toEqual(whole);
    if (existsSync(out)) expect(await zipped(readFileSync(join(out, ZIP)))).toHaveLength(4);
    expect(readdirSync(join(built.home, 'tmp'))).toEqual([]);
  });
});
