import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { LedgerError, openLedger } from '../../src/upload/ledger.ts';
import { onNetworkShare } from '../../src/upload/network-share.ts';
import { scratch } from '../support/archives/scratch.ts';
import { CAN_MOUNT, ownFileSystem, readOnly } from '../support/upload/mounts.ts';

const NAME = 'FHR3501200000_2026051200000001.JSON';
const NOW = new Date('2026-05-12T06:00:00Z');

/** A ledger as version 0.1 wrote it: two hand-overs, of two files and of one. */
function layout1(file: string): void {
  using database = new DatabaseSync(file);
  database.exec(`create table sent (name_key text not null, name text not null, sha256 text not null,
    sent_at text not null, primary key (name_key, sent_at)) strict; pragma user_version = 1`);
  const insert = database.prepare('insert into sent values (?, ?, ?, ?)');
  const put = (name: string, at: string) => insert.run(name.toUpperCase(), name, 'ab'.repeat(32), at);
  put('b.zip', '2026-05-11T01:00:00.000Z');
  put(NAME, '2026-05-11T01:00:00.000Z');
  put('a.zip', '2026-05-10T01:00:00.000Z'); // the clock was set back
}

const versionOf = (file: string): unknown => {
  using database = new DatabaseSync(file, { readOnly: true });
  return database.prepare('pragma user_version').get()?.user_version;
};

const why = (work: () => unknown): string => {
  try {
    work();
    return 'worked';
  } catch (error) {
    return error instanceof LedgerError ? error.why : String(error);
  }
};

describe('a ledger of layout 1', () => {
  const story = (file: string, mode: 'read' | 'write') => {
    using ledger = openLedger(file, mode);
    return ledger.story().map(({ kind, name, at, handOver }) => [kind, name, at, handOver?.standing]);
  };
  const told = [
    ['handed-over', NAME, '2026-05-11T01:00:00.000Z', 'done'],
    ['handed-over', 'a.zip', '2026-05-10T01:00:00.000Z', 'done'],
  ];

  test('is read as it is, and stays as it is', () => {
    using folder = scratch();
    const file = join(folder.path, 'l.sqlite');
    layout1(file);
    const before = readFileSync(file);
    {
      using ledger = openLedger(file);
      expect(['b.zip', NAME.toLowerCase(), 'a.zip', 'c.zip'].map((name) => ledger.sentBefore(name))).toEqual([
        true,
        true,
        true,
        false,
      ]);
    }
    expect(story(file, 'read')).toEqual(told);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('is brought up when it is written, and nothing is lost', () => {
    using folder = scratch();
    const file = join(folder.path, 'l.sqlite');
    layout1(file);
    expect(story(file, 'write')).toEqual(told);
    expect(versionOf(file)).toBe(3);
    using ledger = openLedger(file, 'write');
    ledger.record([{ name: 'c.zip', sha256: 'x' }], NOW);
    for (const name of ['a.zip', 'b.zip', NAME, 'c.zip']) expect(ledger.sentBefore(name)).toBe(true);
    expect(ledger.story().map(({ name }) => name)).toEqual([NAME, 'a.zip', 'c.zip']);
  });

  test('with a table of another make is damaged, and stays as it is', () => {
    using folder = scratch();
    const file = join(folder.path, 'l.sqlite');
    {
      using database = new DatabaseSync(file);
      database.exec('create table sent (x); pragma user_version = 1');
    }
    const before = readFileSync(file);
    expect(why(() => openLedger(file, 'write'))).toBe('damaged');
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe('what a user should know', () => {
  const notes = (file: string, now = NOW) => {
    using ledger = openLedger(file, 'write');
    return ledger.notes(now);
  };

  test('a copy, or a file that was moved, is told once and then is the one', () => {
    using folder = scratch();
    const [file, copy, moved] = ['l.sqlite', 'copy.sqlite', 'moved.sqlite'].map((name) => join(folder.path, name)) as [
      string,
      string,
      string,
    ];
    expect(notes(file)).toEqual([]);
    expect(notes(file)).toEqual([]);
    copyFileSync(file, copy);
    expect(notes(copy)).toEqual(['copied']);
    expect(notes(copy)).toEqual([]);
    expect(notes(file)).toEqual([]);
    renameSync(file, moved);
    expect(notes(moved)).toEqual(['copied']);
  });

  test('a clock that was set back is told; the story stays in the order of events', () => {
    using folder = scratch();
    const file = join(folder.path, 'l.sqlite');
    {
      using ledger = openLedger(file, 'write');
      ledger.record([{ name: 'first.zip', sha256: 'x' }], new Date('2026-05-14T00:00:00Z'));
      ledger.record([{ name: 'second.zip', sha256: 'x' }], new Date('2026-05-12T00:00:00Z'));
      expect(ledger.story().map(({ name }) => name)).toEqual(['first.zip', 'second.zip']);
      expect(ledger.story(1).map(({ name }) => name)).toEqual(['second.zip']);
    }
    expect(notes(file)).toEqual(['clock-back']);
    expect(notes(file, new Date('2026-05-13T23:59:30Z'))).toEqual([]); // half a minute is no setting back
    expect(notes(file, new Date('2026-05-15T00:00:00Z'))).toEqual([]);
  });

  test.each<[string, NodeJS.Platform, number, boolean]>([
    ['/home/x', 'linux', 0xef53, false],
    ['/mnt/nfs', 'linux', 0x6969, true],
    ['/mnt/cifs', 'linux', 0xff534d42, true],
    ['/mnt/cifs, as a signed number', 'linux', 0xff534d42 | 0, true],
    ['/mnt/9p', 'linux', 0x01021997, true],
    ['\\\\server\\share\\data', 'win32', 0, true],
    ['//server/share', 'win32', 0, true],
    ['\\\\?\\UNC\\server\\share', 'win32', 0, true],
    ['\\\\?\\C:\\data', 'win32', 0, false],
    ['C:\\data', 'win32', 0, false],
  ])('network share: %s on %s', (folder, platform, type, expected) => {
    expect(onNetworkShare(folder, platform, () => type)).toBe(expected);
  });

  test('a folder that is not there is no network share', () => {
    expect(onNetworkShare('/nowhere/at/all', 'linux')).toBe(false);
  });
});

describe('a ledger that cannot be used', () => {
  test('damaged inside, though it begins as one', () => {
    using folder = scratch();
    const file = join(folder.path, 'l.sqlite');
    {
      using ledger = openLedger(file, 'write');
      for (let i = 0; i < 300; i++) ledger.record([{ name: `${i}.zip`, sha256: 'x'.repeat(64) }], NOW);
    }
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xa5, 8_192, bytes.length - 4_096));
    expect(why(() => openLedger(file))).toBe('damaged');
    expect(why(() => openLedger(file, 'write'))).toBe('damaged');
    writeFileSync(file, bytes.subarray(0, 5_000));
    expect(why(() => openLedger(file, 'write'))).toBe('damaged');
  });

  test('half written by a process that was killed: what it had not finished is undone', () => {
    using folder = scratch();
    const [file, copy] = [join(folder.path, 'l.sqlite'), join(folder.path, 'copy.sqlite')];
    using ledger = openLedger(file, 'write');
    ledger.record([{ name: 'before.zip', sha256: 'x' }], NOW);
    using writer = new DatabaseSync(file);
    writer.exec('pragma cache_size = 1; begin immediate; delete from files; delete from events');
    const insert = writer.prepare("insert into meta values (?, 'x')");
    for (let i = 0; i < 2_000; i++) insert.run(`${i} ${'x'.repeat(300)}`);
    copyFileSync(file, copy);
    copyFileSync(`${file}-journal`, `${copy}-journal`);
    writer.exec('rollback');
    using read = openLedger(copy);
    expect(read.sentBefore('before.zip')).toBe(true);
    expect(read.story()).toHaveLength(1);
  });

  test('locked for long by another: says so, for reading and writing', { timeout: 60_000 }, () => {
    using folder = scratch();
    const file = join(folder.path, 'l.sqlite');
    using ledger = openLedger(file, 'write');
    using other = new DatabaseSync(file);
    other.exec('begin exclusive');
    expect(why(() => openLedger(file))).toBe('locked');
    expect(why(() => ledger.record([{ name: 'a.zip', sha256: 'x' }], NOW))).toBe('locked');
    other.exec('rollback');
    expect(ledger.sentBefore('a.zip')).toBe(false);
  });

  test.skipIf(!CAN_MOUNT)('on a disk that is full, or read-only (skipped: cannot mount here)', () => {
    using folder = scratch();
    using disk = ownFileSystem(join(folder.path, 'disk'), 256 * 1024);
    const file = join(disk.path, 'l.sqlite');
    using ledger = openLedger(file, 'write');
    ledger.record([{ name: 'before.zip', sha256: 'x' }], NOW);
    const filling = join(disk.path, 'filling');
    for (let size = 256 * 1024; size >= 1; size = Math.floor(size / 2))
      try {
        writeFileSync(filling, Buffer.alloc(size), { flag: 'a' });
      } catch {
        // as much as there is room for
      }
    const many = Array.from({ length: 2_000 }, (_, i) => ({ name: `${i}.zip`, sha256: 'x'.repeat(64) }));
    expect(why(() => ledger.record(many, NOW))).toBe('full');
    expect(why(() => openLedger(join(disk.path, 'new', 'l.sqlite'), 'write'))).toBe('full');
    expect(ledger.sentBefore('before.zip')).toBe(true);
    expect(ledger.sentBefore('0.zip')).toBe(false);
    ledger[Symbol.dispose]();
    readOnly(disk.path);
    {
      using again = openLedger(file, 'write');
      expect(again.sentBefore('before.zip')).toBe(true);
      expect(why(() => again.record([{ name: 'a.zip', sha256: 'x' }], NOW))).toBe('read-only');
    }
    expect(why(() => openLedger(join(disk.path, 'other.sqlite'), 'write'))).toBe('read-only');
  });

  test('an empty file was a ledger once: damaged, for reading and writing', () => {
    using folder = scratch({ 'l.sqlite': '' });
    const file = join(folder.path, 'l.sqlite');
    expect(why(() => openLedger(file))).toBe('damaged');
    expect(why(() => openLedger(file, 'write'))).toBe('damaged');
  });

  test('a new one appears whole, and nothing lies beside it', () => {
    using folder = scratch();
    using _ = openLedger(join(folder.path, 'l.sqlite'), 'write');
    expect(readdirSync(folder.path)).toEqual(['l.sqlite']);
  });

  test('its folder is a file', () => {
    using folder = scratch({ file: 'x' });
    mkdirSync(join(folder.path, 'd'));
    expect(why(() => openLedger(join(folder.path, 'file', 'l.sqlite')))).toBe('unreadable');
    expect(why(() => openLedger(join(folder.path, 'file', 'l.sqlite'), 'write'))).toBe('unreadable');
    expect(why(() => openLedger(join(folder.path, 'd'), 'write'))).toBe('damaged');
  });
});
