import { describe, expect, it } from 'vitest';
import { rowJoins } from '../../../src/channels/medical-image/joins.ts';
import { COLUMNS, type Column } from '../../../src/channels/medical-image/row-record-type.ts';
import type { CheckRecord } from '../../../src/channels/record.ts';
import { CT } from './row-judged.ts';

type Cells = Partial<Record<Column, string>>;

const archive = (n: number): string => `DCF3501200000_A${`${n}`.padStart(11, '0')}.7z`;
const lineOf = (cells: Cells): string => COLUMNS.map((column) => cells[column] ?? '').join(',');

/** What is found among rows that each are the usual one with changes, and how often the file was read. */
async function found(...changes: Cells[]): Promise<{ records: CheckRecord[]; reads: number }> {
  const rows = changes.map((change) => ({ ...CT, ...change }));
  const lines = rows.map(lineOf);
  const text = `${lines.join('\r\n')}\r\n`;
  const joins = rowJoins('a.csv');
  let offset = 0;
  for (const [number, row] of rows.entries()) {
    const length = lines[number]?.length ?? 0;
    joins.add(number, { row: number + 1, offset, length }, row);
    offset += length + 2;
  }
  let reads = 0;
  const records: CheckRecord[] = [];
  const read = async (from: number, length: number): Promise<string> => {
    reads++;
    expect(from + length).toBeLessThanOrEqual(text.length);
    return text.slice(from, from + length);
  };
  for await (const batch of joins.records(read)) records.push(...batch);
  return { records, reads };
}

/** `row-3 gap between` of each record. */
const told = ({ records }: { records: CheckRecord[] }): string[] =>
  records.map(({ unit, type, data }) => {
    const { first, gap, serial, before, differs, other } = data as Record<string, unknown>;
    const what = { duplicate: `repeats ${first}`, serial: `${gap} ${before}-${serial}`, shared: `${differs} ${other}` };
    return `${unit?.id} ${what[type.replace('medical-image.', '') as keyof typeof what]}`;
  });

const serial = (reportSerial: string, n: number, more: Cells = {}): Cells => ({
  reportSerial,
  archive: archive(n),
  ...more,
});

describe('rows that repeat one', () => {
  it('are told at the later one, pointing at the first', async () => {
    const { records } = await found({}, serial('2', 2), {}, {});
    expect(told({ records })).toEqual(['row-3 repeats 1', 'row-4 repeats 1']);
    expect(records[0]?.unit).toMatchObject({ id: 'row-3', kind: 'row', number: 2 });
    expect(records[0]?.unit?.locations).toEqual([{ file: 'a.csv', row: 3 }]);
    expect(records[0]?.locate('')).toEqual({ file: 'a.csv', row: 3 });
    expect(records[0]?.places).toEqual({ first: [{ file: 'a.csv', row: 1 }] });
  });

  it('are those alike in columns 1 to 12, whatever the others hold', async () => {
    expect(told(await found({}, { bodySite: 'A', archive: archive(2), receivedAt: '10808051200' }))).toEqual([
      'row-2 repeats 1',
    ]);
  });

  it.each(COLUMNS.slice(0, 12))('are none where %s differs', async (column) => {
    const other = { reportSerial: '2', institution: '3501200001' } as Cells;
    const { records } = await found({}, { archive: archive(2), [column]: other[column] ?? 'other' });
    expect(records.map(({ type }) => type)).not.toContain('medical-image.duplicate');
  });
});

describe('report serials of a visit', () => {
  it.each([
    ['in order', ['1', '2', '3'], []],
    ['in any order of the rows', ['3', '1', '2'], []],
    ['once for each of two orders', ['1', '1', '2'], []],
    ['with one missing', ['1', '3'], ['row-2 between 1-3']],
    ['with one missing, in any order', ['4', '3', '1'], ['row-2 between 1-3']],
    ['with several missing: the first gap', ['1', '3', '5'], ['row-2 between 1-3']],
    ['that begin later', ['3', '2'], ['row-2 start 0-2']],
    ['alone, and not 1', ['7'], ['row-1 start 0-7']],
    ['that begin later and have a gap', ['2', '4'], ['row-1 start 0-2', 'row-2 between 2-4']],
    ['beyond thirty', ['1', '31', '999999'], ['row-2 between 1-31']],
    ['that are none', ['1', 'x', '', '0', '1234567', '2'], []],
  ])('%s', async (_, serials, expected) => {
    const codes = ['33070B', '33071B', '33072B', '33084B', '33085B', '28016C'];
    const rows = serials.map((value, i) => serial(value, i, { orderCode: codes[i] ?? '' }));
    expect(told(await found(...rows))).toEqual(expected);
  });

  it('in order up to forty', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => serial(`${i + 1}`, i));
    expect(told(await found(...rows))).toEqual([]);
  });

  it('point at their cells', async () => {
    const { records } = await found(serial('1', 1), serial('3', 2));
    expect(records[0]?.locate('/serial')).toEqual({ file: 'a.csv', row: 2, field: 'reportSerial', cell: 'K2' });
    expect(records[0]?.places).toEqual({ before: [{ file: 'a.csv', row: 1, field: 'reportSerial', cell: 'K1' }] });
  });

  it.each(['institution', 'cardTime', 'visitType', 'visitSerial', 'patientId'] as const)(
    'of another visit, by %s, have nothing to do with them',
    async (column) => {
      expect(told(await found(serial('1', 1), serial('3', 2, { [column]: 'other' })))).toEqual(['row-2 start 0-3']);
      const { [column]: _, ...without } = { ...CT, ...serial('3', 2) };
      expect(told(await found(serial('1', 1), { ...without, [column]: undefined } as Cells))).toEqual([]);
    },
  );
});

it('that may begin in a row that was left out are not said to begin later', async () => {
  const joins = rowJoins('a.csv');
  const row = { ...CT, ...serial('2', 1) };
  joins.add(1, { row: 2, offset: 10, length: lineOf(row).length }, row);
  const records: CheckRecord[] = [];
  for await (const batch of joins.records(async () => lineOf(row))) records.push(...batch);
  expect(records).toEqual([]);
});

describe('an archive of several rows', () => {
  const of = (orderCode: string, reportSerial: string, visitSerial: string): Cells => ({
    orderCode,
    reportSerial,
    visitSerial,
  });

  it('of one order and one serial is nothing', async () => {
    expect(told(await found(of('33070B', '1', '0001'), of('33070B', '1', '0002')))).toEqual([]);
  });

  it('of two orders concerns every row that names it', async () => {
    const rows = [of('33070B', '1', '0001'), of('33070B', '1', '0002'), of('33072B', '1', '0003')];
    const { records } = await found(...rows, { archive: archive(9), visitSerial: '0004' });
    expect(told({ records })).toEqual(['row-1 order 3', 'row-2 order 3', 'row-3 order 1']);
    expect(records[2]?.data).toEqual({
      differs: 'order',
      other: 1,
      archive: archive(1),
      orderCode: '33072B',
      otherCode: '33070B',
    });
    expect(records[2]?.locate('/archive')).toEqual({ file: 'a.csv', row: 3, field: 'archive', cell: 'N3' });
    expect(records[2]?.places).toEqual({ other: [{ file: 'a.csv', row: 1, field: 'orderCode', cell: 'J1' }] });
  });

  it('of one order and other serials is told at the later rows', async () => {
    const rows = [of('33070B', '1', '0001'), of('33070B', '2', '0001'), of('33070B', '1', '0002')];
    expect(told(await found(...rows))).toEqual(['row-2 serial 1']);
  });

  it('is the one that the channel says it is, where it says so', async () => {
    const rows = [of('33070B', '1', '0001'), of('33072B', '1', '0002')].map((row) => ({ ...CT, ...row }));
    const text = rows.map(lineOf).join('');
    const joins = rowJoins('a.csv');
    for (const [number, row] of rows.entries()) {
      const { length } = lineOf(row);
      joins.add(number + 5, { row: number + 6, offset: number * length, length }, row, 3);
    }
    const records: CheckRecord[] = [];
    for await (const batch of joins.records(async (from, length) => text.slice(from, from + length)))
      records.push(...batch);
    expect(told({ records })).toEqual(['row-6 order 7', 'row-7 order 6']);
  });

  it.each([
    '33070b',
    Buffer.from('３３０７０Ｂ').toString('latin1'),
    Buffer.from('33070B\u00a0').toString('latin1'),
    Buffer.from('電腦斷層').toString('latin1'),
  ])('is not of two orders for a code that was written badly: %j', async (orderCode) => {
    expect(told(await found(of('33070B', '1', '0001'), of(orderCode, '1', '0002')))).toEqual([]);
  });

  it('is one archive in any letter case', async () => {
    const rows = [of('33070B', '1', '0001'), { ...of('33072B', '1', '0002'), archive: archive(1).toLowerCase() }];
    expect(told(await found(...rows))).toEqual(['row-1 order 2', 'row-2 order 1']);
  });
});

describe('many rows', () => {
  it('are read once more in large parts, and only where something may be wrong', async () => {
    const good = Array.from({ length: 2000 }, (_, i) => serial('1', i, { visitSerial: `${i}`.padStart(4, '0') }));
    expect((await found(...good)).reads).toBe(0);
    const { records, reads } = await found(...good, ...good);
    expect(records.filter(({ type }) => type === 'medical-image.duplicate')).toHaveLength(2000);
    expect(reads).toBeLessThan(100);
  });

  it('longer than what is read at once are read whole', async () => {
    const long = { bodySite: 'H'.repeat(40_000) };
    expect(told(await found({}, { ...long, ...serial('2', 2) }, { ...long, ...serial('2', 3) }, {}))).toEqual([
      'row-4 repeats 1',
      'row-3 repeats 2',
    ]);
  });

  it('with quotes are read as CSV has them', async () => {
    const rows = [{}, { archive: `"${archive(2)}"`, orderCode: '"33070B"' }];
    const joins = rowJoins('a.csv');
    const lines = rows.map((row) => lineOf({ ...CT, ...row }));
    const text = lines.join('\n');
    joins.add(0, { row: 1, offset: 0, length: lines[0]?.length ?? 0 }, CT);
    joins.add(
      1,
      { row: 2, offset: (lines[0]?.length ?? 0) + 1, length: lines[1]?.length ?? 0 },
      { ...CT, archive: archive(2) },
    );
    const records: CheckRecord[] = [];
    const read = async (from: number, length: number): Promise<string> => text.slice(from, from + length);
    for await (const batch of joins.records(read)) records.push(...batch);
    expect(told({ records })).toEqual(['row-2 repeats 1']);
  });
});
