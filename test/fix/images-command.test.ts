import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratch } from '../support/archives/scratch.ts';
import { CSV, csvOf, dcf7z, dcfName, IMAGES_AS_OF, imageRow, withCells } from '../support/fix/images.ts';
import { type Built, build } from '../support/product/built.ts';
import { caseFiles, ZIP, zip } from '../support/product/packages.ts';

let built: Built;
beforeAll(() => {
  built = build();
});
afterAll(() => built[Symbol.dispose]());

const fix = (cwd: string, ...args: string[]) => built.run(['fix', 'in', ...args, '--as-of', IMAGES_AS_OF], { cwd });

/** A folder `in` of rows, each with its archive. */
const folder = (rows: readonly string[][]) =>
  scratch({
    [`in/${CSV}`]: csvOf(rows),
    ...Object.fromEntries(rows.map((_, i) => [`in/${dcfName(i + 1)}`, dcf7z()])),
  });

const lost = withCells(imageRow(2), { F: '12', H: 'a123456789', I: '470808' });
const broken = withCells(imageRow(3), { I: '0471308' });

describe('fix of a CSV and its archives', () => {
  test('tells cells by Excel address, and none of a person', async () => {
    using data = folder([imageRow(1), lost]);
    const before = readFileSync(join(data.path, 'in', CSV));
    const { code, stdout, stderr } = await fix(data.path, '--out', 'out');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('    F2：12 → 0012\n');
    expect(stdout).toContain('    H2：（個人資料，不顯示）\n');
    expect(stdout).toContain('    I2：（個人資料，不顯示）\n');
    expect(stdout).not.toMatch(/a123456789|470808/i);
    expect(readFileSync(join(data.path, 'out', CSV), 'latin1')).toBe(csvOf([imageRow(1), imageRow(2)]));
    expect(readFileSync(join(data.path, 'in', CSV)).equals(before)).toBe(true);
    const checked = await built.run(['check', 'out', '--as-of', IMAGES_AS_OF], { cwd: data.path });
    expect(checked.code).toBe(0);
  });

  test('as data: the first cells, and how many there are', async () => {
    using data = folder([imageRow(1), lost]);
    const { stdout } = await fix(data.path, '--dry-run', '--format', 'json');
    const { fixes, leftOut } = JSON.parse(stdout);
    expect(leftOut).toBeNull();
    expect(fixes).toContainEqual({
      ruleId: 'medical-image-visit-serial-damaged',
      id: 'csv-cell',
      file: CSV,
      from: null,
      to: null,
      count: 1,
      cells: [{ cell: 'F2', from: '12', to: '0012' }],
      applied: true,
      safe: true,
      why: null,
    });
    expect(stdout).not.toMatch(/a123456789|470808/i);
  });

  test('--only-taken leaves out what would not be taken, and says which rows', async () => {
    using data = folder([imageRow(1), lost, broken]);
    const { code, stdout } = await fix(data.path, '--out', 'out', '--only-taken');
    expect(code).toBe(0);
    expect(stdout).toContain('只留會收的列：留下 2 列，沒有寫進新檔的 1 列\n  不收的列（原檔的第幾列）：3\n');
    expect(stdout).toContain(`沒有跟去的影像壓縮檔：${dcfName(3)}`);
    expect(readFileSync(join(data.path, 'out', CSV), 'latin1')).toBe(csvOf([imageRow(1), imageRow(2)]));
    expect(existsSync(join(data.path, 'out', dcfName(3)))).toBe(false);
    const english = await fix(data.path, '--dry-run', '--only-taken', '--lang', 'en');
    expect(english.stdout).toContain('not taken (lines of the file as it was): 3');
    expect(english.stdout).not.toMatch(/\p{Script=Han}/u);
  });

  test('--only-taken is not for what NHI takes as a whole', async () => {
    using data = scratch({ [`in/${ZIP}`]: zip(caseFiles()) });
    const { code, stdout } = await fix(data.path, '--out', 'out', '--only-taken');
    expect(code).toBe(2);
    expect(stdout).toContain('--only-taken 只用在健保署逐筆收檔的送件');
    expect(existsSync(join(data.path, 'out'))).toBe(false);
  });
});
