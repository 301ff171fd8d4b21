import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { ArchiveEntry } from '../../src/readers/archive/member.ts';
import { listArchive } from '../../src/readers/archive/sevenzip.ts';
import { type WalkOptions, walkArchive } from '../../src/readers/archive/walk.ts';
import { allOf, scratch, seeded } from '../support/archives/scratch.ts';
import { write7z } from '../support/archives/sevenzip.ts';

const random = seeded(6);
const files = Array.from({ length: 9 }, (_, n) => ({
  name: `${n}`,
  bytes: Buffer.from(Array.from({ length: n === 4 ? 0 : 200_000 + n }, () => random(256))),
}));
const archive = write7z(files);

async function walk(use: (entry: ArchiveEntry) => Promise<unknown> | unknown, options: WalkOptions = {}) {
  using folder = scratch({ 'a.7z': archive });
  const path = join(folder.path, 'a.7z');
  for await (const entry of walkArchive(path, await listArchive(path), options)) {
    if ((await use(entry)) === 'enough') break;
  }
  expect(readdirSync(folder.path)).toEqual(['a.7z']);
}
const bytesOf = ({ path }: ArchiveEntry) => files.find(({ name }) => name === path)?.bytes ?? Buffer.alloc(0);

/** The 7-Zip processes that this one has started. */
function children(): string[] {
  const ids = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'latin1').split(' ').filter(Boolean);
  return ids.filter((id) => readFileSync(`/proc/${id}/cmdline`, 'latin1').includes('7zz'));
}

describe('a body', () => {
  test.skipIf(process.platform !== 'linux')(
    'may be read late: 7-Zip has ended by then, and its output is still there',
    async () => {
      const small = [{ name: 'small', bytes: Buffer.from('a few bytes') }];
      using folder = scratch({ 'a.7z': write7z(small) });
      const path = join(folder.path, 'a.7z');
      for await (const entry of walkArchive(path, await listArchive(path))) {
        while (children().length > 0) await wait(10);
        await wait(50);
        expect((await allOf(entry.body())).toString()).toBe('a few bytes');
      }
    },
  );

  test('read after the time is up: told, also where 7-Zip had ended before', async () => {
    const slow = walk(() => wait(60), { timeoutMs: 300 });
    await expect(slow).rejects.toMatchObject({ code: 'timeout', limit: 'timeoutMs', value: 300 });
  });

  test('may be read, left, or read in part: the next is whole', async () => {
    const indexes: number[] = [];
    await walk(async (entry) => {
      indexes.push(entry.index);
      if (entry.index % 3 === 0) expect((await allOf(entry.body())).equals(bytesOf(entry))).toBe(true);
      if (entry.index % 3 === 1)
        for await (const bytes of entry.body()) {
          expect(bytesOf(entry).subarray(0, bytes.length).equals(bytes)).toBe(true);
          break;
        }
    });
    expect(indexes).toEqual(files.map((_, n) => n));
  });

  test('is read once, and while its entry is the current one', async () => {
    let late: ArchiveEntry | undefined;
    let half: AsyncIterator<Uint8Array> | undefined;
    await walk(async (entry) => {
      if (late !== undefined) await expect(allOf(late.body())).rejects.toThrow('current entry');
      if (half !== undefined) await expect(half.next()).rejects.toThrow('current entry');
      late = entry.index === 0 ? entry : undefined;
      half = entry.index === 1 ? entry.body()[Symbol.asyncIterator]() : undefined;
      await half?.next();
      if (entry.index < 2) return;
      await allOf(entry.body());
      await expect(allOf(entry.body())).rejects.toThrow('twice');
    });
  });

  test('nobody hurries: what is not yet wanted is not in memory', async () => {
    const zeros = Buffer.alloc(150 * 2 ** 20);
    using folder = scratch({ 'a.7z': write7z([{ name: 'zeros', bytes: zeros }]) });
    const path = join(folder.path, 'a.7z');
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    let read = 0;
    let pieces = 0;
    for await (const entry of walkArchive(path, await listArchive(path), { maxRatio: 1e6 })) {
      for await (const piece of entry.body()) {
        if (pieces++ % 100 === 0) await wait(20);
        read += piece.length;
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      }
    }
    expect(read).toBe(zeros.length);
    expect(most).toBeLessThan(64 * 2 ** 20);
  });
});

describe.skipIf(process.platform !== 'linux')('no 7-Zip is left', () => {
  test('at the end', async () => {
    await walk(() => expect(children()).toHaveLength(1));
    expect(children()).toEqual([]);
  });

  test('when the caller has enough, or throws, in an entry or in a body', async () => {
    await walk(() => 'enough');
    expect(children()).toEqual([]);
    const thrown = walk(() => {
      throw new Error('of the caller');
    });
    await expect(thrown).rejects.toThrow('of the caller');
    expect(children()).toEqual([]);
    await walk(async (entry) => {
      for await (const _ of entry.body()) return 'enough';
    });
    expect(children()).toEqual([]);
  });

  test('on abort, and at the timeout', async () => {
    const stop = new AbortController();
    const aborted = walk(() => stop.abort(new Error('no more')), { signal: stop.signal });
    await expect(aborted).rejects.toThrow('no more');
    const late = walk(() => wait(300), { timeoutMs: 200 });
    await expect(late).rejects.toMatchObject({ code: 'timeout', limit: 'timeoutMs', value: 200 });
    expect(children()).toEqual([]);
  });

  test('one that gives more than the listing says is stopped, and so is one that fails by itself', async () => {
    const script = (lines: string) => `#!/bin/sh\n${lines}\n`;
    const engines: Record<string, [string, string]> = {
      endless: ['damaged', script('exec yes 7zz')],
      short: ['damaged', script('echo')],
      crash: ['engine-failed', script('kill -9 $$')],
      memory: [
        process.platform === 'linux' ? 'too-large' : 'engine-failed',
        script(`echo "ERROR: Can't allocate required memory!" >&2; exit 2`),
      ],
    };
    using folder = scratch(Object.fromEntries(Object.entries(engines).map(([name, [, text]]) => [name, text])));
    for (const [name, [code]] of Object.entries(engines)) {
      const engine = join(folder.path, name);
      chmodSync(engine, 0o755);
      await expect(walk(() => {}, { engine })).rejects.toMatchObject({ code });
    }
    await expect(walk(() => {}, { engine: join(folder.path, 'none') })).rejects.toMatchObject({
      code: 'engine-missing',
    });
    expect(children()).toEqual([]);
  });
});
