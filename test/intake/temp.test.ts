import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memorySource } from '../../src/intake/memory.ts';
import { privateFolder } from '../../src/intake/temp.ts';
import { scratch } from '../support/archives/scratch.ts';
import { ownTemporaryFolder } from '../support/archives/temporary.ts';

const MODULE = new URL('../../src/intake/temp.ts', import.meta.url).href;
const away = ownTemporaryFolder();

/** Another process that makes a folder with a file in it, then does `then`. Gives the folder once it is there. */
async function elsewhere(then: string) {
  const code = `const { privateFolder } = await import(${JSON.stringify(MODULE)});
    const folder = await privateFolder();
    await folder.file((async function* () { yield Buffer.from('x'); })(), { maxBytes: 9 });
    process.stdout.write(folder.path); ${then}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const [path] = (await once(child.stdout, 'data')) as [Buffer];
  return { path: String(path), child, closed };
}

describe.skipIf(process.platform === 'win32')('the private folder', () => {
  test('is for this user alone, keeps files under names of ours, and goes', async () => {
    const folder = await privateFolder();
    const other = await privateFolder();
    expect(statSync(folder.path).mode & 0o777).toBe(0o700);
    const path = await folder.file(memorySource('', Buffer.alloc(100, 'x')).open(), { maxBytes: 100 });
    expect(readFileSync(path, 'latin1')).toBe('x'.repeat(100));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await folder.file(memorySource('', Buffer.from('y')).open(), { maxBytes: 100 })).not.toBe(path);
    await folder[Symbol.asyncDispose]();
    expect([existsSync(folder.path), existsSync(other.path)]).toEqual([false, true]);
    await other[Symbol.asyncDispose]();
  });

  test('takes no more than it is told, and leaves nothing of it', async () => {
    await using folder = await privateFolder();
    const file = folder.file(memorySource('', Buffer.alloc(101)).open(), { maxBytes: 100, shown: 'a.zip!/b.7z' });
    await expect(file).rejects.toMatchObject({ code: 'too-large', path: 'a.zip!/b.7z' });
    expect(readdirSync(folder.path)).toEqual([]);
    async function* broken() {
      yield Buffer.from('x');
      throw new Error('source');
    }
    await expect(folder.file(broken(), { maxBytes: 100 })).rejects.toThrow('source');
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test('no-room where the temporary folder is missing, no folder, or not for this user to write', async () => {
    const here = process.env.TMPDIR;
    using folder = scratch({ file: 'x' });
    const locked = join(folder.path, 'locked');
    mkdirSync(locked, { mode: 0o500 });
    const root = process.getuid?.() === 0; // who may write everywhere
    try {
      for (const name of ['missing', 'file', ...(root ? [] : ['locked'])]) {
        process.env.TMPDIR = join(folder.path, name);
        await expect(privateFolder()).rejects.toMatchObject({ name: 'IntakeError', code: 'no-room' });
      }
    } finally {
      process.env.TMPDIR = here;
    }
  });

  test('many pieces make one file', async () => {
    await using folder = await privateFolder();
    async function* pieces() {
      for (let n = 0; n < 1000; n++) yield Buffer.from(`${n},`);
    }
    const path = await folder.file(pieces(), { maxBytes: 1e6 });
    expect(readFileSync(path, 'latin1')).toBe(Array.from({ length: 1000 }, (_, n) => `${n},`).join(''));
  });

  test('goes at the end of the process, also at a sudden one', async () => {
    for (const end of ['', 'process.exit(3);']) {
      const { path, closed } = await elsewhere(end);
      await closed;
      expect(existsSync(path)).toBe(false);
    }
  });

  test('of a killed process is swept by the next; of a living one it stays', async () => {
    const killed = await elsewhere(`process.kill(process.pid, 'SIGKILL');`);
    await killed.closed;
    expect(existsSync(killed.path)).toBe(true);
    const living = await elsewhere('setInterval(() => {}, 1000);');
    expect(existsSync(killed.path)).toBe(false); // swept by that one
    await using _ = await privateFolder();
    expect(existsSync(living.path)).toBe(true);
    living.child.kill('SIGKILL');
    await living.closed;
    await using __ = await privateFolder();
    expect(existsSync(living.path)).toBe(false);
  });

  test('left by an earlier process with an id that lives again is swept', async () => {
    const make = (pid: number, name: string, age: number) => {
      const path = join(away.path, `nhi-precheck-${pid}-${name}`);
      mkdirSync(path);
      utimesSync(path, Date.now() / 1000 - age, Date.now() / 1000 - age);
      return path;
    };
    const hour = 3600;
    const gone = [make(process.pid, 'before', hour * 3), make(process.ppid, 'old', hour * 25)];
    const stay = [
      make(process.pid, 'worker', 0),
      make(process.ppid, 'fresh', hour * 23),
      make(12, 'not.ours', hour * 99),
    ];
    await using _ = await privateFolder();
    expect(gone.map(existsSync)).toEqual([false, false]);
    expect(stay.map(existsSync)).toEqual([true, true, true]);
  });
});
