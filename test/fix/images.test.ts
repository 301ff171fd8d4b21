import { describe, expect, test } from 'vitest';
import { write7z } from '../support/archives/sevenzip.ts';
import { writeFileSet } from '../support/dicom/file-set.ts';
import { fileSetOf } from '../support/dicom/kinds.ts';
import {
  CSV,
  csvOf,
  dcf7z,
  dcfCab,
  dcfName,
  IMAGES_AS_OF,
  INSTITUTION,
  imageRow,
  withCells,
} from '../support/fix/images.ts';
import { answers, type Repaired, type RepairOptions, repair } from '../support/fix/repair.ts';
import { sha } from '../support/fix/wrong.ts';
import type { Files } from '../support/product/packages.ts';

const fixed = (files: Files, how: RepairOptions = {}): Promise<Repaired> =>
  repair(files, { ...how, check: { asOf: IMAGES_AS_OF, ...how.check } });
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const csvIn = ({ out }: Repaired, name = CSV): string | undefined => out.get(name)?.toString('latin1');
/** What is done to a CSV of one row that its archive comes with. */
const alone = (csv: string | Uint8Array, name = CSV): Promise<Repaired> =>
  fixed({ [name]: typeof csv === 'string' ? bytes(csv) : csv, [dcfName(1)]: dcf7z() });

describe('a folder of three rows, one wrong by Excel, and misnamed archives', () => {
  const damaged = withCells(imageRow(2), { C: '2026/5', F: '12', H: 'a123456789' });
  const files: Files = {
    [CSV]: bytes(csvOf([imageRow(1), damaged, imageRow(3)])),
    [dcfName(1)]: dcf7z(),
    [dcfName(2)]: dcfCab(), // a cabinet that is called .7z
    [dcfName(3).toLowerCase().replace('7z', '7Z')]: dcf7z(),
  };

  test('is repaired, CSV and archives together, and would be taken', async () => {
    const repaired = await fixed(files);
    expect(answers(repaired)).toEqual(['return-unit', 'accept']);
    const rows = [imageRow(1), imageRow(2, dcfName(2, 'CAB')), imageRow(3)];
    expect(csvIn(repaired)).toBe(csvOf(rows));
    expect([...repaired.out.keys()].sort()).toEqual([CSV, dcfName(1), dcfName(2, 'CAB'), dcfName(3)].sort());
    expect(sha(repaired.out.get(dcfName(2, 'CAB')) ?? bytes(''))).toBe(sha(dcfCab()));
    expect(repaired.left).toEqual([]);
  });
});

describe('the text of a CSV', () => {
  const row = imageRow(1);

  test('UTF-16 with tabs, under a name with a ROC date', async () => {
    const text = Buffer.from(`\ufeff${csvOf([row]).replaceAll(',', '\t')}`, 'utf16le');
    const repaired = await alone(text, `${INSTITUTION}_1150512_001.CSV`);
    expect(answers(repaired)).toEqual(['return-file', 'accept']);
    expect(csvIn(repaired)).toBe(csvOf([row]));
  });

  test.each([
    ['a byte order mark, a header, blank lines', `\xef\xbb\xbfA,B${',C'.repeat(15)}\r\n\r\n${csvOf([row])}\r\n`],
    ['CR alone, quotes', `"${row.join('","')}"\r`],
    ['semicolons, a comma too many', `${row.join(';')};\r\n`],
    [
      'blanks, full-width signs',
      csvOf([withCells(row, { A: ` ${row[0]}`, B: '\xef\xbc\x91\xef\xbc\x92', E: '01\t' })]),
    ],
    ['a line of commas, the end mark of DOS', `${csvOf([row])}${','.repeat(16)}\r\n\x1a`],
    ['a folder before the archive', csvOf([withCells(row, { N: `D:\\images\\${dcfName(1)}` })])],
    ['no extension of the archive', csvOf([withCells(row, { N: dcfName(1).replace('.7z', '') })])],
    [
      'full-width signs of the archive in Big5',
      csvOf([withCells(row, { N: dcfName(1).replace('DCF', '\xa2\xd2\xa2\xd1\xa2\xd4') })]),
    ],
  ])('%s', async (_, csv) => {
    const repaired = await alone(csv);
    expect(repaired.fixed.before.report.verdict.answer).not.toBe('accept');
    expect(repaired.fixed.after.report.verdict.answer).toBe('accept');
    expect(csvIn(repaired)).toBe(csvOf([row]));
  });

  test('5,000 rows with blanks are repaired in one go, though few findings are kept', async () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => withCells(imageRow(1), { K: `${i + 1}` }));
    const padded = rows.map((cells) => withCells(cells, { F: ' 0012' }));
    const repaired = await fixed({ [CSV]: bytes(csvOf(padded)), [dcfName(1)]: dcf7z() }, { check: { maxFindings: 5 } });
    expect(repaired.done).toEqual(['medical-image-line-padded csv']);
    expect(csvIn(repaired)).toBe(csvOf(rows));
  });

  test('what is not certain stays: digits that Excel ate, a birth date of two digits, a header alone', async () => {
    const lost = await alone(csvOf([withCells(row, { D: '1.15E+12', I: '47/8/8' })]));
    expect([lost.out.size, lost.done]).toEqual([0, []]);
    expect(lost.left).toContain('medical-image-card-time-damaged not-certain');
    expect((await alone(`A,B${',C'.repeat(15)}\r\n`)).out.size).toBe(0);
  });

  test('an archive keeps its name where a row that means it cannot be changed', async () => {
    const stray = withCells(imageRow(2, dcfName(1)), { M: 'H"' });
    const files = { [CSV]: bytes(csvOf([imageRow(1), stray])), [dcfName(1)]: dcfCab() };
    const repaired = await fixed(files);
    expect([repaired.out.size, repaired.left]).toEqual([0, ['medical-image-archive-kind-differs not-certain']]);
  });

  test('two archives of one case number are not chosen from', async () => {
    const cell = dcfName(1, 'cab').toLowerCase();
    const files = { [CSV]: bytes(csvOf([imageRow(1, cell)])), [dcfName(1)]: dcf7z(), [dcfName(1, 'CAB')]: dcfCab() };
    expect((await fixed(files)).out.size).toBe(0);
  });
});

describe('only the rows that would be taken', () => {
  const broken = withCells(imageRow(2), { I: '0471308' });
  const files = (rows: readonly string[][]): Files => ({
    [CSV]: bytes(`\r\n${csvOf(rows)}`),
    ...Object.fromEntries([1, 2, 3].map((number) => [dcfName(number), dcf7z()])),
  });

  test('are written with their archives, after the repair; the others are told by their lines', async () => {
    const lost = withCells(imageRow(3), { F: '12' });
    const repaired = await fixed(files([imageRow(1), broken, lost, imageRow(9)]), { onlyTaken: true });
    expect(csvIn(repaired)).toBe(csvOf([imageRow(1), imageRow(3)]));
    expect([...repaired.out.keys()].sort()).toEqual([CSV, dcfName(1), dcfName(3)].sort());
    expect(repaired.fixed.left).toEqual({
      rows: [
        { from: 3, to: 3, why: 'not-taken' },
        { from: 5, to: 5, why: 'not-taken' },
      ],
      count: 2,
      unknown: 0,
      kept: 2,
      files: [dcfName(2)],
      gap: true,
    });
    expect(answers(repaired)).toEqual(['return-unit', 'remind']); // the gap in the report serials
  });

  test('are none of those that nobody can tell: told apart', async () => {
    const two = [
      ...writeFileSet(
        fileSetOf('ct', [
          [512, 512],
          [512, 512],
        ]),
      ),
    ];
    const large = { ...files([imageRow(1), imageRow(2)]), [dcfName(2)]: write7z(two) };
    const check = { limits: { entries: 2 } };
    const repaired = await fixed(large, { onlyTaken: true, check });
    expect(csvIn(repaired)).toBe(csvOf([imageRow(1)]));
    expect(repaired.fixed.left).toMatchObject({ rows: [{ from: 3, to: 3, why: 'unknown' }], count: 1, unknown: 1 });
  });

  test('are all of them: then nothing is left out', async () => {
    const rows = [imageRow(1), imageRow(2), imageRow(3)];
    const repaired = await fixed(files(rows), { onlyTaken: true });
    expect([repaired.fixed.left, csvIn(repaired)]).toEqual([null, csvOf(rows)]);
  });

  test('are none: then nothing is written', async () => {
    const repaired = await fixed(files([broken]), { onlyTaken: true });
    expect([repaired.fixed.refused, repaired.out.size, repaired.done]).toEqual(['none-taken', 0, []]);
  });
});
