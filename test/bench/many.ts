import { availableParallelism } from 'node:os';
import { sourcesOf } from '../../src/intake/paths.ts';
import { precheckMany } from '../../src/parallel/precheck-many.ts';
import { scratch } from '../support/archives/scratch.ts';
import { AS_OF, base, caseFiles, type Files, zip } from '../support/product/packages.ts';
import { inTurn } from './measure.ts';
import type { Row } from './row.ts';

/** Small packages, every other one with images. */
function packages(count: number): Files {
  const files: Files = {};
  for (let n = 1; n <= count; n++) {
    const name = n % 2 === 0 ? 'cancer' : 'imm';
    const key = `3501200000_20260512${String(n).padStart(8, '0')}`;
    const bytes = zip(caseFiles(name, base(name), key));
    files[`3501200000_1150512_${String(n).padStart(3, '0')}.zip`] = bytes;
  }
  return files;
}

async function took(folder: string, count: number, processes: number): Promise<number> {
  const { sources } = await sourcesOf([folder]);
  const start = performance.now();
  const reports = await precheckMany(sources, { asOf: AS_OF, processes, ledgerFile: `${folder}/none` });
  if (reports.length !== count || reports.some(({ verdict }) => verdict.answer !== 'accept')) throw new Error('judged');
  return performance.now() - start;
}

/** 200 small packages in one run: what a second core gives, and what twice as many cost. */
export async function manyRows(): Promise<Row[]> {
  using all = scratch(packages(200));
  using half = scratch(packages(100));
  const cores = availableParallelism();
  const { one, some, fewer } = await inTurn(3, {
    one: () => took(all.path, 200, 1),
    some: () => took(all.path, 200, cores),
    fewer: () => took(half.path, 100, cores),
  });
  const seconds = (value: number): string => `${(value / 1_000).toFixed(1)} s`;
  return [
    {
      what: '200 small packages in one run, one process',
      took: seconds(one),
      number: Number.NaN,
      most: Number.NaN,
      unit: '',
    },
    {
      what: `200 small packages in one run, ${cores} processes`,
      took: seconds(some),
      number: some / one,
      most: cores > 1 ? 0.85 : Number.NaN,
      unit: '× one process',
    },
    {
      what: `200 small packages in one run, ${cores} processes, against 100`,
      took: seconds(some),
      number: some / fewer,
      most: 2.2,
      unit: '× half as many',
    },
  ];
}
