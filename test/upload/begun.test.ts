import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openLedger } from '../../src/upload/ledger.ts';
import { isAlive, thisProcess } from '../../src/upload/processes.ts';
import { scratch } from '../support/archives/scratch.ts';
import { ended } from '../support/product/built.ts';
import { caseFiles, KEY, ZIP, zip } from '../support/product/packages.ts';
import { inTarget } from '../support/upload/handed.ts';
import { fitAt, hand } from '../support/upload/judged.ts';

const NAME = `FHR${KEY}.JSON`;

/** A process id that was of a process and is of none now. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await ended(child);
  return child.pid ?? 0;
}

/** A package that was handed over, but the ledger says no more than that it was begun, by such a process. */
async function begun(process: { host?: string; pid?: number; began?: string | null; at?: string } = {}) {
  const folder = scratch({ [`in/${ZIP}`]: zip(caseFiles()) });
  const places = { dir: join(folder.path, 'out'), data: join(folder.path, 'data') };
  const file = join(folder.path, 'in', ZIP);
  const fit = await fitAt(file);
  await hand(fit, places);
  const ledger = join(places.data, 'ledger.sqlite');
  using database = new DatabaseSync(ledger);
  const { host = hostname(), pid = 1, began = null, at = new Date().toISOString() } = process;
  const set = database.prepare("update hand_overs set state = 'begun', host = ?, pid = ?, began = ?, at = ?");
  set.run(host, pid, began, at);
  const gone = (): void => rmSync(places.dir, { recursive: true });
  return { ...places, fit, ledger, gone, root: folder.path, [Symbol.dispose]: folder[Symbol.dispose] };
}

const standing = (file: string) => {
  using ledger = openLedger(file);
  return { standing: ledger.story()[0]?.handOver?.standing, sent: ledger.sentBefore(NAME) };
};

describe('a hand-over that was begun', () => {
  test('by a process now dead, and arrived: it is done', async () => {
    using it = await begun({ pid: await deadProcess() });
    expect(standing(it.ledger)).toEqual({ standing: 'done', sent: true });
    expect(await hand(it.fit, { ...it, dir: join(it.root, 'other') })).toMatchObject({ kind: 'earlier' });
  });

  test('by a process now dead, and not arrived: nothing was handed over, and it can be done again', async () => {
    using it = await begun({ pid: await deadProcess() });
    it.gone();
    expect(standing(it.ledger)).toEqual({ standing: 'gone', sent: false });
    expect(await hand(it.fit, { ...it, dir: join(it.root, 'other') })).toMatchObject({ kind: 'sent' });
    using ledger = openLedger(it.ledger);
    expect(ledger.story().map(({ kind, note }) => [kind, note])).toEqual([
      ['refused', 'interrupted'],
      ['handed-over', null],
    ]);
  });

  test('on its way by a process now dead: what is neither staged nor there was taken from the target since', async () => {
    using it = await begun({ pid: await deadProcess() });
    it.gone();
    const stage = join(it.root, 'stage');
    using database = new DatabaseSync(it.ledger);
    database.prepare("update hand_overs set state = 'moving', stage = ?").run(stage);
    expect(standing(it.ledger)).toEqual({ standing: 'done', sent: true });
    mkdirSync(stage);
    expect(standing(it.ledger)).toEqual({ standing: 'gone', sent: false });
    rmSync(stage, { recursive: true });
    expect(await hand(it.fit, { ...it, dir: join(it.root, 'other') })).toMatchObject({ kind: 'earlier' });
  });

  test('and the folder of its name is another’s: not arrived, and not overwritten', async () => {
    using it = await begun({ pid: await deadProcess() });
    it.gone();
    const target = join(it.dir, '3501200000_1150512_001-QB1_R');
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'x.receipt.json'), '{"id":"another"}');
    writeFileSync(join(target, 'y.receipt.json'), 'no receipt');
    expect(standing(it.ledger)).toEqual({ standing: 'gone', sent: false });
    expect(await hand(it.fit, it)).toMatchObject({ kind: 'refused', code: 'target-exists' });
  });

  test('by a process that lives: it is at it', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      using it = await begun({ pid: child.pid ?? 0 });
      it.gone();
      expect(standing(it.ledger)).toEqual({ standing: 'in-progress', sent: true });
      expect(await hand(it.fit, it)).toMatchObject({ kind: 'earlier', handOver: { standing: 'in-progress' } });
    } finally {
      child.kill('SIGKILL');
      await ended(child);
    }
  });

  test('by an earlier process under the id of one that lives: that one is gone', async () => {
    using it = await begun({ pid: process.pid });
    it.gone();
    expect(standing(it.ledger)).toEqual({ standing: 'gone', sent: false });
    const yesterday = new Date(Date.now() - 2 * 86_400_000);
    expect(isAlive({ pid: process.ppid, began: null }, yesterday)).toBe(false);
    expect(isAlive({ pid: process.ppid, began: null }, new Date())).toBe(true);
  });

  test.skipIf(process.platform !== 'linux')('Linux tells when a process began, so that its id is enough', () => {
    const { pid, began } = thisProcess();
    const yesterday = new Date(Date.now() - 2 * 86_400_000);
    expect(isAlive({ pid, began }, yesterday)).toBe(true);
    expect(isAlive({ pid, began: `${began}0` }, new Date())).toBe(false);
  });

  test('on another machine: counts as handed over, since nobody here can tell', async () => {
    using it = await begun({ host: 'another-machine' });
    it.gone();
    expect(standing(it.ledger)).toEqual({ standing: 'unsure', sent: true });
    expect(await hand(it.fit, it)).toMatchObject({ kind: 'earlier', handOver: { host: 'another-machine' } });
  });

  test('on another machine, and it can be seen that it arrived: done', async () => {
    using it = await begun({ host: 'another-machine' });
    expect(standing(it.ledger)).toEqual({ standing: 'done', sent: true });
  });

  test('looking at it writes nothing', async () => {
    using it = await begun({ pid: await deadProcess() });
    const state = () => {
      using database = new DatabaseSync(it.ledger, { readOnly: true });
      return database.prepare('select state from hand_overs').get()?.state;
    };
    standing(it.ledger);
    expect(state()).toBe('begun');
    expect(readdirSync(it.data).sort()).toEqual(['ledger.sqlite', 'outbox']);
  });
});

describe('stages that were left behind', () => {
  test('go at the next hand-over; those of processes that live, and of other machines not long ago, stay', async () => {
    using folder = scratch({ [`in/${ZIP}`]: zip(caseFiles()) });
    const places = { dir: join(folder.path, 'out'), data: join(folder.path, 'data') };
    const outbox = join(places.data, 'outbox');
    const first = await hand(await fitAt(join(folder.path, 'in', ZIP)), places, 'test');
    if (first.kind !== 'sent') throw new Error(first.kind);
    // what a stage is called is found out by looking at one that cannot be finished
    const dead = await deadProcess();
    const machines = await stageFolders(folder.path);
    const own = join(outbox, machines);
    for (const place of [own, join(places.dir, `.nhi-precheck-${machines}`)]) {
      mkdirSync(place, { recursive: true });
      for (const pid of [dead, process.ppid]) {
        const stage = mkdtempSync(join(place, `nhi-precheck-${pid}-`));
        cpSync(first.target, join(stage, 'x'), { recursive: true });
      }
    }
    const [old, recent] = [join(outbox, 'a'.repeat(12)), join(outbox, 'b'.repeat(12))];
    for (const machine of [old, recent]) mkdirSync(join(machine, 'nhi-precheck-1-x'), { recursive: true });
    utimesSync(old, new Date(0), new Date(0));
    expect(await hand(await fitAt(join(folder.path, 'in', ZIP)), places)).toMatchObject({ kind: 'sent' });
    expect(readdirSync(own).map((name) => name.split('-')[2])).toEqual([String(process.ppid)]);
    expect(readdirSync(outbox).sort()).toEqual([machines, 'b'.repeat(12)].sort());
    const { whole, broken, hidden } = await inTarget(places.dir);
    expect([whole.length, broken, hidden.length]).toEqual([2, [], 1]);
  });
});

/** The name of the folder in which this machine stages: seen while a package is on its way. */
async function stageFolders(root: string): Promise<string> {
  const [dir, data] = [join(root, 'seen', 'out'), join(root, 'seen', 'data')];
  const fit = await fitAt(join(root, 'in', ZIP));
  let seen = '';
  const [file, ...others] = fit.files;
  if (!file) throw new Error('no file');
  const source = {
    ...file.source,
    async *open() {
      seen = readdirSync(join(data, 'outbox'))[0] ?? '';
      yield* file.source.open();
    },
  };
  await hand({ ...fit, files: [{ ...file, source }, ...others] }, { dir, data });
  expect(seen).toMatch(/^[0-9a-f]{12}$/);
  expect(dirname(dir)).toBe(join(root, 'seen'));
  return seen;
}
