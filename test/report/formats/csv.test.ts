import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { clean } from '../../../src/report/formats/clean.ts';
import { csvCell } from '../../../src/report/formats/csv-cell.ts';
import type { Language, Report } from '../../../src/report/report-schema.ts';
import {
  contextOf,
  firstLook,
  HOSTILE,
  hostileLoose,
  many,
  OTHER,
  PACKAGES,
  reportsOf,
  written,
} from '../../support/formats/reports.ts';
import { KEY, ZIP } from '../../support/product/packages.ts';

const textOf = async (reports: readonly Report[], language: Language = 'zh-TW'): Promise<string> =>
  written('csv', reports, await contextOf(language));

/** Cells as a strict reader of RFC 4180 takes them. */
const cellsOf = (text: string): string[][] => parse(text, { bom: true, record_delimiter: '\r\n' });

/** What Excel, LibreOffice and their like begin a formula with; blanks before it do not help. */
const FORMULA = /^[\s\u00A0\u200B\u3000\uFEFF]*[=+\-@＝＋－＠\t\r]/u;

test('BOM, CRLF at the end of every row, one head, the same number of cells in every row', async () => {
  const text = await textOf(await reportsOf([PACKAGES.broken(), PACKAGES.hostile()]));
  expect(text.codePointAt(0)).toBe(0xfeff);
  expect(text.endsWith('\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(new Set(cellsOf(text).map(({ length }) => length)).size).toBe(1);
});

describe.each<[Language, string[]]>([
  [
    'zh-TW',
    [
      '送件',
      '收件單位',
      '預判',
      '結果',
      '哪裡不對',
      '健保署',
      '怎麼辦',
      '依據',
      '規則',
      '檔案',
      '行／列',
      '位置',
      '另見',
      '可處理的人',
    ],
  ],
  [
    'en',
    [
      'Submission',
      'Unit',
      'Predicted answer',
      'Outcome',
      'What is wrong',
      'NHI',
      'to do',
      'clause',
      'Rule',
      'File',
      'Line or row',
      'Place',
      'see also',
      'For',
    ],
  ],
])('%s', (language, head) => {
  test('a row for each finding and one for a case without; Chinese intact', async () => {
    const reports = await reportsOf([PACKAGES.two()], language);
    const [first, ...rows] = cellsOf(await textOf(reports, language));
    expect(first).toEqual(head);
    const findings = reports[0]?.findings ?? [];
    expect(rows.map(([, unit]) => unit)).toEqual([...findings.map(() => KEY), OTHER]);
    for (const [i, { message, nhi, ruleId, locations }] of findings.entries()) {
      const [place] = locations;
      expect(rows[i]?.[0]).toBe(ZIP);
      expect([4, 5, 8, 9, 10].map((at) => rows[i]?.[at])).toEqual([
        message,
        nhi,
        ruleId,
        place?.file,
        String(place?.line ?? ''),
      ]);
    }
    expect(rows.at(-1)?.slice(2, 4)).toEqual([language === 'en' ? 'taken' : '收件', '']);
  });

  test('no cell is a formula, whatever files are called', async () => {
    for (const reports of [await reportsOf([PACKAGES.hostile()], language), await hostileLoose(language)]) {
      const text = await textOf(reports, language);
      const rows = cellsOf(text);
      expect(rows.length).toBeGreaterThan(HOSTILE.length / 2);
      for (const cell of rows.flat()) expect(cell).not.toMatch(FORMULA);
      // where the list separator is a semicolon, cells begin after it too
      for (const part of text.slice(1).split(/\r\n|;/)) expect(part.replaceAll('"', '')).not.toMatch(FORMULA);
      const all = rows.flat().join('\n').replaceAll(";'", ';');
      for (const { message } of reports.flatMap(({ findings }) => findings)) expect(all).toContain(clean(message));
    }
  });
});

describe('csvCell', () => {
  test.each([
    ...HOSTILE,
    '=1',
    '+1',
    '-1',
    '@A',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '\u3000=1',
    '\u00A0@x',
    '－1',
    'x;=1',
    'x; "=1',
  ])('%j begins no formula', (text) => {
    const cell = csvCell(text);
    expect(cell).not.toMatch(FORMULA);
    for (const part of cell.split(';')) expect(part.replaceAll('"', '')).not.toMatch(FORMULA);
  });

  test.each([
    '0012',
    '3501200000',
    '2026051200000001',
    '1E5',
    '12e10',
    '2026-05-12',
    '1/2',
    '12:30',
    '50%',
    '$5',
    '(5)',
    '1,234',
    'MAR1',
    '1-Mar',
    '2 may',
    'Sept-10',
  ])('%s stays text', (text) => {
    expect(csvCell(text)).toBe(`'${text}`);
  });

  test.each([KEY, ZIP, '退件', 'prior-auth-guide/6.1', 'FHR.JSON', '', 'marker', '第 3 行', 'E4', 'L14'])(
    '%s stays as it is',
    (text) => {
      expect(csvCell(text)).toBe(text);
    },
  );
});

test('a package that is returned as a whole: its case says why', async () => {
  const reports = await reportsOf([PACKAGES.hostile()]);
  const last = cellsOf(await textOf(reports)).at(-1);
  expect(last?.slice(1, 5)).toEqual([KEY, '整批退件', '', reports[0]?.verdict.sentence]);
});

test('the word for what a case waits for is that of NHI', async () => {
  const rows = cellsOf(await textOf(await firstLook()));
  expect(rows[1]?.slice(1, 4)).toEqual([KEY, '等待附件檔', '要補件']);
});

test('nothing checked: the head alone', async () => {
  expect(cellsOf(await textOf([])).length).toBe(1);
});

test('thousands of findings', async () => {
  const reports = await many(10_000);
  expect(cellsOf(await textOf(reports)).length).toBe((reports[0]?.findings.length ?? 0) + 1);
});
