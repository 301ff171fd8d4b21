import { expect, test } from 'vitest';
import { seeded } from '../support/archives/scratch.ts';
import { CSV, csvOf, dcf7z, dcfName, IMAGES_AS_OF, INSTITUTION, imageRow, withCells } from '../support/fix/images.ts';
import { repair } from '../support/fix/repair.ts';
import { sha } from '../support/fix/wrong.ts';

/** A batch on its way to be damaged. */
interface Batch {
  rows: string[][];
  text: string;
  csv: string;
  /** Names of the archives, by number from 1. */
  names: string[];
}

/** Damages of cells, each of which has but one thing that it can have been. */
const CELLS: readonly ((row: string[]) => string[])[] = [
  (row) => withCells(row, { F: '12' }),
  (row) => withCells(row, { E: '1' }),
  (row) => withCells(row, { C: '2026/5' }),
  (row) => withCells(row, { L: '115/05/12 09:30' }),
  (row) => withCells(row, { H: 'a123456789' }),
  (row) => withCells(row, { I: '470808' }),
  (row) => withCells(row, { J: '33070b' }),
  (row) => withCells(row, { M: 'h' }),
  (row) => withCells(row, { B: '\xa2\xb0\xa2\xb1' }),
  (row) => row.map((cell, i) => (i % 3 === 0 ? ` ${cell}\t` : cell)),
  (row) => withCells(row, { N: `${row[13]}`.toLowerCase().replace('_a', '_A') }),
  (row) => withCells(row, { N: `C:/${row[13]}` }),
];

/** Damages of the text, the last to be done. */
const TEXTS: readonly ((text: string) => string)[] = [
  (text) => `\xef\xbb\xbf${text}`,
  (text) => text.replaceAll('\r\n', '\r\n\r\n'),
  (text) => text.replaceAll('\r\n', ',\r\n'),
  (text) => `institution,type\r\n${text}`,
  (text) => text.replace(/^([^"]*?),/, '"$1",'),
  (text) => text.replaceAll('\r\n', '\r'),
];

/** Damages of the names of files. */
const NAMES: readonly ((name: string) => string)[] = [
  (name) => name.toLowerCase().replace('_a', '_A'),
  (name) => `${name}.7z`,
  (name) => name.replace('.7z', '.CAB'),
  (name) => name.replace('DCF', 'ＤＣＦ'),
];

const CSVS = [CSV, `${INSTITUTION}_1150512_001.csv`, CSV.replace('.csv', '.CSV'), `${CSV}.csv`];

test('what is damaged in any certain ways is as it was again, CSV and archives', async () => {
  const right = [imageRow(1), imageRow(2), imageRow(3)];
  const archive = dcf7z();
  for (let seed = 1; seed <= 25; seed++) {
    const random = seeded(seed);
    const pick = <T>(all: readonly T[]): T => all[random(all.length)] as T;
    const batch: Batch = {
      rows: right.map((row) => [...row]),
      text: '',
      csv: pick(CSVS),
      names: [1, 2, 3].map((n) => dcfName(n)),
    };
    for (let n = random(4); n > 0; n--) {
      const at = random(3);
      batch.rows[at] = pick(CELLS)(batch.rows[at] as string[]);
    }
    for (let n = random(3); n > 0; n--) {
      const at = random(3);
      batch.names[at] = pick(NAMES)(batch.names[at] ?? '');
    }
    batch.text = csvOf(batch.rows);
    for (let n = random(3); n > 0; n--) batch.text = pick(TEXTS)(batch.text);
    const files = {
      [batch.csv]: Buffer.from(batch.text, 'latin1'),
      ...Object.fromEntries(batch.names.map((name) => [name, archive])),
    };
    const { out, fixed } = await repair(files, { check: { asOf: IMAGES_AS_OF } });
    const told = { seed, csv: batch.csv, names: batch.names, text: batch.text };
    expect({ ...told, answer: fixed.after.report.verdict.answer }).toEqual({ ...told, answer: 'accept' });
    if (out.size === 0) continue; // nothing was damaged
    expect({ ...told, after: out.get(CSV)?.toString('latin1') }).toEqual({ ...told, after: csvOf(right) });
    const names = [CSV, dcfName(1), dcfName(2), dcfName(3)].sort();
    expect({ ...told, names: [...out.keys()].sort() }).toEqual({ ...told, names });
    expect(sha(out.get(dcfName(2)) ?? Buffer.alloc(0))).toBe(sha(archive));
  }
});
