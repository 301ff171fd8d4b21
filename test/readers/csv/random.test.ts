import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { seeded } from '../../support/archives/scratch.ts';
import { inPieces, rowsOf } from '../../support/csv/source.ts';

type Random = (below: number) => number;
const pick = <T>(random: Random, from: readonly T[]): T => from[random(from.length)] as T;
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

const SIGNS = ['a', '7', ' ', '\t', ',', '"', '\r', '\n', '\xe9', '\x01'];

/** A well-formed field: in quotes where it has to be, and now and then where it has not. */
function field(random: Random): string {
  const value = times(random(5), () => pick(random, SIGNS)).join('');
  return /[",\r\n]/.test(value) || random(4) === 0 ? `"${value.replaceAll('"', '""')}"` : value;
}

const wellFormed = (random: Random): string =>
  times(
    1 + random(5),
    () => times(2 + random(4), () => field(random)).join(',') + pick(random, ['\n', '\r\n', '\r']),
  ).join('');

/** The same file whole, and cut in two at each place. */
async function eachCut(csv: string): Promise<Awaited<ReturnType<typeof rowsOf>>> {
  const bytes = Buffer.from(csv, 'latin1');
  const whole = await rowsOf(csv);
  for (let cut = 0; cut <= bytes.length; cut++)
    expect(
      await rowsOf(inPieces([bytes.subarray(0, cut), bytes.subarray(cut)])),
      `${cut} of ${JSON.stringify(csv)}`,
    ).toEqual(whole);
  expect(await rowsOf(csv, 1), JSON.stringify(csv)).toEqual(whole);
  return whole;
}

test('well-formed files give the fields that csv-parse gives, wherever they are cut', async () => {
  const random = seeded(41);
  for (let n = 0; n < 150; n++) {
    const csv = wellFormed(random);
    const { rows } = await eachCut(csv);
    const fields = parse(csv, { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true });
    expect(
      rows.map((row) => row.fields),
      JSON.stringify(csv),
    ).toEqual(fields);
  }
});

test('of whatever else nothing is lost but line ends and blank lines, and it is the same wherever it is cut', async () => {
  const random = seeded(43);
  for (let n = 0; n < 300; n++) {
    const csv = times(1 + random(40), () => pick(random, [...SIGNS, '"', '\n', ',', '\0'])).join('');
    const { rows, facts } = await eachCut(csv);
    expect(facts.rows).toBe(rows.length);
    let end = 0;
    for (const { row, offset, length } of rows) {
      expect(csv.slice(end, offset), JSON.stringify(csv)).toMatch(/^[\r\n\t ]*$/);
      expect(csv.slice(0, offset).split(/\r\n|\r|\n/)).toHaveLength(row);
      end = offset + length;
    }
    expect(csv.slice(end), JSON.stringify(csv)).toMatch(/^[\r\n\t ]*$/);
  }
});
