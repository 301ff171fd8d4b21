import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listArchive } from '../../src/readers/archive/sevenzip.ts';
import { scratch, seeded } from '../support/archives/scratch.ts';
import { write7z } from '../support/archives/sevenzip.ts';

const random = seeded(3);
const noise = (size: number) => Buffer.from(Array.from({ length: size }, () => random(256)));

async function list(name: string, bytes: Uint8Array, options: Parameters<typeof listArchive>[1] = {}) {
  using folder = scratch({ [name]: bytes });
  return await listArchive(join(folder.path, name), options);
}
async function codeOf(name: string, bytes: Uint8Array, options: Parameters<typeof listArchive>[1] = {}) {
  return await list(name, bytes, options).then(
    (listing) => listing,
    (error) => (error.name === 'ArchiveError' ? error.code : error),
  );
}

describe('the engine', () => {
  const archive = write7z(Array.from({ length: 20 }, (_, n) => ({ name: `${n}`, bytes: noise(3) })));

  test('stops at maxEntries', async () => {
    expect((await list('a.7z', archive, { maxEntries: 20 })).entries).toHaveLength(20);
    await expect(list('a.7z', archive, { maxEntries: 19 })).rejects.toMatchObject({
      code: 'too-many',
      limit: 'maxEntries',
      value: 19,
    });
  });

  test('missing, or not to be run', async () => {
    using folder = scratch({ plain: 'text' });
    expect(await codeOf('a.7z', archive, { engine: join(folder.path, 'none') })).toBe('engine-missing');
    expect(await codeOf('a.7z', archive, { engine: join(folder.path, 'plain') })).toBe('engine-missing');
    if (process.platform === 'win32') return;
    writeFileSync(join(folder.path, 'broken'), Buffer.from('\x7FELF nothing'));
    chmodSync(join(folder.path, 'broken'), 0o755);
    expect(await codeOf('a.7z', archive, { engine: join(folder.path, 'broken') })).toMatch(/^engine-/);
  });

  test.skipIf(process.platform === 'win32')('one that crashes does not make the archive damaged', async () => {
    using folder = scratch({ crash: '#!/bin/sh\nkill -9 $$\n', memory: '#!/bin/sh\nexit 8\n' });
    for (const name of ['crash', 'memory']) {
      chmodSync(join(folder.path, name), 0o755);
      expect(await codeOf('a.7z', archive, { engine: join(folder.path, name) })).toBe('engine-failed');
    }
  });

  test.skipIf(process.platform === 'win32')('one that hangs is killed at the timeout, and on abort', async () => {
    using folder = scratch({ slow: '#!/bin/sh\necho $$ > "$(dirname "$0")/pid"\nexec sleep 60\n' });
    const engine = join(folder.path, 'slow');
    chmodSync(engine, 0o755);
    const late = { code: 'timeout', limit: 'timeoutMs', value: 300 };
    await expect(list('a.7z', archive, { engine, timeoutMs: 300 })).rejects.toMatchObject(late);
    const pid = Number(readFileSync(join(folder.path, 'pid'), 'latin1'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    const stop = new AbortController();
    const listing = list('a.7z', archive, { engine, signal: stop.signal });
    setTimeout(() => stop.abort(new Error('enough')), 200);
    await expect(listing).rejects.toThrow('enough');
    await expect(list('a.7z', archive, { signal: stop.signal })).rejects.toThrow('enough');
  });
});
