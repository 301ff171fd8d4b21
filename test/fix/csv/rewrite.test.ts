import { describe, expect, test } from 'vitest';
import { COLUMNS } from '../../../src/channels/medical-image/row-record-type.ts';
import { type CsvFix, NO_REPAIRS, type Repairs } from '../../../src/fix/csv/repairs.ts';
import { rewritten } from '../../../src/fix/csv/rewrite.ts';
import { isAsciiInUtf16, scanned } from '../../../src/fix/csv/scan.ts';
import { memorySource } from '../../../src/intake/memory.ts';
import { allOf } from '../../support/archives/scratch.ts';

const ROW =
  '3501200000,12,10805,1080501093015,01,0012,1,A123456789,0500101,33070B,1,10805011010,H,DCF3501200000_A00000000001.7z,,,';
const want = (...fixes: CsvFix[]): Repairs => ({ ...NO_REPAIRS, fixes: new Set(fixes) });

/** What becomes of a CSV, and how many changes were counted. */
async function rewrite(csv: string | Uint8Array, repairs: Repairs): Promise<string> {
  const source = memorySource('a.csv', typeof csv === 'string' ? Buffer.from(csv, 'latin1') : csv);
  return (await allOf(rewritten(source.open(), source, repairs))).toString('latin1');
}

describe('a CSV after its repair', () => {
  test.each<[string, CsvFix, string, string]>([
    ['blank lines', 'csv-blank-lines', `\r\n \r\n${ROW}\r\n\r\n\t\n${ROW}\n\n\n`, `${ROW}\r\n${ROW}\n`],
    ['blank lines, lines of commas too', 'csv-blank-lines', `${ROW}\n${','.repeat(16)}\n${ROW}\n`, `${ROW}\n${ROW}\n`],
    [
      'blank lines behind lines of commas',
      'csv-blank-lines',
      `${ROW}\n${','.repeat(16)}\n\n\r\n${ROW}\n${','.repeat(16)}\n\n`,
      `${ROW}\n${ROW}\n`,
    ],
    ['a header', 'csv-header', `A,B${',C'.repeat(15)}\r\n${ROW}\r\n`, `${ROW}\r\n`],
    ['the byte order mark', 'csv-bom', `\xef\xbb\xbf${ROW}\n`, `${ROW}\n`],
    ['CR alone', 'csv-line-ends', `${ROW}\r${ROW}\r\n${ROW}\r`, `${ROW}\r\n${ROW}\r\n${ROW}\r\n`],
    ['quotes', 'csv-quotes', `"${ROW.replaceAll(',', '","')}"\r\n${ROW}`, `${ROW}\r\n${ROW}`],
    ['quotes that are needed', 'csv-quotes', `"a,b",${ROW}\n`, `"a,b",${ROW}\n`],
    ['commas behind column 17', 'csv-trailing-comma', `${ROW},\n${ROW}, ,\n${ROW},x\n`, `${ROW}\n${ROW}\n${ROW},x\n`],
    ['blanks', 'csv-padding', ` ${ROW.replaceAll(',', ' ,\t')}\r\n${ROW}\n`, `${ROW}\r\n${ROW}\n`],
    ['the end mark', 'csv-end-mark', `${ROW}\r\n\x1a`, `${ROW}\r\n`],
  ])('%s', async (_, fix, before, after) => {
    expect(await rewrite(before, want(fix))).toBe(after);
    expect(await rewrite(before, want()), 'nothing that was not asked for').toBe(before);
    expect(await rewrite(after, want(fix)), 'nothing twice').toBe(after);
  });

  test('several repairs at once, and all else byte for byte', async () => {
    const odd = `stray"quote,${ROW}\r\n${ROW},too,many\n`;
    const before = `\xef\xbb\xbf\r\n "${ROW.replace(',', '",')}\r\n\n${odd}${ROW.replace('33070B', '33070B ')},\r`;
    const all = want('csv-bom', 'csv-blank-lines', 'csv-padding', 'csv-trailing-comma', 'csv-line-ends', 'csv-quotes');
    expect(await rewrite(before, all)).toBe(` "${ROW.replace(',', '",')}\r\n${odd}${ROW}\r\n`);
  });

  test('tabs become commas', async () => {
    const repairs = { ...want('csv-delimiter'), delimiter: '\t' } as const;
    expect(await rewrite(`${ROW.replaceAll(',', '\t')}\r\n`, repairs)).toBe(`${ROW}\r\n`);
    const source = memorySource('a.csv', Buffer.from(`${ROW.replaceAll(',', '\t')}\n${ROW}\n`));
    expect((await scanned(source, repairs, () => '')).unclear).toBe(1);
  });

  test.each(['utf16le', 'utf16be'])('%s with and without a mark', async (encoding) => {
    const text = `${ROW}\r\n${ROW}\r\n`;
    for (const mark of ['\ufeff', '']) {
      const little = Buffer.from(mark + text, 'utf16le');
      const bytes = encoding === 'utf16le' ? little : little.swap16();
      expect(await isAsciiInUtf16(memorySource('a.csv', bytes))).toBe(true);
      expect(await rewrite(bytes, want('csv-utf16', 'csv-padding'))).toBe(text);
    }
  });

  test('UTF-16 with other signs is left alone', async () => {
    const bytes = Buffer.from(`\ufeff${ROW}\r\n${ROW.replace('H', '頭')}\r\n`, 'utf16le');
    expect(await isAsciiInUtf16(memorySource('a.csv', bytes))).toBe(false);
    expect(await isAsciiInUtf16(memorySource('a.csv', bytes.subarray(0, 101)))).toBe(false);
  });

  test('damaged cells and names of archives', async () => {
    const i = COLUMNS.indexOf('visitSerial');
    const repairs: Repairs = {
      ...want('csv-cell', 'csv-archive', 'csv-padding'),
      columns: new Set(['visitSerial', 'examMonth']),
      archives: new Map([['dcf3501200000_A00000000001.7Z', 'DCF3501200000_A00000000001.7z']]),
      fixed: (fields) => (fields[i]?.trim() === '12' ? { visitSerial: '0012', institution: 'not asked for' } : {}),
    };
    const wrong = ROW.replace('0012', ' 12').replace('DCF3501200000_A00000000001.7z', ' dcf3501200000_A00000000001.7Z');
    expect(await rewrite(`${wrong}\r\n${ROW}`, repairs)).toBe(`${ROW}\r\n${ROW}`);
    const { changes } = await scanned(
      memorySource('a.csv', Buffer.from(`${wrong}\n${wrong}\n`)),
      repairs,
      ({ fix, column }) => `${fix} ${column}`,
    );
    expect([...changes].map(([kind, { count, cells }]) => [kind, count, cells[0]?.row, cells[0]?.from])).toEqual([
      ['csv-cell visitSerial', 2, 1, ' 12'],
      ['csv-archive archive', 2, 1, ' dcf3501200000_A00000000001.7Z'],
    ]);
  });
});

test('cells of a row whose columns are shifted are not touched, nor filled with what parts cells', async () => {
  const repairs: Repairs = {
    ...want('csv-cell', 'csv-trailing-comma'),
    columns: new Set(['visitSerial']),
    fixed: () => ({ visitSerial: '0012' }),
  };
  const shifted = `x,${ROW.replace('0012', '12')}\n`;
  expect(await rewrite(`${ROW}\n${shifted}`, repairs)).toBe(`${ROW}\n${shifted}`);
  const comma: Repairs = { ...repairs, fixed: () => ({ visitSerial: '00,2' }) };
  expect(await rewrite(`${ROW}\n`, comma)).toBe(`${ROW}\n`);
});

test('a large CSV is rewritten piece by piece', async () => {
  const rows = 200_000;
  const text = Buffer.from(`${ROW.replace('33070B', ' 33070B')}\r\n`.repeat(1_000));
  const source = {
    ...memorySource('a.csv', text),
    size: text.length * (rows / 1_000),
    async *open() {
      for (let i = 0; i < rows / 1_000; i++) yield text;
    },
  };
  let [size, largest] = [0, 0];
  for await (const piece of rewritten(source.open(), source, want('csv-padding'))) {
    size += piece.length;
    largest = Math.max(largest, piece.length);
  }
  expect(size).toBe(rows * (ROW.length + 2));
  expect(largest).toBeLessThanOrEqual(text.length);
});
