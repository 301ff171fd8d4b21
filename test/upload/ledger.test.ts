import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { defaultLedgerPath, LedgerError, openLedger } from '../../src/upload/ledger.ts';
import { scratch } from '../support/archives/scratch.ts';
import { ended } from '../support/product/built.ts';

const MODULE = new URL('../../src/upload/ledger.ts', import.meta.url).href;
const NAME = 'FHR3501200000_2026051200000001.JSON';
const sent = (name = NAME) => [{ name, sha256: 'ab'.repeat(32) }];

describe('reading', () => {
  test('a ledger that is not there knows nothing and is not made', () => {
    using folder = scratch();
    using ledger = openLedger(join(folder.path, 'deep', 'ledger.sqlite'));
    expect(ledger.sentBefore(NAME)).toBe(false);
    expect(readdirSync(folder.path)).toEqual([]);
    expect(() => ledger.record(sent(), new Date())).toThrow('reading');
  });

  test('does not write to one that is there', () => {
    using folder = scratch();
    const file = join(folder.path, 'ledger.sqlite');
    {
      using ledger = openLedger(file, 'write');
      ledger.record(sent(), new Date(0));
    }
    using ledger = openLedger(file);
    expect(() => ledger.record(sent('ATT1.7z'), new Date())).toThrow();
    expect(ledger.sentBefore('ATT1.7z')).toBe(false);
    expect(readdirSync(folder.path)).toEqual(['ledger.sqlite']);
  });
});

describe('writing', () => {
  test('makes folders and file, and remembers over openings, without regard to letter case', () => {
    using folder = scratch();
    const file = join(folder.path, '資料 夾', 'ledger.sqlite');
    {
      using ledger = openLedger(file, 'write');
      ledger.record(sent(), new Date('2026-05-12T01:02:03Z'));
      ledger.record(
        [...sent('ATT3501200000_2026051200000001.7z'), ...sent('DCF3501200000_2026051200000001.CAB')],
        new Date(),
      );
      expect(ledger.sentBefore(NAME)).toBe(true);
    }
    using ledger = openLedger(file);
    for (const name of [NAME, NAME.toLowerCase(), NAME.replace('.JSON', '.json'), 'att3501200000_2026051200000001.7Z'])
      expect([name, ledger.sentBefore(name)]).toEqual([name, true]);
    for (const name of ['', '%', NAME.slice(0, -1), ` ${NAME}`, NAME.replace('0001.', '0002.'), "x' or '1'='1"])
      expect([name, ledger.sentBefore(name)]).toEqual([name, false]);
  });

  test('the same file at another time is remembered again; the same twice at once is refused, and nothing of it stays', () => {
    using folder = scratch();
    using ledger = openLedger(join(folder.path, 'l.sqlite'), 'write');
    ledger.record(sent(), new Date(1));
    ledger.record(sent(), new Date(2));
    expect(() => ledger.record([...sent('A.JSON'), ...sent(), ...sent()], new Date(3))).toThrow();
    expect(ledger.sentBefore('A.JSON')).toBe(false);
    ledger.record(sent('B.JSON'), new Date(4));
    expect(ledger.sentBefore('B.JSON')).toBe(true);
  });

  test('holds names, checksums and times, no content', () => {
    using folder = scratch();
    const file = join(folder.path, 'l.sqlite');
    {
      using ledger = openLedger(file, 'write');
      ledger.record(sent(), new Date('2026-05-12T01:02:03Z'));
    }
    using database = new DatabaseSync(file, { readOnly: true });
    const rows = (table: string) =>
      database
        .prepare(`select * from ${table}`)
        .all()
        .map((row) => ({ ...row }));
    const [handOver] = rows('hand_overs');
    expect(handOver).toMatchObject({
      at: '2026-05-12T01:02:03.000Z',
      state: 'done',
      purpose: 'production',
      name: NAME,
    });
    expect(rows('files')).toEqual([
      {
        hand_over: handOver?.id,
        name_key: NAME.toUpperCase(),
        name: NAME,
        role: null,
        sha256: 'ab'.repeat(32),
        size: null,
      },
    ]);
    expect(rows('events')).toMatchObject([{ kind: 'handed-over', name: NAME, hand_over: handOver?.id, rules: '[]' }]);
    expect(rows('meta').map(({ key }) => key)).toEqual(['order-key', 'path', 'inode']);
  });
});

describe('a ledger that cannot be used', () => {
  const why = (file: string, mode: 'read' | 'write'): string => {
    try {
      openLedger(file, mode)[Symbol.dispose]();
      return 'opened';
    } catch (error) {
      expect(error).toBeInstanceOf(LedgerError);
      return (error as Error).message;
    }
  };

  test('of a newer version is left as it is', () => {
    using folder = scratch();
    const file = join(folder.path, 'l.sqlite');
    openLedger(file, 'write')[Symbol.dispose]();
    {
      using database = new DatabaseSync(file);
      database.exec('pragma user_version = 4');
    }
    expect([why(file, 'read'), why(file, 'write')]).toEqual(['ledger newer', 'ledger newer']);
    using database = new DatabaseSync(file);
    expect(database.prepare('pragma user_version').get()?.user_version).toBe(4);
  });

  test.each<[string, (file: string) => void]>([
    [
      'is no database',
      (file) => writeFileSync(file, 'not a database, but long enough to be taken for one '.repeat(100)),
    ],
    ['is empty: no table', (file) => writeFileSync(file, '')],
    ['is another database', (file) => new DatabaseSync(file).exec('create table other (x)')],
    ['has another table of that name', (file) => new DatabaseSync(file).exec('create table sent (x)')],
    ['is a folder', (file) => mkdirSync(file)],
  ])('%s', (_, make) => {
    using folder = scratch();
    const file = join(folder.path, 'l.sqlite');
    make(file);
    expect(why(file, 'read')).toBe('ledger damaged');
  });

  test('somebody else’s database is not written to', () => {
    using folder = scratch();
    const file = join(folder.path, 'l.sqlite');
    {
      using other = new DatabaseSync(file);
      other.exec('create table other (x)');
    }
    const before = readFileSync(file);
    expect(why(file, 'write')).toBe('ledger damaged');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('may not be read (skipped: root may)', () => {
    using folder = scratch();
    const file = join(folder.path, 'l.sqlite');
    openLedger(file, 'write')[Symbol.dispose]();
    chmodSync(file, 0);
    expect(why(file, 'read')).toMatch(/^ledger /);
  });
});

describe('where it lies, by the rules of the platform', () => {
  test('Windows: local application data', () => {
    const path = defaultLedgerPath({ LOCALAPPDATA: 'C:\\Users\\x\\AppData\\Local' }, 'win32');
    expect(path.replaceAll('\\', '/')).toBe('C:/Users/x/AppData/Local/nhi-precheck/ledger.sqlite');
    expect(defaultLedgerPath({}, 'win32')).toContain(join('AppData', 'Local', 'nhi-precheck', 'ledger.sqlite'));
  });
  test('macOS: Application Support', () => {
    expect(defaultLedgerPath({ XDG_DATA_HOME: '/x' }, 'darwin')).toContain(
      join('Library', 'Application Support', 'nhi-precheck', 'ledger.sqlite'),
    );
  });
  test('elsewhere: XDG, unless it is empty or relative', () => {
    expect(defaultLedgerPath({ XDG_DATA_HOME: '/data' }, 'linux')).toBe(join('/data', 'nhi-precheck', 'ledger.sqlite'));
    const own = join('.local', 'share', 'nhi-precheck', 'ledger.sqlite');
    expect(defaultLedgerPath({}, 'linux')).toContain(own);
    for (const XDG_DATA_HOME of ['', 'relative/data', '~'])
      expect(defaultLedgerPath({ XDG_DATA_HOME }, 'linux')).toBe(defaultLedgerPath({}, 'linux'));
  });
});

describe('several at once', () => {
  const other = (code: string) =>
    ended(
      spawn(
        process.execPath,
        ['--input-type=module', '-e', `const { openLedger } = await import('${MODULE}'); ${code}`],
        {
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      ),
    );

  test('readers in other processes see what a writer wrote, while it has the ledger open', {
    timeout: 120_000,
  }, async () => {
    using folder = scratch();
    const file = JSON.stringify(join(folder.path, 'l.sqlite'));
    using writer = openLedger(join(folder.path, 'l.sqlite'), 'write');
    writer.record(sent(), new Date(0));
    const readers = Array.from({ length: 6 }, () =>
      other(
        `const l = openLedger(${file}); let n = 0; for (let i = 0; i < 500; i++) n += l.sentBefore('${NAME}'); process.stdout.write(String(n))`,
      ),
    );
    for (let i = 0; i < 200; i++) writer.record(sent(`ATT${i}.7z`), new Date(i));
    for (const { code, stdout, stderr } of await Promise.all(readers))
      expect([code, stdout, stderr]).toEqual([0, '500', '']);
  });

  test('writers in several processes wait for one another, and nothing is lost', { timeout: 120_000 }, async () => {
    using folder = scratch();
    const file = join(folder.path, 'new', 'l.sqlite');
    const writers = Array.from({ length: 4 }, (_, who) =>
      other(`const l = openLedger(${JSON.stringify(file)}, 'write');
        for (let i = 0; i < 25; i++) l.record([{ name: 'F${who}-' + i, sha256: 'x' }], new Date(i));`),
    );
    for (const { code, stderr } of await Promise.all(writers)) expect([code, stderr]).toEqual([0, '']);
    using ledger = openLedger(file);
    for (let who = 0; who < 4; who++) for (let i = 0; i < 25; i++) expect(ledger.sentBefore(`f${who}-${i}`)).toBe(true);
    expect(existsSync(file)).toBe(true);
  });
});
