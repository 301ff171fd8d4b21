import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLedger } from '../../src/upload/ledger.ts';
import { scratch } from '../support/archives/scratch.ts';
import { type Built, build } from '../support/product/built.ts';
import { AS_OF, base, caseFiles, KEY, ZIP, zip } from '../support/product/packages.ts';

let built: Built;
beforeAll(() => {
  built = build();
});
afterAll(() => built[Symbol.dispose]());

function world() {
  const folder = scratch({ [`good/${ZIP}`]: zip(caseFiles()), [`hold/FHR${KEY}.JSON`]: JSON.stringify(base()) });
  const at = (...parts: string[]): string => join(folder.path, ...parts);
  const run = (...args: string[]) => built.run(args, { cwd: folder.path, env: { XDG_DATA_HOME: at('data') } });
  const submit = (...args: string[]) => run('submit', '--as-of', AS_OF, '--to', 'folder:out', ...args);
  const ledger = at('data', 'nhi-precheck', 'ledger.sqlite');
  return { at, run, submit, ledger, path: folder.path, [Symbol.dispose]: folder[Symbol.dispose] };
}

test('nothing yet: says so, and makes no ledger', async () => {
  using it = world();
  const { code, stdout, stderr } = await it.run('history');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('還沒有任何紀錄');
  expect((await it.run('history', '--format', 'json')).stdout).toBe('[]\n');
  expect(existsSync(it.at('data'))).toBe(false);
});

describe('the story', () => {
  test('what was refused, repaired and handed over, oldest first, by package; reading changes nothing', async () => {
    using it = world();
    await it.submit('hold');
    {
      using ledger = openLedger(it.ledger, 'write');
      const name = `${KEY}`;
      const repaired = { kind: 'fixed', channel: 'prior-auth', purpose: null, sha256: null, answer: 'accept' } as const;
      ledger.tell({
        ...repaired,
        name,
        at: new Date('2026-05-12T06:03:00Z'),
        rules: ['prior-auth-bom'],
        note: '去掉 BOM',
      });
    }
    await it.submit('good');
    await it.submit('good');
    const before = readFileSync(it.ledger);
    const { code, stdout } = await it.run('history');
    expect(code).toBe(0);
    const plain = stdout.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'TIME').replaceAll(it.path, '');
    expect(plain).toBe(
      [
        KEY,
        '  TIME  退回未交  正式 QB1_R · 等待附件檔',
        expect.any(String),
        '  TIME  修正  收件',
        '      prior-auth-bom',
        '      去掉 BOM',
        '',
        ZIP,
        '  TIME  已移交  正式 QB1_R · 收件',
        '      → /out/3501200000_1150512_001-QB1_R',
        '  TIME  退回未交  正式 QB1_R · 退件',
        '      prior-auth-name-sent-before',
        '',
      ]
        .map((line, i) => (typeof line === 'string' ? line : plain.split('\n')[i]))
        .join('\n'),
    );
    expect(stdout).toContain('2026-05-12 14:03  修正');
    expect(plain.split('\n')[2]).toMatch(/^ {6}prior-auth-[a-z-]+/);
    expect(readFileSync(it.ledger).equals(before)).toBe(true);
    expect(readdirSync(it.at('data', 'nhi-precheck')).sort()).toEqual(['ledger.sqlite', 'outbox']);
  });

  test('--format json and --limit', async () => {
    using it = world();
    await it.submit('hold');
    await it.submit('good');
    const all = JSON.parse((await it.run('history', '--format', 'json')).stdout);
    expect(all).toMatchObject([
      { row: 1, kind: 'refused', name: KEY, purpose: 'production', answer: 'hold', handOver: null },
      { row: 2, kind: 'handed-over', name: ZIP, answer: 'accept', handOver: { standing: 'done', asOf: AS_OF } },
    ]);
    expect(all[1].at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
    expect(JSON.parse((await it.run('history', '--format', 'json', '--limit', '1')).stdout)).toEqual([all[1]]);
    expect((await it.run('history', '--lang', 'en')).stdout).toContain('handed over  PRODUCTION QB1_R · taken');
  });

  test('what was begun and not finished says what to do', async () => {
    using it = world();
    await it.submit('good');
    const begun = (sql: string): void => {
      using database = new DatabaseSync(it.ledger);
      database.exec(`update hand_overs set state = 'begun', target = target || '-gone', ${sql}`);
    };
    begun("pid = 4194304, host = host, began = 'x'"); // above the highest that Linux gives
    expect((await it.run('history')).stdout).toMatch(
      /未完成.*\n {6}沒有完成，什麼都沒有交出；再執行一次 submit 就好\n/,
    );
    begun("host = 'another-machine'");
    expect((await it.run('history')).stdout).toContain('在電腦 another-machine 開始');
  });
});

test('a ledger that cannot be read: words, exit code 2', async () => {
  using it = world();
  await it.submit('good');
  writeFileSync(it.ledger, 'no database, though long enough for one'.repeat(99));
  const { code, stdout, stderr } = await it.run('history');
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/移交紀錄檔壞了[\s\S]*The ledger is damaged/);
});

test('a name that a terminal would obey is shown harmless', async () => {
  using it = world();
  await it.submit('hold');
  {
    using ledger = openLedger(it.ledger, 'write');
    ledger.record([{ name: 'evil\u001b[2J\n::error::.zip', sha256: 'x' }], new Date());
  }
  for (const format of ['pretty', 'json']) {
    const { stdout } = await it.run('history', '--format', format);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toMatch(/^::error/m);
  }
});
