import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import type { FieldFile } from '../../src/engine/library-schema.ts';
import { CELLS, fieldWords, headingTags } from '../../src/reconcile/lab-result/cells.ts';
import { readReport } from '../../src/reconcile/lab-result/read-report.ts';
import { codesIn } from '../../src/reconcile/lab-result/record.ts';
import type { AnswerFile } from '../../src/reconcile/types.ts';
import { ownLibrary } from '../../src/rules.ts';
import { type MadeRecord, type ReportLook, reportText } from '../support/reconcile/report.ts';

const library = await ownLibrary();
const format = library.formats.get('lab-result') as FieldFile;
const known = library.codes.get('lab-result-errors') ?? {};
const NAMES = new Map(CELLS.map((tag) => [tag, tag === 'code' ? '錯誤代碼' : (fieldWords(tag, format)?.zh ?? tag)]));

/** In pieces of so many bytes. */
const fileOf = (bytes: Uint8Array, piece = 1_000): AnswerFile => ({
  name: 'x.assaychk.txt',
  shown: 'x.assaychk.txt',
  size: bytes.length,
  async *open() {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  },
});
const read = (bytes: Uint8Array, piece?: number) => readReport(fileOf(bytes, piece), headingTags(format), known);
const big5 = (text: string): Buffer => iconv.encode(text, 'cp950');

const values = {
  h1: '1',
  h2: '3501200000',
  h5: '1150511083000',
  h7: '0012',
  h9: 'A123456789',
  h10: '0600101',
  h15: '09020C',
  h16: '1150512101500',
  h20: '1150511090000',
  h22: '血液',
  r1: '1',
  r2: '許功蓋',
  code: '04',
};
const RECORDS: MadeRecord[] = [
  { values, marks: ['h20'] },
  { values: { ...values, h7: '0013', code: '14' }, marks: ['r6-1', 'r6-2'] },
  { values: { ...values, h7: '0014', code: 'A1 條碼長度錯誤' }, marks: ['r4'] },
];

async function seen(bytes: Uint8Array, piece?: number) {
  const { records, by, encoding, unread } = await read(bytes, piece);
  const told = records.map(({ cells, codes, marks }) => [cells.get('h7')?.text, codes, marks]);
  return { told, by, encoding, unread: unread.counts };
}
const ALL = [
  ['0012', ['04'], ['h20']],
  ['0013', ['14'], ['r6-1', 'r6-2']],
  ['0014', ['A1'], ['r4']],
];

describe('layouts of a report', () => {
  const looks: [string, ReportLook][] = [
    ['a ruler below each heading', {}],
    ['nine rulers below all headings', { rulers: 'below-all' }],
    ['one ruler for all nine lines', { rulers: 'one' }],
    ['line feeds alone', { end: '\n' }],
    ['a page for each record', { perPage: 1 }],
    ['pages parted by form feeds, with a foot', { perPage: 2, formFeed: true, foot: '   本頁筆數：2' }],
    ['the mark over the first sign', { mark: 'over' }],
    ['narrow columns', { width: 14 }],
  ];
  test.each(looks)('%s', async (_, look) => {
    expect(await seen(big5(reportText(RECORDS, look)))).toEqual({
      told: ALL,
      by: 'order',
      encoding: 'big5',
      unread: {},
    });
    if (look.width === undefined)
      expect(await seen(big5(reportText(RECORDS, { ...look, names: NAMES, width: 34 })))).toMatchObject({
        told: ALL,
        by: look.rulers === 'one' ? expect.anything() : 'headings',
      });
  });

  test('headings tell the cells in another order, with more of them', async () => {
    const other = new Map(
      [...NAMES].map(([tag]) => [tag, NAMES.get(tag === 'h9' ? 'h18' : tag === 'h18' ? 'h9' : tag)]),
    );
    const swapped = RECORDS.map(({ values: { h9, ...rest }, marks = [] }) => ({
      values: { ...rest, h18: h9 ?? '' },
      marks,
    }));
    const text = reportText(swapped, { names: other as Map<string, string>, width: 34 });
    const { records, by } = await read(big5(text));
    expect([by, records[0]?.cells.get('h9')?.text]).toEqual(['headings', 'A123456789']);
  });

  test('whatever the pieces are, and in whatever encoding it was saved', async () => {
    const text = reportText(RECORDS, { names: NAMES, width: 34 });
    const saved: [string, Buffer][] = [
      ['big5', big5(text)],
      ['utf-8', Buffer.from(text)],
      ['utf-8', Buffer.from(`\uFEFF${text}`)],
      ['utf-16le', Buffer.from(`\uFEFF${text}`, 'utf16le')],
      ['utf-16le', Buffer.from(text, 'utf16le')],
      ['utf-16be', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ];
    for (const [encoding, bytes] of saved)
      for (const piece of [1, 7, 1_000_000])
        expect(await seen(bytes, piece)).toEqual({ told: ALL, by: 'headings', encoding, unread: {} });
  });
});

describe('what cannot be read is told, with its line', () => {
  const text = reportText(RECORDS);
  const lines = text.split('\r\n');
  const head = lines.findIndex((line) => line.startsWith('------'));

  test('cut in the last record, and within a character', async () => {
    const cut = await read(big5(text).subarray(0, -260));
    expect(cut.records).toHaveLength(2);
    expect(cut.unread).toMatchObject({ total: 1, counts: { cut: 1 }, places: [{ line: head + 1 + 10 + 1 }] });
  });

  test('a line too many, a line too few', async () => {
    const more = [...lines.slice(0, head - 3), 'x', ...lines.slice(head - 3)].join('\r\n');
    expect(await seen(big5(more))).toMatchObject({ told: ALL.slice(1), unread: { lines: 1 } });
    const less = [...lines.slice(0, head - 3), ...lines.slice(head - 2)].join('\r\n');
    expect(await seen(big5(less))).toMatchObject({ told: ALL.slice(1), unread: { lines: 1 } });
  });

  test('a record that goes on behind the heading of the next page', async () => {
    const page = lines.slice(0, head - 9);
    const split = [...lines.slice(0, head - 4), ...page, ...lines.slice(head - 4)].join('\r\n');
    expect(await seen(big5(split))).toMatchObject({ told: ALL, unread: {} });
  });

  test('rulers whose columns nobody knows', async () => {
    const { records, by, unread } = await read(big5('程式代號: X\r\n=== ==== =====\r\n1   2    3\r\n'));
    expect([records, by, unread.counts]).toEqual([[], null, { columns: 1 }]);
  });

  test('columns that run into one another are not compared', async () => {
    const [first = ''] = lines.slice(head - 9);
    const over = `${first.slice(0, 18)}${'3'.repeat(20)}${first.slice(38)}`;
    const { records } = await read(big5(text.replace(first, over)));
    expect(records[0]?.cells.has('h2')).toBe(false);
    expect(records[0]?.cells.get('h5')?.text).toBe('1150511083000');
  });

  test.each([
    ['nothing', ''],
    ['blanks', '   \r\n\r\n'],
    ['no report', 'hello\r\nworld\r\n'],
    ['XML', '<?xml version="1.0"?><patient/>'],
    ['dashes', `${'-'.repeat(200)}\r\n`.repeat(20)],
    ['rulers', `${'= '.repeat(200)}\r\n`.repeat(20)],
    ['headings', '程式代號: X\r\n'.repeat(500)],
    ['NUL', '\0'.repeat(5_000)],
  ])('%s', async (_, given) => {
    const { records, by } = await read(Buffer.from(given));
    expect([records, by]).toEqual([[], null]);
  });

  test('a line without an end, in bounded memory', async () => {
    const endless: AnswerFile = {
      ...fileOf(Buffer.alloc(0)),
      async *open() {
        yield big5(text);
        for (let i = 0; i < 200; i++) yield Buffer.alloc(1 << 20, '1 ');
      },
    };
    const { records, unread } = await readReport(endless, headingTags(format), known);
    expect([records.length, unread.counts]).toEqual([3, { 'long-line': 1 }]);
  });
});

test('codes: apart, with their words, together where all are known', () => {
  const codes = (cell: string) => codesIn(cell, known);
  expect(codes('04')).toEqual(['04']);
  expect(codes('04,14')).toEqual(['04', '14']);
  expect(codes('０４ 日期格式錯誤')).toEqual(['04']);
  expect(codes('04日期格式錯誤;a1')).toEqual(['04', 'A1']);
  expect(codes('0414')).toEqual(['04', '14']);
  expect(codes('99')).toEqual(['99']);
  expect(codes('9999')).toEqual([]);
  expect(codes('A123456789')).toEqual([]);
  expect(codes('')).toEqual([]);
});
