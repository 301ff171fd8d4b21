import iconv from 'iconv-lite';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TextEncoding } from '../../../src/fix/xml/full-width.ts';
import type { XmlChange, XmlFix } from '../../../src/fix/xml/repairs.ts';
import { rewrittenXml, type XmlRewriting, type XmlWalk } from '../../../src/fix/xml/rewrite.ts';
import type { XmlFormat } from '../../../src/readers/xml/format.ts';
import { ownLibrary } from '../../../src/rules.ts';
import { allOf, seeded } from '../../support/archives/scratch.ts';

let format: XmlFormat;
beforeAll(async () => {
  const found = (await ownLibrary()).formats.get('lab-result');
  if (!found) throw new Error('no format');
  format = found;
});

const RECORDS: readonly XmlFix[] = [
  'xml-letter-case',
  'xml-drop-empty',
  'xml-tag-order',
  'xml-full-width',
  'xml-pad-date',
];
const want = (fixes: readonly XmlFix[], more: Partial<XmlRewriting> = {}): XmlRewriting => ({
  fixes: new Set(fixes),
  format,
  encoding: 'big5',
  from: 'big5',
  lastYear: 116,
  isCoded: (order, _, tag) => order === '09006C' && tag === 'r4',
  ...more,
});

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** What becomes of bytes, whatever the pieces they come in. */
async function bytesOf(bytes: Uint8Array, how: XmlRewriting, walk: XmlWalk = {}): Promise<Buffer> {
  const whole = await allOf(rewrittenXml(inPieces(bytes, 1 << 20), how, walk));
  for (const size of [1, 7]) {
    const again = await allOf(rewrittenXml(inPieces(bytes, size), how));
    if (!walk.gone) expect(again.equals(whole), `pieces of ${size}`).toBe(true);
  }
  return whole;
}

const ENCODED: Record<TextEncoding, string> = { big5: 'cp950', 'utf-8': 'utf-8' };

/** What becomes of a text in an encoding. */
async function rewrite(text: string, fixes: readonly XmlFix[], encoding: TextEncoding = 'big5'): Promise<string> {
  const bytes = await bytesOf(iconv.encode(text, ENCODED[encoding]), want(fixes, { encoding, from: encoding }));
  return iconv.decode(bytes, ENCODED[encoding]);
}

const hdata = (inner: string, rdata = '<r1>1</r1>'): string =>
  `<patient>\r\n <hdata>${inner}<rdata>${rdata}</rdata></hdata>\r\n</patient>\r\n`;

describe('records after their repair', () => {
  test.each<[string, XmlFix, string, string]>([
    [
      'an empty field, with the line that it stood on',
      'xml-drop-empty',
      hdata('\r\n  <h8/>\r\n  <h9>x</h9>'),
      hdata('\r\n  <h9>x</h9>'),
    ],
    [
      'blanks alone',
      'xml-drop-empty',
      hdata('<h17> \t</h17><h18></h18>', '<r1>1</r1> <r3 />'),
      hdata('', '<r1>1</r1>'),
    ],
    ['a comment before it stays', 'xml-drop-empty', hdata('<!--a--><h8/> <h9>x</h9>'), hdata('<!--a--> <h9>x</h9>')],
    ['the last one', 'xml-drop-empty', hdata('', '<r1>1</r1><!--b--><r2/>\n'), hdata('', '<r1>1</r1><!--b-->\n')],
    [
      'other letters',
      'xml-letter-case',
      hdata('<H1>1</H1><h2 >x</h2 >', '<R4-1\n>1</R4-1 >'),
      hdata('<h1>1</h1><h2 >x</h2 >', '<r4-1\n>1</r4-1 >'),
    ],
    [
      'other letters of all',
      'xml-letter-case',
      '<Patient><HDATA><H8/><RDATA></RDATA></HDATA></Patient>',
      '<patient><hdata><h8/><rdata></rdata></hdata></patient>',
    ],
    [
      'the order of their numbers; the lines stay where they were',
      'xml-tag-order',
      hdata('\r\n  <h10>a</h10>\r\n  <h9>b</h9>\r\n  <h2>c</h2>', '<r6-2>b</r6-2>\n<r6-1>a</r6-1>'),
      hdata('\r\n  <h2>c</h2>\r\n  <h9>b</h9>\r\n  <h10>a</h10>', '<r6-1>a</r6-1>\n<r6-2>b</r6-2>'),
    ],
    [
      'rdata behind the fields',
      'xml-tag-order',
      '<patient><hdata><rdata>1</rdata><h1>1</h1><rdata>2</rdata></hdata></patient>',
      '<patient><hdata><h1>1</h1><rdata>1</rdata><rdata>2</rdata></hdata></patient>',
    ],
    [
      'a comment goes with its field',
      'xml-tag-order',
      hdata('<!--b--><h2>b</h2><!--a--><h1>a</h1>'),
      hdata('<!--a--><h1>a</h1><!--b--><h2>b</h2>'),
    ],
    [
      'zeros of dates',
      'xml-pad-date',
      hdata('<h4>9912</h4><h10>600101</h10><h20>9905121030</h20>'),
      hdata('<h4>09912</h4><h10>0600101</h10><h20>09905121030</h20>'),
    ],
    [
      'the five signs, however they are written',
      'xml-full-width',
      hdata(
        '<h22>a&amp;b</h22>',
        '<r2>it\'s</r2><r4>&lt;5</r4><r7>a > b &#60;&#x3C; <![CDATA[<許>]]> &quot;功"蓋</r7><r11>&apos;</r11>',
      ),
      hdata('<h22>a＆b</h22>', '<r2>it’s</r2><r4>＜5</r4><r7>a ＞ b ＜＜ <![CDATA[＜許＞]]> ”功”蓋</r7><r11>’</r11>'),
    ],
  ])('%s', async (_, fix, before, after) => {
    for (const encoding of ['big5', 'utf-8'] as const) {
      expect(await rewrite(before, [fix], encoding)).toBe(after);
      expect(await rewrite(after, [fix], encoding), 'nothing twice').toBe(after);
    }
  });

  test.each<[string, string]>([
    ['an unknown tag among those out of order', hdata('<h2>b</h2><x>?</x><h1>a</h1>')],
    ['text among those out of order', hdata('<h2>b</h2>stray<h1>a</h1>')],
    ['an empty field that stands there twice', hdata('<h8/><h8>1</h8>')],
    ['the same field in other letters', hdata('<h9>a</h9><H9>b</H9>')],
    ['a field of the other segment, and unknown tags', hdata('<R1>1</R1><X/><H99>1</H99>')],
    ['an unknown tag without text', hdata('<x/>')],
    ['a field with elements', hdata('<h22><b>&amp;</b></h22>')],
    ['what was escaped twice', hdata('', '<r7>a &amp;lt; b</r7><r11><![CDATA[&lt;]]></r11>')],
    [
      'signs elsewhere: comments, ids, doses',
      hdata('<h9>a&amp;b</h9><!-- < & -->', "<r7>x<!-- '<>' --></r7><r13>&lt;5</r13>"),
    ],
    ['implants and approaches of joints', hdata('<h1>4</h1>', "<r1>4</r1><r3>L'1</r3><r4>+H&amp;;(01)&lt;</r4>")],
    ['a result that has to be a number', hdata('<h1>1</h1><h15>09006C</h15>', '<r1>101</r1><r4>&lt;5</r4>')],
    [
      'a text that would be too long by four bytes a sign',
      hdata('', `<r2>${'a'.repeat(97)}&lt;</r2><r5>${'a'.repeat(49)}'</r5>`),
    ],
    ['dates of two readings, or of none', hdata('<h10>110101</h10><h11>1150230</h11><h16>115051210150</h16>')],
    ['dates that are more than digits', hdata('<h10> 600101</h10><h11>&#54;00101</h11><h14>600101<!----></h14>')],
  ])('left as it is: %s', async (_, before) => {
    expect(await rewrite(before, RECORDS)).toBe(before);
    expect(await rewrite(before, RECORDS, 'utf-8')).toBe(before);
  });

  test('what is left alone is told', async () => {
    const left: string[] = [];
    const on = { changed: () => {}, left: (fix: XmlFix, tag: string): void => void left.push(`${fix} ${tag}`) };
    const text = hdata('<h8/><h8>1</h8><h10>110101</h10><h2>x</h2><y/>', '<r1>1</r1><r7>&amp;lt;</r7>');
    for await (const _ of rewrittenXml(inPieces(Buffer.from(text), 100), want(RECORDS), { on }));
    expect(left).toEqual(['xml-drop-empty h8', 'xml-tag-order hdata', 'xml-pad-date h10', 'xml-full-width r7']);
  });

  test('changes are told by their places, with what a date was', async () => {
    const told: XmlChange[] = [];
    const on = { changed: (change: XmlChange): void => void told.push(change), left: () => {} };
    const one = '<hdata><h10>600101</h10><rdata><r1>1</r1></rdata><rdata><r7>"a"</r7></rdata></hdata>';
    const text = `<patient><hdata/>${one}</patient>`;
    for await (const _ of rewrittenXml(inPieces(Buffer.from(text), 100), want(RECORDS), { on }));
    expect(told).toEqual([
      { fix: 'xml-pad-date', tag: 'h10', xpath: '/patient/hdata[2]/h10', from: '600101', to: '0600101' },
      { fix: 'xml-full-width', tag: 'r7', xpath: '/patient/hdata[2]/rdata[2]/r7', quotes: 2 },
    ]);
  });
});

describe('all else', () => {
  const odd = [
    '<?xml version="1.0" encoding="Big5"?>\n<!-- <hdata> -->\n<?pi ?>?>'.replace('?>?>', '?>'),
    '<patient a="1>2" b=\'</patient>\'>\n',
    '<x><hdata><h8/></hdata></x><!-- -- > ]]> -->\t',
    '<hdata c="/>"><h9>許功蓋\\|</h9><h22><![CDATA[ ]] > <h8/> ]]]]></h22><!--<h8/>--><y><z/>t</y>\r',
    '<rdata><r7>許]&gt;</r7></rdata></hdata>\n\n</patient >\n<!-- end -->',
  ].join('');

  test.each(['big5', 'utf-8'] as const)('stays byte for byte, in %s', async (encoding) => {
    expect(await rewrite(odd, ['xml-drop-empty', 'xml-tag-order', 'xml-pad-date', 'xml-letter-case'], encoding)).toBe(
      odd,
    );
  });

  test('bytes that are no text stay, too', async () => {
    const bytes = Buffer.concat([
      Buffer.from('<patient><hdata><h22>'),
      Buffer.of(0xa3, 0xff, 0x80, 0xa4),
      Buffer.from('</h22></hdata></patient>'),
    ]);
    expect(await bytesOf(bytes, want(RECORDS))).toEqual(bytes);
  });

  test('the end of CDATA is not taken from the second byte of a sign', async () => {
    const sign = iconv.decode(Buffer.of(0xa5, 0x5d), 'cp950');
    const text = hdata(`<h22><![CDATA[${sign}]>x]]></h22><h8/>`);
    expect(await rewrite(text, ['xml-drop-empty'])).toBe(text.replace('<h8/>', ''));
  });

  test('random documents stay byte for byte, and are the same in whatever pieces', async () => {
    const parts = [
      '<h1>1</h1>',
      '<h8/>',
      '許功蓋',
      '<!--]]>-->',
      '<![CDATA[<a>]]]]>',
      '\r\n',
      '<x y=">"/>',
      '<?p q?>',
      '&amp;',
      '<r1> </r1>',
    ];
    for (let seed = 1; seed <= 40; seed++) {
      const random = seeded(seed);
      const some = (): string => Array.from({ length: random(8) }, () => parts[random(parts.length)]).join('');
      const one = (): string =>
        `<hdata>${some()}<rdata>${some()}</rdata>${some()}</hdata>${some().replaceAll('&amp;', '')}`;
      const text = `<patient>${Array.from({ length: random(5) }, one).join('')}</patient>`;
      expect(await rewrite(text, [])).toBe(text);
    }
  });

  test('records that go take the blanks before them along', async () => {
    const text = '<patient>\n  <hdata>1</hdata>\n  <hdata>2</hdata>\n  <x/>\n  <hdata>3</hdata>\n</patient>\n';
    const left = await bytesOf(Buffer.from(text), want([]), { gone: (number) => number !== 1 });
    expect(left.toString()).toBe('<patient>\n  <hdata>2</hdata>\n  <x/>\n</patient>\n');
  });
});

describe('Big5', () => {
  const text = '<patient><hdata><h22>血液十卅＆許</h22></hdata></patient>\r\n';
  const right = iconv.encode(`<?xml version="1.0" encoding="Big5"?>\r\n${text}`, 'cp950');
  // of two codes for 十 and 卅 the one that text has, not that of the table signs
  for (const [sign, code] of [
    ['十', 'a451'],
    ['卅', 'a4ca'],
  ] as const)
    Buffer.from(code, 'hex').copy(right, right.indexOf(iconv.encode(sign, 'cp950')));
  const inBig5 = (bytes: Uint8Array, from: XmlRewriting['from']) => bytesOf(bytes, want(['xml-big5'], { from }));
  const declared = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>\r\n${text}`;

  test.each<[string, XmlRewriting['from'], Uint8Array]>([
    ['UTF-8', 'utf-8', Buffer.from(declared('UTF-8'))],
    ['UTF-8 that says Big5, with a mark', 'utf-8', Buffer.from(`\ufeff${declared('Big5')}`)],
    ['UTF-8 that says nothing', 'utf-8', Buffer.from(text)],
    ['UTF-8 without an encoding in its declaration', 'utf-8', Buffer.from(declared('x').replace(' encoding="x"', ''))],
    ['UTF-16', 'utf-16le', Buffer.from(`\ufeff${declared('UTF-16')}`, 'utf16le')],
    ['UTF-16, high bytes first', 'utf-16be', Buffer.from(`\ufeff${declared('UTF-16')}`, 'utf16le').swap16()],
    ['Big5 that says UTF-8', 'big5', Buffer.from(right.toString('latin1').replace('Big5', 'utf-8'), 'latin1')],
    ['Big5 that is right', 'big5', right],
  ])('is made of %s', async (_, from, bytes) => {
    expect((await inBig5(bytes, from)).toString('latin1')).toBe(right.toString('latin1'));
  });

  test('keeps what else the declaration says', async () => {
    const given = "<?xml version='1.0'\n encoding = 'UTF-8' standalone=\"yes\" ?><patient/>";
    const made = await inBig5(Buffer.from(given), 'ascii');
    expect(made.toString()).toBe(given.replace("'UTF-8'", '"Big5"'));
  });
});
