import iconv from 'iconv-lite';
import { describe, expect, it, test } from 'vitest';
import type { XmlEncoding } from '../../../src/readers/xml/types.ts';
import { type Read, readAll } from '../../support/xml/read.ts';

const document = (declaration: string, value = '許功蓋血液檢驗'): string =>
  `${declaration}<patient>\r\n<hdata><h1>1</h1><h4>${value}</h4><rdata><r1>1</r1></rdata></hdata>\r\n</patient>`;
const DECLARED = '<?xml version="1.0" encoding="Big5"?>\r\n';
const says = (encoding: string): string => `<?xml version='1.0' encoding='${encoding}'?>`;

const value = ({ records }: Read): string | undefined => records[0]?.fields.h4;
const faults = ({ records, facts }: Read): string[] =>
  [...facts.faults, ...(records[0]?.faults ?? [])].map(
    ({ kind, sign, line, column, field }) => `${kind} ${sign} ${field} ${line}:${column}`,
  );

describe('which encoding it really is', () => {
  it.each<[string, Buffer, XmlEncoding, string | undefined, string]>([
    ['Big5', iconv.encode(document(DECLARED), 'cp950'), 'big5', 'Big5', '許功蓋血液檢驗'],
    [
      'Big5 under another name',
      iconv.encode(document(says('windows-950')), 'cp950'),
      'big5',
      'windows-950',
      '許功蓋血液檢驗',
    ],
    ['Big5 without a declaration', iconv.encode(document(''), 'cp950'), 'big5', undefined, '許功蓋血液檢驗'],
    ['UTF-8', Buffer.from(document(says('utf-8'))), 'utf-8', 'utf-8', '許功蓋血液檢驗'],
    ['UTF-8 declared as Big5', Buffer.from(document(DECLARED)), 'utf-8', 'Big5', '許功蓋血液檢驗'],
    ['Big5 declared as UTF-8', iconv.encode(document(says('UTF-8')), 'cp950'), 'big5', 'UTF-8', '許功蓋血液檢驗'],
    ['UTF-8 without a declaration', Buffer.from(document('')), 'utf-8', undefined, '許功蓋血液檢驗'],
    [
      'UTF-16 without a mark',
      iconv.encode(document(DECLARED), 'utf-16le', { addBOM: false }),
      'utf-16le',
      'Big5',
      '許功蓋血液檢驗',
    ],
    [
      'UTF-16, the upper byte first',
      iconv.encode(document(says('UTF-16')), 'utf-16be', { addBOM: false }),
      'utf-16be',
      'UTF-16',
      '許功蓋血液檢驗',
    ],
    ['ASCII alone', Buffer.from(document(DECLARED, 'ALT')), 'ascii', 'Big5', 'ALT'],
    [
      'HKSCS alone in Big5',
      Buffer.from(document(DECLARED, '@'.repeat(40)).replaceAll('@', '\x88\x40'), 'latin1'),
      'big5',
      'Big5',
      '㇀'.repeat(40),
    ],
    [
      'Shift_JIS',
      Buffer.from(document(says('Shift_JIS'), '@'.repeat(40)).replaceAll('@', '\x88\x40'), 'latin1'),
      'unclear',
      'Shift_JIS',
      expect.any(String),
    ],
    ['GBK that says so', iconv.encode(document(says('GBK'), '血液检验'), 'gbk'), 'unclear', 'GBK', expect.any(String)],
    [
      'Big5 with the one character that UTF-8 could be, too',
      iconv.encode(document(DECLARED, '雜'), 'cp950'),
      'big5',
      'Big5',
      '雜',
    ],
  ])('%s', async (_, bytes, encoding, declared, text) => {
    const read = await readAll(bytes);
    expect(read.facts).toMatchObject({ encoding, declared, declaration: declared !== undefined, bom: false });
    expect(read.facts.broken).toBeUndefined();
    expect(value(read)).toEqual(text);
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'])('a byte order mark of %s', async (encoding) => {
    const read = await readAll(iconv.encode(document(DECLARED), encoding, { addBOM: true }));
    expect(read.facts).toMatchObject({ encoding, declared: 'Big5', bom: true });
    expect(read.records[0]?.places['']).toMatchObject({ line: 3, column: 1 });
    expect(value(read)).toBe('許功蓋血液檢驗');
  });

  test('bytes above 0x7F that come late', async () => {
    const many = `<hdata><h1>1</h1><rdata><r1>1</r1></rdata></hdata>\n`.repeat(20_000);
    const text = document(DECLARED).replace('<patient>', `<patient>${many}`);
    for (const [encoding, name] of [
      ['cp950', 'big5'],
      ['utf-8', 'utf-8'],
    ] as const) {
      const { records, facts } = await readAll(iconv.encode(text, encoding));
      expect(facts.encoding).toBe(name);
      expect(records.at(-1)?.fields.h4).toBe('許功蓋血液檢驗');
    }
  });
});

describe('characters', () => {
  it.each<[string, Buffer, string, string[]]>([
    [
      'undecodable bytes',
      Buffer.concat([
        iconv.encode(`${DECLARED}<patient><hdata><h1>1</h1><h4>血`, 'cp950'),
        Buffer.from([0xa3, 0xff]),
        iconv.encode('液</h4><rdata><r1>1</r1></rdata></hdata></patient>', 'cp950'),
      ]),
      '血\ufffd液',
      ['undecodable A3FF h4 2:32'],
    ],
    [
      'cut in the middle of a double byte',
      Buffer.concat([
        iconv.encode(`${DECLARED}<patient><hdata><h1>1</h1>\n<h4>血`, 'cp950'),
        Buffer.from([0xb3]),
        Buffer.from('</h4><rdata><r1>1</r1></rdata></hdata></patient>'),
      ]),
      '血\ufffd',
      ['undecodable B3 h4 3:6'],
    ],
    [
      'HKSCS',
      Buffer.concat([
        iconv.encode(`${DECLARED}<patient><hdata><h1>1</h1><h4>血`, 'cp950'),
        Buffer.from([0xfa, 0x40]),
        iconv.encode('液</h4><rdata><r1>1</r1></rdata></hdata></patient>', 'cp950'),
      ]),
      '血𠕇液',
      ['beyond-big5 FA40 h4 2:32'],
    ],
    [
      'UTF-8 with what Big5 does not have',
      Buffer.from(document(says('UTF-8'), '血²\n😀＂')),
      '血²\n😀＂',
      ['not-in-big5 ² h4 2:23', 'not-in-big5 😀 h4 3:1', 'not-in-big5 ＂ h4 3:3'],
    ],
    [
      'references to what Big5 does not have',
      iconv.encode(document(DECLARED, '血&#178;&lt;&#x410;&#xe9;'), 'cp950'),
      '血²<Аé',
      ['not-in-big5 ² h4 3:23', 'not-in-big5 А h4 3:33', 'not-in-big5 é h4 3:40'],
    ],
    [
      'broken UTF-8',
      Buffer.from(document(says('UTF-8'), '血液XX').replace('XX', '\x00'), 'utf-8').map((byte) =>
        byte === 0 ? 0xe8 : byte,
      ) as Buffer,
      '血液\ufffd',
      ['undecodable E8 h4 2:24'],
    ],
  ])('%s', async (_, bytes, text, expected) => {
    for (const plain of [true, false]) {
      const read = await readAll(bytes, { plain });
      expect(value(read)).toBe(text);
      expect(faults(read)).toEqual(expected);
    }
  });

  test('outside of records they are told with the document', async () => {
    const { facts } = await readAll(
      Buffer.concat([Buffer.from(`${DECLARED}<!-- `), Buffer.from([0xff, 0x20]), Buffer.from('--><patient/>')]),
    );
    expect(facts.faults).toEqual([{ kind: 'undecodable', tag: '', sign: 'FF', xpath: '/', line: 2, column: 6 }]);
  });

  test('columns count code units, whatever bytes stand before', async () => {
    const text = '<patient><!-- 許𠕇 --><hdata><h4>血液</h4><h1/><rdata><r1>1</r1></rdata></hdata></patient>';
    for (const encoding of ['utf-8', 'utf-16le', 'big5-hkscs']) {
      const { records } = await readAll(iconv.encode(text, encoding));
      expect(records[0]?.places).toMatchObject({
        '': { column: text.indexOf('<hdata>') + 1 },
        h4: { column: text.indexOf('<h4>') + 1 },
      });
      expect(records[0]?.faults.find(({ kind }) => kind === 'missing')?.column).toBe(text.indexOf('<h1/>') + 1);
    }
  });
});
