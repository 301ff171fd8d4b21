import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { memorySource } from '../../src/intake/memory.ts';
import { sourcesOf } from '../../src/intake/paths.ts';
import { precheckMany } from '../../src/parallel/precheck-many.ts';
import { precheck } from '../../src/precheck.ts';
import { scratch } from '../support/archives/scratch.ts';
import { AS_OF, base, caseFiles, type Files, zip } from '../support/product/packages.ts';

const zipName = (n: number): string => `3501200000_1150512_${String(n).padStart(3, '0')}.zip`;
const key = (n: number): string => `3501200000_20260512${String(n).padStart(8, '0')}`;

const files: Files = {};
for (let n = 1; n <= 30; n++) files[zipName(n)] = zip(caseFiles(n % 2 ? 'imm' : 'cancer', undefined, key(n)));
files[zipName(31)] = zip(caseFiles('imm', undefined, key(3))); // names that the third has too
files[zipName(32)] = Buffer.from('no zip at all');
files[zipName(33)] = zip({ [`FHR${key(33)}.JSON`]: Buffer.from(JSON.stringify(base('imm'))) });
const data = scratch(files);
const temporary = scratch({});
const before = process.env.TMPDIR;
afterAll(() => {
  process.env.TMPDIR = before;
  data[Symbol.dispose]();
  temporary[Symbol.dispose]();
});

describe('many submissions', { timeout: 120_000 }, () => {
  test('on two processes give the reports of one, in the same order, and leave nothing behind', async () => {
    process.env.TMPDIR = temporary.path;
    const { sources } = await sourcesOf([data.path]);
    const one = await precheck(sources, { asOf: AS_OF });
    let seen = 0;
    const onFile = (): void => void seen++;
    const two = await precheckMany(sources, { asOf: AS_OF, processes: 2, ledgerFile: join(data.path, 'none'), onFile });
    expect(two).toEqual(one);
    expect(seen).toBe(one.reduce((sum, { counts }) => sum + counts.files, 0));
    const raised = two.find(({ submission }) => submission.name === zipName(31))?.findings.map(({ ruleId }) => ruleId);
    expect(raised).toContain('prior-auth-name-elsewhere');
    expect(readdirSync(temporary.path)).toEqual([]);
  });

  test('in memory are judged here, beside those on disk', async () => {
    const { sources } = await sourcesOf([data.path]);
    const held = memorySource(zipName(34), zip(caseFiles('imm', undefined, key(34))));
    const reports = await precheckMany([...sources, held], { asOf: AS_OF, processes: 2 });
    expect(reports.map(({ submission }) => submission.name)).toContain(zipName(34));
    expect(reports.length).toBe(34);
  });

  test('an option that makes no sense is told as ever', async () => {
    const { sources } = await sourcesOf([data.path]);
    const levels = { 'no-such-rule': { level: 'off' } } as const;
    await expect(precheckMany(sources, { asOf: AS_OF, levels, processes: 2 })).rejects.toThrow(/levels: no-such-rule/);
  });

  test('a signal ends them', async () => {
    const { sources } = await sourcesOf([data.path]);
    const stop = new AbortController();
    const run = precheckMany(sources, { asOf: AS_OF, processes: 2, signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  });
});
