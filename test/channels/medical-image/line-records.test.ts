import { describe, expect, it } from 'vitest';
import { csvRecord } from '../../../src/channels/medical-image/csv-records.ts';
import { isWhole, lineRecord } from '../../../src/channels/medical-image/line-records.ts';
import { rowUnit } from '../../../src/channels/medical-image/units.ts';
import type { CheckRecord } from '../../../src/channels/record.ts';
import { rowsOf } from '../../support/csv/source.ts';

const ROW =
  '3501200000,12,10808,1080805093015,01,0012,1,A123456789,0500101,33070B,1,10808051010,H,DCF3501200000_A00000000001.7z,,,';
const NAMES =
  '醫事機構代碼,醫事類別,執行年月,健保卡刷卡日期時間,就醫類別,就醫序號,補卡註記,身分證統一編號,出生日期,醫令代碼,報告序號,實際檢查日期時間,診療部位,影像壓縮檔名稱,依附就醫新生兒出生日期,胞胎註記,實際收到影像日期時間';
const bytes = (text: string): string => Buffer.from(text).toString('latin1');
const big5 = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1');
/** The usual row with another value in a column. */
const having = (column: number, value: string): string =>
  ROW.split(',')
    .with(column - 1, value)
    .join(',');

async function lines(csv: string): Promise<{ record: CheckRecord | undefined; whole: boolean }[]> {
  const { rows } = await rowsOf(csv);
  return rows.map((row, i) => ({
    record: lineRecord(rowUnit('a.csv', row.row, i), 'a.csv', row, i === 0),
    whole: isWhole(row, i === 0),
  }));
}

/** What is told of the first line, and whether its columns are judged. */
async function told(csv: string): Promise<[unknown, boolean]> {
  const [first] = await lines(csv);
  return [first?.record?.data, first?.whole ?? false];
}

describe('a line', () => {
  it.each([
    ['as it ought to be', ROW, undefined, true],
    ['with 16 fields', ROW.slice(0, -1), { fields: 16, count: 'older' }, true],
    ['with 15 fields', ROW.slice(0, -2), { fields: 15, count: 'fewer' }, false],
    ['without a comma', '3501200000', { fields: 1, count: 'one' }, false],
    ['without a comma, with blanks around', ' 3501200000 ', { fields: 1, count: 'one' }, false],
    ['with a comma too many', `${ROW},`, { fields: 18, count: 'trailing-comma' }, true],
    ['with three and blanks', `${ROW}, ,,`, { fields: 20, count: 'trailing-comma' }, true],
    ['with a comma too many inside', having(10, '33070B,CT'), { fields: 18, count: 'more' }, false],
    ['with a value missing inside', ROW.replace(',1,A', ',A'), { fields: 16, count: 'fewer' }, false],
    ['with an 18th value', `${ROW},1`, { fields: 18, count: 'more' }, false],
    ['with nothing but commas', ','.repeat(16), { fields: 17, onlyCommas: true }, false],
    ['with the end mark of DOS', '\x1a', { fields: 1, endMark: true }, false],
    ['with the names of the columns', bytes(NAMES), { fields: 17, header: true }, false],
    ['with them in English', 'institution,type,exam_month,card_time', { fields: 4, header: true }, false],
    ['with a title', bytes('醫療檢查影像'), { fields: 1, header: true }, false],
    ['with a quoted value', having(13, '"H"'), { fields: 17, count: 'right', quoted: true }, true],
    ['with a line end in a value', having(13, '"H\n"'), { fields: 17, quoted: true, multiLine: true }, false],
    ['with an open quote', having(13, '"H'), { fields: 17, unclosedQuote: true }, false],
    ['with a quote inside a value', having(13, 'H"'), { fields: 17, strayQuote: true }, false],
    ['of 100,000 signs', having(13, 'H'.repeat(1e5)), { fields: 0, tooLong: true }, false],
    ['with Chinese, which the column tells', having(13, bytes('胸')), undefined, true],
    [
      'short of a field, with Chinese',
      having(13, bytes('胸')).slice(0, -2),
      { fields: 15, count: 'fewer', beyondAscii: 'M1' },
      false,
    ],
    [
      'with another value, and Chinese in Big5',
      `${having(13, big5('afdd'))},1`,
      { fields: 18, count: 'more', beyondAscii: 'M1' },
      false,
    ],
    ['with full-width signs, which the column tells', having(3, bytes('１０８０８')), undefined, true],
    [
      'all full-width, which is no header',
      bytes(ROW.replace(/[0-9A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))),
      undefined,
      true,
    ],
    ['with NUL, which the column tells', having(17, '\0\0'), undefined, true],
    [
      'short of a field, with NUL',
      having(1, '\0\0').slice(0, -2),
      { fields: 15, count: 'fewer', control: 'A1' },
      false,
    ],
    [
      'with blanks around values',
      having(3, ' 10808\t').replace('H', 'H '),
      { fields: 17, count: 'right', padded: 'C1、M1' },
      true,
    ],
    ['with a cell of blanks', having(16, '  '), { fields: 17, count: 'right', padded: 'P1' }, true],
  ])('%s', async (_, csv, data, whole) => {
    expect(await told(csv)).toEqual([data, whole]);
    const [, second] = await lines(`${ROW}\n${csv}`);
    if (data && !('header' in data))
      expect(second?.record?.data).toEqual(JSON.parse(JSON.stringify(data).replace(/([A-Q])1/g, '$12')));
  });

  it('of names is told after the first line too, where they are Chinese', async () => {
    const [, second] = await lines(`${ROW}\n${bytes(NAMES)}`);
    expect(second).toMatchObject({ record: { data: { header: true } }, whole: false });
  });

  it('points at its cells, and else at itself', async () => {
    const [, odd] = await lines(`${ROW}\n${having(3, ' 10808 ')}`);
    expect(odd?.record?.places).toEqual({ padded: [{ file: 'a.csv', row: 2, field: 'examMonth', cell: 'C2' }] });
    expect(odd?.record?.locate('/padded')).toEqual({ file: 'a.csv', row: 2 });
    expect(odd?.record?.unit?.id).toBe('row-2');
  });
});

describe('the CSV as a whole', () => {
  const USUAL = {
    contents: 'rows',
    encoding: 'ascii-compatible',
    bom: false,
    delimiter: 'comma',
    loneReturns: 0,
    blankLines: 0,
  };
  const wide = (text: string): string => Buffer.from(text, 'utf16le').toString('latin1');
  it.each([
    [`${ROW}\r\n${ROW}\n`, 2, { ...USUAL, rows: 2 }],
    ['', 0, { ...USUAL, contents: 'nothing', rows: 0 }],
    ['\n \n', 0, { ...USUAL, contents: 'blank', blankLines: 2, firstBlank: 1, rows: 0 }],
    [bytes(NAMES), 0, { ...USUAL, contents: 'header', rows: 1 }],
    ['x'.repeat(70_000), 1, { ...USUAL, contents: 'too-long', rows: 1 }],
    [`${'x'.repeat(70_000)}\n${ROW}`, 2, { ...USUAL, rows: 2 }],
    ['PK\x03\x04\n,', 0, { ...USUAL, contents: 'workbook', rows: 0 }],
    [`\xef\xbb\xbf${ROW}`, 1, { ...USUAL, bom: true, rows: 1 }],
    [`${ROW}\r\n\n${ROW}\r`, 2, { ...USUAL, blankLines: 1, firstBlank: 2, loneReturns: 1, rows: 2 }],
    [ROW.replaceAll(',', ';'), 1, { ...USUAL, delimiter: 'semicolon', rows: 1 }],
    [wide(`\ufeff${ROW.replaceAll(',', '\t')}`), 1, { ...USUAL, encoding: 'utf-16', delimiter: 'tab', rows: 1 }],
  ])('%#', async (csv, dataRows, data) => {
    const { facts } = await rowsOf(csv);
    expect(csvRecord('a.csv', facts, { dataRows })).toMatchObject({ unit: null, data });
  });

  it('points at the first cell for the byte order mark, at the first blank line', async () => {
    const { facts } = await rowsOf(`\xef\xbb\xbf${ROW}\n\n`);
    const record = csvRecord('a.csv', facts, { dataRows: 1 });
    expect(record.locate('/bom')).toEqual({ file: 'a.csv', row: 1, field: 'institution', cell: 'A1' });
    expect(record.locate('/firstBlank')).toEqual({ file: 'a.csv', row: 2 });
    expect(record.locate('')).toEqual({ file: 'a.csv' });
  });
});
