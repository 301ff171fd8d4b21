import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scratch } from '../support/archives/scratch.ts';
import { writeZip } from '../support/archives/zip.ts';
import { type Built, build, ended } from '../support/product/built.ts';
import { longWork } from '../support/product/long-work.ts';
import { KEY, ZIP } from '../support/product/packages.ts';

let built: Built;
beforeAll(() => {
  built = build();
});
/** What one test leaves must not be taken for the work of the next. */
beforeEach(() => {
  const temporary = join(built.home, 'tmp');
  for (const name of readdirSync(temporary)) rmSync(join(temporary, name), { recursive: true });
});
afterAll(() => built[Symbol.dispose]());

/** Waits until a run has begun to unpack, and is not over. */
async function atWork(end: Promise<unknown>, temporary: string): Promise<void> {
  let over = false;
  void end.then(() => {
    over = true;
  });
  while (!over && !readdirSync(temporary).some((name) => name.startsWith('nhi-precheck-'))) await wait(5);
  expect(over, 'it still works').toBe(false);
}

describe.skipIf(process.platform === 'win32')('Ctrl-C (a signal that Windows has not)', () => {
  test('during long work: 130, no report, nothing left behind', { timeout: 300_000 }, async () => {
    using data = scratch({ [ZIP]: await longWork(), 'out.json': 'before' });
    const temporary = join(built.home, 'tmp');
    const out = join(data.path, 'out.json');
    const fresh = join(data.path, 'fresh.json');
    for (const output of [[], ['--output', out], ['--output', fresh]]) {
      const child = built.start(['check', join(data.path, ZIP), ...output]);
      const end = ended(child);
      await atWork(end, temporary);
      child.kill('SIGINT');
      const { code, signal, stdout, stderr } = await end;
      expect({ code, signal, stdout }).toEqual({ code: 130, signal: null, stdout: '' });
      expect(stderr).toContain('已中止，沒有結果。 Interrupted; no result.');
      expect(readdirSync(temporary)).toEqual([]);
    }
    expect(existsSync(fresh)).toBe(false);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s likewise: %s', { timeout: 300_000 }, async (sent, exitCode) => {
    using data = scratch({ [ZIP]: await longWork() });
    const temporary = join(built.home, 'tmp');
    const child = built.start(['check', join(data.path, ZIP)]);
    const end = ended(child);
    await atWork(end, temporary);
    child.kill(sent);
    const { code, signal, stdout } = await end;
    expect({ code, signal, stdout }).toEqual({ code: exitCode, signal: null, stdout: '' });
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('a killed run leaves its folder to the next, which removes it', { timeout: 300_000 }, async () => {
    using data = scratch({ [ZIP]: await longWork() });
    using small = scratch({ [ZIP]: writeZip([{ name: `ATT${KEY}.7z`, bytes: Buffer.from('x') }]) });
    const temporary = join(built.home, 'tmp');
    writeFileSync(join(temporary, 'other'), 'of someone else');
    const child = built.start(['check', join(data.path, ZIP)]);
    const end = ended(child);
    while (readdirSync(temporary).length < 2) await wait(5);
    child.kill('SIGKILL');
    await end;
    expect(readdirSync(temporary).length).toBe(2);
    expect((await built.run(['check', join(small.path, ZIP)])).code).toBe(1);
    expect(readdirSync(temporary)).toEqual(['other']);
  });
});
