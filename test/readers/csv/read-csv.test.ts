import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../src/readers/csv/read-csv.ts';
import { inPieces, rowsOf } from '../../support/csv/source.ts';

/** What is told of rows in short: line, fields, oddities. */
const brief = async (csv: string): Promise<unknown[]> =>
  (await rowsOf(csv)).rows.map(({ row, fields, odd }) => [row, fields, ...(odd ?? [])]);

describe('rows', () => {
  it.each([
    ['nothing', '', []],
    ['one line without an end', 'a,b', [[1, ['a', 'b']]]],
    [
      'CRLF',
      'a,b\r\nc,d\r\n',
      [
        [1, ['a', 'b']],
        [2, ['c', 'd']],
      ],
    ],
    [
      'LF',
      'a,b\nc,d\n',
      [
        [1, ['a', 'b']],
        [2, ['c', 'd']],
      ],
    ],
    [
      'CR alone, as on old Macs',
      'a,b\rc,d\r',
      [
        [1, ['a', 'b']],
        [2, ['c', 'd']],
      ],
    ],
    [
      'all of them',
      'a,b\rc,d\ne,f\r\ng,h',
      [
        [1, ['a', 'b']],
        [2, ['c', 'd']],
        [3, ['e', 'f']],
        [4, ['g', 'h']],
      ],
    ],
    [
      'blank lines, which count as lines',
      '\r\n \t\r\na,b\r\n\r\nc,d',
      [
        [3, ['a', 'b']],
        [5, ['c', 'd']],
      ],
    ],
    ['empty fields', ',,\n', [[1, ['', '', '']]]],
    ['blanks and tabs in fields', ' a ,\tb\n', [[1, [' a ', '\tb']]]],
    ['quotes', 'a,"b","c ""d"", e"\n', [[1, ['a', 'b', 'c "d", e'], 'quoted']]],
    ['an empty field in quotes', '""\n', [[1, [''], 'quoted']]],
    [
      'a line end in quotes',
      'a,"b\r\nc"\nd,e',
      [
        [1, ['a', 'b\r\nc'], 'quoted', 'multi-line'],
        [3, ['d', 'e']],
      ],
    ],
    [
      'a quote that nothing closes',
      'a,"b\nc,d',
      [
        [1, ['a', '"b'], 'unclosed-quote'],
        [2, ['c', 'd']],
      ],
    ],
    [
      'one in the last line',
      'a,b\n"c,d',
      [
        [1, ['a', 'b']],
        [2, ['"c', 'd'], 'unclosed-quote'],
      ],
    ],
    ['a quote inside a value', 'a,b"c,d', [[1, ['a', 'b"c', 'd'], 'stray-quote']]],
    ['signs behind a quote', '"a"b,c\n', [[1, ['"a"b', 'c'], 'stray-quote']]],
    ['a blank before a quote', 'a, "b"\n', [[1, ['a', ' "b"'], 'stray-quote']]],
    [
      'a line that an open quote would swallow',
      '"a\nb"c,d\n',
      [
        [1, ['"a'], 'unclosed-quote'],
        [2, ['b"c', 'd'], 'stray-quote'],
      ],
    ],
    ['bytes beyond ASCII', 'a,\xb5\xb9\n', [[1, ['a', '\xb5\xb9'], 'beyond-ascii']]],
    ['NUL and other control characters', 'a,\0\x1a\x7f\n', [[1, ['a', '\0\x1a\x7f'], 'control']]],
    ['all at once', '"a\0",\xe9\n', [[1, ['a\0', '\xe9'], 'quoted', 'beyond-ascii', 'control']]],
    [
      'tabs between fields',
      'a\tb\tc\n\t\t\n',
      [
        [1, ['a', 'b', 'c']],
        [2, ['', '', '']],
      ],
    ],
    ['semicolons between fields', 'a;b;"c;d"\n', [[1, ['a', 'b', 'c;d'], 'quoted']]],
    [
      'one semicolon, which parts nothing',
      'a;b\nc,d\n',
      [
        [1, ['a;b']],
        [2, ['c', 'd']],
      ],
    ],
    [
      'the delimiter of the first line, also in the others',
      'a,b\nc\td\te\n',
      [
        [1, ['a', 'b']],
        [2, ['c\td\te']],
      ],
    ],
  ])('%s', async (_, csv, rows) => {
    expect(await brief(csv)).toEqual(rows);
  });

  it('have the place of their bytes', async () => {
    const csv = '\xef\xbb\xbfab,c\r\n\r\n"d\ne"\rf';
    const { rows } = await rowsOf(csv);
    expect(rows.map(({ offset, length }) => csv.slice(offset, offset + length))).toEqual(['ab,c', '"d\ne"', 'f']);
  });

  it('of more than 64 KiB are passed over', async () => {
    const long = 'x'.repeat(65_536);
    const { rows, facts } = await rowsOf(`a\n${long}\n${long}y\n"${long}"\nb`);
    expect(rows.map(({ row, length, fields, odd }) => [row, length, fields.length, odd?.[0]])).toEqual([
      [1, 1, 1, undefined],
      [2, 65_536, 1, undefined],
      [3, 65_537, 0, 'too-long'],
      [4, 65_538, 0, 'too-long'],
      [5, 1, 1, undefined],
    ]);
    expect(facts.lineEnds.lf).toBe(4);
  });

  it('of more than a thousand lines end with their first', async () => {
    const lines = (count: number): string => `"${'a\n'.repeat(count)}",b\nc,d\n`;
    expect((await rowsOf(lines(1000))).rows).toHaveLength(2);
    const { rows } = await rowsOf(lines(1001));
    expect(rows[0]).toMatchObject({ row: 1, fields: ['"a'], odd: ['unclosed-quote'] });
    expect(rows).toHaveLength(1003);
  });
});

describe('facts', () => {
  it.each([
    ['', { rows: 0, blankLines: 0, lastLineEnded: true, bom: false, delimiter: ',', encoding: 'ascii-compatible' }],
    ['\xef\xbb\xbf', { rows: 0, blankLines: 0, bom: true }],
    ['\xef\xbb\xbfa,b', { rows: 1, bom: true, lastLineEnded: false }],
    ['\n \n\t\na,b\n', { rows: 1, blankLines: 3, firstBlank: 1, lastLineEnded: true }],
    ['a\n\n', { blankLines: 1, firstBlank: 2 }],
    ['a\nb\r\n\r\nc\rd', { lineEnds: { lf: 1, crlf: 2, cr: 1 }, lastLineEnded: false, rows: 4 }],
    ['"a\nb"\r\nc', { lineEnds: { lf: 0, crlf: 1, cr: 0 }, rows: 2 }],
    ['\r\na\tb\tc', { delimiter: '\t' }],
    ['PK\x03\x04\n', { workbook: true, rows: 0, tooLong: 0 }],
    ['a;b;c;d\te\tf', { delimiter: ';' }],
  ])('of %j', async (csv, facts) => {
    expect((await rowsOf(csv)).facts).toMatchObject(facts);
  });

  it('are not known before the end', () => {
    expect(() => readCsv(inPieces([])).facts()).toThrow('known after its last row');
  });
});

describe('UTF-16', () => {
  const text = '3501200000\t12\t影像\r\n"a\tb"\t\tc\r\n';
  const le = (mark: string): Buffer => Buffer.from(mark + text, 'utf16le');
  it.each([
    ['little endian, as Excel writes it', le('\ufeff'), 'utf-16le', 2],
    ['little endian without a mark', le(''), 'utf-16le', 0],
    ['big endian', le('\ufeff').swap16(), 'utf-16be', 2],
    ['big endian without a mark', le('').swap16(), 'utf-16be', 0],
  ])('%s, cut anywhere', async (_, bytes, encoding, mark) => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      const { rows, facts } = await rowsOf(inPieces([bytes.subarray(0, cut), bytes.subarray(cut)]));
      expect(facts).toMatchObject({ encoding, bom: mark > 0, delimiter: '\t' });
      expect(rows).toEqual([
        { row: 1, offset: mark, length: 32, fields: ['3501200000', '12', '影像'], odd: ['beyond-ascii'] },
        { row: 2, offset: mark + 36, length: 16, fields: ['a\tb', '', 'c'], odd: ['quoted'] },
      ]);
    }
  });

  it('is not what has NUL bytes in both places, or few of them, or a few bytes in all', async () => {
    for (const csv of ['\0'.repeat(40), 'a,\0\0\0b\n'.repeat(9), '1,2\n3,4\0\n', 'a\0,\0b\0'])
      expect((await rowsOf(csv)).facts.encoding).toBe('ascii-compatible');
  });
});
