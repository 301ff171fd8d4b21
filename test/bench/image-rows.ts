import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { scratch } from '../support/archives/scratch.ts';
import { build, ROOT } from '../support/product/built.ts';
import { type Order, writeArchives, writeRows } from './image-batch.ts';
import type { Row } from './row.ts';
import { watched } from './watched.ts';

const AS_OF = '2019-05-02';
const CSV = '3501200000_20190502_001.csv';

/** csv-parse alone. */
const PEER = `
  const [module, path] = process.argv.slice(1);
  const { parse } = await import(module);
  const { createReadStream } = await import('node:fs');
  let rows = 0;
  for await (const row of createReadStream(path).pipe(parse())) rows += row.length > 0 ? 1 : 0;
  if (rows === 0) process.exitCode = 1;`;

interface Cost {
  /** Milliseconds from start to end. */
  readonly took: number;
  /** Bytes at the highest, of Node and 7-Zip together. */
  readonly memory: number;
}

/** Checks a folder with the built command; some rows are wrong, so it ends with 1. */
const checked = (bin: string, folder: string): Promise<Cost> =>
  watched(
    process.execPath,
    [bin, 'check', folder, '--as-of', AS_OF, '--format', 'json', '--output', `${folder}.json`],
    1,
  );

/** Rows of the table: CSVs of medical images against csv-parse alone, against half as many rows, and how much memory. Linux only. */
export async function imageRows(): Promise<Row[]> {
  using built = build();
  using folder = scratch();
  const batch = join(folder.path, 'batch');
  const bare = join(folder.path, 'bare');
  for (const each of [batch, bare]) mkdirSync(each);
  const orders: readonly Order[] = await writeArchives(batch);
  const module = pathToFileURL(join(ROOT, 'node_modules/csv-parse/lib/index.js')).href;
  const costs = new Map<number, Cost>();
  for (const count of [100_000, 200_000, 400_000, 1_000_000]) {
    writeRows(join(batch, CSV), count, orders);
    costs.set(count, await checked(built.bin, batch));
  }
  const peer = await watched(process.execPath, ['--input-type=module', '-e', PEER, module, join(batch, CSV)], 0);
  writeRows(join(bare, CSV), 1_000_000, orders);
  const alone = await checked(built.bin, bare);
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
  const row = (what: string, { took }: Cost, number: number, most: number, unit: string): Row => ({
    what,
    took: seconds(took),
    number,
    most,
    unit,
  });
  const at = (count: number): Cost => costs.get(count) ?? { took: Number.NaN, memory: Number.NaN };
  const million = at(1_000_000);
  const megabytes = ({ memory }: Cost): number => memory / 2 ** 20;
  return [
    row('1,000,000 CSV rows, csv-parse alone', peer, Number.NaN, Number.NaN, ''),
    row('1,000,000 CSV rows, all rules, 37 archives', million, million.took / peer.took, 2, '× csv-parse alone'),
    row('1,000,000 CSV rows, all rules, 37 archives: memory', million, megabytes(million), 300, 'MB'),
    row('1,000,000 CSV rows without any archive: memory', alone, megabytes(alone), 300, 'MB'),
    ...[200_000, 400_000].map((count) =>
      row(
        `${count.toLocaleString('en')} CSV rows, against half as many`,
        at(count),
        at(count).took / at(count / 2).took,
        2.2,
        '× half as many',
      ),
    ),
  ];
}
