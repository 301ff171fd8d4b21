import { describe, expect, test } from 'vitest';
import { H_TAGS, R_TAGS } from '../../src/channels/lab-result/tags.ts';
import { type XsdJudge, xsdJudge } from '../../src/readers/xsd/xsd-judge.ts';
import { ownLibrary } from '../../src/rules.ts';
import { xsdOf } from '../generate/xsd.ts';
import { dailyXsd } from '../support/xsd/daily.ts';
import { bytesOf, type Element, treeOf } from '../support/xsd/tree.ts';

const library = await ownLibrary();
const judge: XsdJudge = await xsdJudge(dailyXsd());
const text = Buffer.from(dailyXsd()).toString();

/** What the schema says of the usual hdata of lab with these changes. */
function problems(fields: Readonly<Record<string, string>>, inRdata = false): string[] {
  const root = treeOf(['lab']);
  const hdata = (root.content as Element[])[0] as Element;
  const rdata = (hdata.content as Element[]).at(-1) as Element;
  const segment = (inRdata ? rdata : hdata).content as Element[];
  const tags: readonly string[] = inRdata ? R_TAGS : H_TAGS;
  for (const [tag, content] of Object.entries(fields)) {
    const at = segment.findIndex((child) => tags.indexOf(child.tag) >= tags.indexOf(tag) || child.tag === 'rdata');
    const made = { tag, attributes: '', content, after: '' };
    segment.splice(at < 0 ? segment.length : at, segment[at]?.tag === tag ? 1 : 0, made);
  }
  return judge.errors(bytesOf(root)).map(({ tag, problem }) => `${tag} ${problem}`);
}

describe('daily.xsd', () => {
  test('is what the field table and the code tables make', () => {
    expect(text).toBe(xsdOf(library, 'lab-result'));
  });

  test('has all tags of 表一 in their order, and says of each what it is', () => {
    const tags = [...text.matchAll(/<xs:element name="([^"]+)"/g)].map(([, tag]) => tag);
    expect(tags).toEqual(['patient', 'hdata', ...H_TAGS, 'rdata', ...R_TAGS]);
    for (const { fields } of Object.values(library.formats.get('lab-result')?.segments ?? {}))
      for (const [tag, { name }] of Object.entries(fields)) expect(text).toContain(`>${tag} ${name.zh}。`);
  });

  test('says that NHI did not write it', () => {
    expect(text).toContain('不是健保署發布的 XSD');
  });

  test.each(['lab', 'image', 'pathology', 'joint'] as const)('takes the usual hdata: %s', (kind) => {
    expect(judge.errors(bytesOf(treeOf([kind, kind])))).toEqual([]);
  });

  test.each([
    ['h20', ['11505110900', '1150511090000', '11505110000', '-050511083000', '-0505110830', '1150511235959'], true],
    [
      'h20',
      ['1150511', '115051109000', '1151311090000', '1150532090000', '1150511240000', '1150511096000', ' '],
      false,
    ],
    ['h20', ['0000511090000', '-000511090000', '１150511090000', '1150511090000 '], false],
    ['h5', ['1150511083000'], true],
    ['h5', ['11505110830', '1150511'], false],
    ['h4', ['11505', '00101'], true],
    ['h4', ['-0505', '11513', '00005', '1150511'], false],
    ['h12', ['1150511'], true],
    ['h12', ['-050511'], false],
    ['h10', ['0010101', '-050101', '9991231'], true],
    ['h10', ['0000101', '-000101', '600101'], false],
    ['h2', ['3501200000'], true],
    ['h2', ['350120000', '35012000000', '          '], false],
    ['h27', ['350102A009', ''], true],
    ['h27', ['350102a009', '350102'], false],
    ['h7', ['0012', 'IC02', 'Z000'], true],
    ['h7', ['012', '00012', ''], false],
    ['h9', ['A123456789', 'a12345678 '], true],
    ['h9', ['A12345678', '\u3000'], false],
    ['h24', ['A', 'z', ''], true],
    ['h24', ['1', 'AB'], false],
    ['h25', ['H', 'NJ', 'N J', ''], true],
    ['h25', ['h', 'Ｈ', 'Z'], false],
    ['h8', ['1', '2', ''], true],
    ['h8', ['0', '3', '1 '], false],
    ['h22', ['血'.repeat(200), '𠀀'.repeat(200), '', ' \t\r\n', '\u3000', '＜＞'], true],
    ['h22', ['血'.repeat(201), '𠀀'.repeat(201), 'a&lt;b', 'a&amp;b', "it's", '<![CDATA[a>b]]>'], false],
  ] as const)('%s %j: %s', (tag, values, isTaken) => {
    for (const value of values)
      expect([value, problems({ [tag]: value })]).toEqual([
        value,
        isTaken ? [] : expect.arrayContaining([expect.stringContaining(`${tag} `)]),
      ]);
  });

  test.each([
    ['r1', ['1', '101', '000001', '1.', '1.0'], true],
    ['r1', ['0', '1.5', '', '-1', '1234567'], false],
    ['r12', ['0', '1', ''], true],
    ['r4-1', ['0', '1', 'U', 'X'], true],
    ['r4-1', ['u', '2'], false],
    ['r4', ['x'.repeat(4000)], true],
    ['r4', ['x'.repeat(4001), '&gt;1'], false],
  ] as const)('%s %j: %s', (tag, values, isTaken) => {
    for (const value of values)
      expect([value, problems({ [tag]: value }, true).length === 0]).toEqual([value, isTaken]);
  });
});
