import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeCab } from '../support/archives/cab.ts';
import type { CabPacking } from '../support/archives/cab-packing.ts';
import { scratch, seeded } from '../support/archives/scratch.ts';
import { sortedBytes, walked } from '../support/archives/walked.ts';

const random = seeded(8);
const files = [
  { name: 'DICOMDIR', bytes: Buffer.from('directory') },
  { name: '影像/胸部.dcm', bytes: Buffer.from(Array.from({ length: 100_001 }, () => random(256))) },
  { name: 'empty', bytes: Buffer.alloc(0) },
  { name: 'text', bytes: Buffer.from('1130501,A123456789,'.repeat(9_000)) },
];
const missing = (tool: string): boolean => spawnSync(tool, ['--version']).error !== undefined;

describe.skipIf(missing('cabextract'))('our cabinets in cabextract (skipped where that is not installed)', () => {
  test.each<[CabPacking[]]>([[['none']], [['mszip']], [['lzx:15']], [['lzx:21']], [['lzx:17', 'mszip']]])(
    '%j',
    (packing) => {
      using folder = scratch({
        'a.cab': writeCab(
          files.map((file, n) => ({ ...file, folder: n % 2 })),
          packing,
        ),
      });
      execFileSync('cabextract', ['-q', '-t', 'a.cab'], { cwd: folder.path, stdio: 'pipe' });
      execFileSync('cabextract', ['-q', '-d', 'out', 'a.cab'], { cwd: folder.path, stdio: 'pipe' });
      const out = files.map(({ name }) => ({ name, bytes: readFileSync(join(folder.path, 'out', name)) }));
      expect(sortedBytes(out)).toEqual(sortedBytes(files));
    },
  );
});

describe.skipIf(missing('gcab'))('cabinets of gcab (skipped where that is not installed)', () => {
  test.each([['-c'], ['-cz']])('%s: every byte to its own entry', async (how) => {
    using folder = scratch();
    for (const { name, bytes } of files) {
      mkdirSync(dirname(join(folder.path, name)), { recursive: true });
      writeFileSync(join(folder.path, name), bytes);
    }
    execFileSync('gcab', [how, 'a.cab', ...files.map(({ name }) => name)], { cwd: folder.path, stdio: 'pipe' });
    expect(sortedBytes(await walked(readFileSync(join(folder.path, 'a.cab'))))).toEqual(sortedBytes(files));
  });
});
