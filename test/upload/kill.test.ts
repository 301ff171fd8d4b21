import { appendFileSync, existsSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratch } from '../support/archives/scratch.ts';
import { type Built, build, ended } from '../support/product/built.ts';
import { AS_OF, caseFiles, ZIP, zip } from '../support/product/packages.ts';
import { bigPackage } from '../support/upload/big-package.ts';
import { inTarget } from '../support/upload/handed.ts';
import { killAtMoments, wholeRun } from '../support/upload/kills.ts';

let built: Built;
const packages = scratch({ [`big/${ZIP}`]: bigPackage(24), [`small/${ZIP}`]: zip(caseFiles()) });
const big = join(packages.path, 'big', ZIP);
beforeAll(() => {
  built = build();
});
afterAll(() => {
  built[Symbol.dispose]();
  packages[Symbol.dispose]();
});

test('killed at 20 moments: nothing or all of it is there, and the next run hands over what is missing and no more', {
  timeout: 600_000,
}, async () => {
  const times = await wholeRun(built, big);
  const results = await killAtMoments(built, big, { rounds: 20, seed: 20_260_512, ...times });
  expect(results.flatMap(({ wrong, atMs }, round) => wrong.map((what) => `${round} at ${atMs} ms: ${what}`))).toEqual(
    [],
  );
  expect(results.filter(({ killed }) => killed).length).toBeGreaterThan(5);
});

describe('several at once', () => {
  test('two processes with one package, 6 times: one hands it over, the other says so', {
    timeout: 300_000,
  }, async () => {
    for (let round = 0; round < 6; round++) {
      using folder = scratch();
      const env = { XDG_DATA_HOME: join(folder.path, 'data') };
      const file = round % 2 === 0 ? big : join(packages.path, 'small', ZIP);
      const dirs = ['one', round < 3 ? 'one' : 'two'].map((name) => join(folder.path, name));
      const runs = dirs.map((dir) => built.run(['submit', file, '--to', `folder:${dir}`, '--as-of', AS_OF], { env }));
      const ends = await Promise.all(runs);
      expect(ends.map(({ code }) => code).sort()).toEqual([0, 1]);
      const refused = ends.find(({ code }) => code === 1);
      expect(refused?.stdout).toMatch(/另一個程式正在移交|已經移交過/);
      const found = await Promise.all([...new Set(dirs)].map(inTarget));
      expect(found.flatMap(({ whole }) => whole)).toHaveLength(1);
      expect(found.flatMap(({ broken, hidden }) => [...broken, ...hidden])).toEqual([]);
    }
  });
});

describe('the package changes while it is handed over', () => {
  const outboxOf = (data: string): string => join(data, 'nhi-precheck', 'outbox');
  const staging = (data: string): boolean =>
    existsSync(outboxOf(data)) &&
    readdirSync(outboxOf(data), { recursive: true, withFileTypes: true }).some((entry) => entry.isFile());

  test.each<[string, (file: string) => void]>([
    ['bytes are added', (file) => appendFileSync(file, 'x')],
    [
      'a byte in the middle is another',
      (file) => void writeSync(openSync(file, 'r+'), Buffer.from([1]), 0, 1, 12_000_000),
    ],
    ['it is replaced', (file) => writeFileSync(file, 'another')],
  ])('%s: refused, nothing is left', { timeout: 120_000 }, async (_, change) => {
    using folder = scratch({ [ZIP]: bigPackage(48) });
    const [file, dir, data] = [join(folder.path, ZIP), join(folder.path, 'out'), join(folder.path, 'data')];
    const env = { XDG_DATA_HOME: data };
    const end = ended(built.start(['submit', file, '--to', `folder:${dir}`, '--as-of', AS_OF], { env }));
    while (!staging(data)) await wait(1);
    change(file);
    const { code, stdout } = await end;
    expect(code).toBe(1);
    expect(stdout).toContain('檔案在檢查之後、移交之前變了');
    expect(existsSync(dir)).toBe(false);
    expect(readdirSync(outboxOf(data))).toEqual([]);
    const history = await built.run(['history'], { env });
    expect(history.stdout).toContain('檔案在檢查之後、移交之前變了');
    expect(history.stdout).not.toContain('已移交');
  });
});

test.skipIf(process.platform === 'win32')(
  'ended by a signal while staging: nothing is left, and it can be done again',
  {
    timeout: 120_000,
  },
  async () => {
    using folder = scratch();
    const [dir, data] = [join(folder.path, 'out'), join(folder.path, 'data')];
    const start = () =>
      built.start(['submit', big, '--to', `folder:${dir}`, '--as-of', AS_OF], { env: { XDG_DATA_HOME: data } });
    const child = start();
    const end = ended(child);
    const outbox = join(data, 'nhi-precheck', 'outbox');
    while (!existsSync(outbox) || readdirSync(outbox, { recursive: true }).length < 4) await wait(1);
    child.kill('SIGTERM');
    expect((await end).code).toBe(143);
    expect(await inTarget(dir)).toEqual({ whole: [], broken: [], hidden: [] });
    expect(readdirSync(outbox, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toEqual([]);
    expect((await ended(start())).code).toBe(0);
    expect((await inTarget(dir)).whole).toHaveLength(1);
  },
);
