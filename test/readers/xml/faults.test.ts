import { describe, expect, it, test } from 'vitest';
import { type Read, readText } from '../../support/xml/read.ts';

/** What is found in a record of this inside, in short: kind, tag, then what else is told, then the end of the XPath and the place. */
async function found(inside: string, plain = true): Promise<string[]> {
  const { records, facts } = await readText(`<patient>\n<hdata>${inside}</hdata>\n</patient>`, { plain });
  expect(facts.broken).toBeUndefined();
  const own = (records[0]?.faults ?? []).filter(({ kind }) => kind !== 'not-in-big5');
  return own.map(({ kind, tag, field, found: has, most, xpath, line, column }) =>
    [kind, tag, field, has, most, xpath.replace('/patient/hdata[1]', '.'), `${line}:${column}`]
      .filter((x) => x !== undefined)
      .join(' '),
  );
}

const RDATA = '<rdata><r1>1</r1></rdata>';

describe('against the field table', () => {
  it.each<[string, string, string[]]>([
    ['nothing', `<h1>a</h1><h2>1</h2><h3>ab</h3><h4>x</h4>${RDATA}${RDATA}`, []],
    [
      'a tag that nobody knows, with all it holds',
      `<h1>a</h1><h9 a="b"><x><h2/></x>text</h9>${RDATA}`,
      ['unknown h9 ./h9 2:18'],
    ],
    [
      'a tag that goes elsewhere',
      `<h1>a</h1><r1>1</r1>${RDATA}<patient/><hdata><h1>2</h1></hdata>`,
      ['misplaced r1 r1 ./r1 2:18', 'misplaced patient patient ./patient 2:53', 'misplaced hdata hdata ./hdata 2:63'],
    ],
    [
      'other letters',
      '<H1>a</H1><RDATA><r1>1</r1><R4-1>b</R4-1></RDATA>',
      [
        'letter-case H1 h1 ./h1 2:8',
        'letter-case RDATA rdata ./rdata[1] 2:18',
        'letter-case R4-1 r4-1 ./rdata[1]/r4-1 2:35',
      ],
    ],
    [
      'a field behind a later one',
      `<h3>ab</h3><h1>a</h1><h2>1</h2><h4>x</h4>${RDATA}`,
      ['order h1 h1 ./h1 2:19', 'order h2 h2 ./h2 2:29'],
    ],
    ['a field behind the inner segments', `<h1>a</h1>${RDATA}<h2>1</h2>`, ['order h2 h2 ./h2 2:43']],
    [
      'the same field again',
      `<h1>a</h1><h1>b</h1><h2>1</h2><h1>c</h1>${RDATA}`,
      ['repeated h1 h1 ./h1[2] 2:18', 'repeated h1 h1 ./h1[3] 2:38'],
    ],
    [
      'a field without text',
      `<h1>a</h1><h2/><h3> \t\n</h3><h4>\u3000</h4>${RDATA}`,
      ['empty h2 h2 ./h2 2:18', 'empty h3 h3 ./h3 2:23', 'empty h4 h4 ./h4 3:6'],
    ],
    [
      'a field that has to be there',
      `<h2>1</h2><rdata></rdata>`,
      ['missing h1 h1 . 2:1', 'missing r1 r1 ./rdata[1] 2:18'],
    ],
    [
      'a field that has to be there, without text: told once, at its own place',
      `<h1></h1>${RDATA}`,
      ['missing h1 h1 ./h1 2:8'],
    ],
    ['no inner segment', '<h1>a</h1>', ['no-segment rdata rdata . 2:1']],
    ['too long, in characters', `<h1>血液檢</h1><h4>${'😀'.repeat(20)}</h4>${RDATA}`, []],
    [
      'too long by one',
      `<h1>血液檢驗</h1><h4>${'😀'.repeat(21)}</h4>${RDATA}`,
      ['length h1 h1 4 3 ./h1 2:8', 'length h4 h4 21 20 ./h4 2:21'],
    ],
    ['not the exact length', `<h1>a</h1><h3>a</h3>${RDATA}`, ['length h3 h3 1 2 ./h3 2:18']],
    [
      'no number',
      `<h1>a</h1><h2>1,2</h2><rdata><r1>.</r1></rdata><rdata><r1>１</r1></rdata>`,
      ['not-number h2 h2 ./h2 2:18', 'not-number r1 r1 ./rdata[1]/r1 2:37', 'not-number r1 r1 ./rdata[2]/r1 2:62'],
    ],
    ['a number with a blank', `<h1>a</h1><h2> 1</h2>${RDATA}`, ['not-number h2 h2 ./h2 2:18']],
    ['numbers', `<h1>a</h1><h2>1.5</h2><rdata><r1>.5</r1></rdata><rdata><r1>5.</r1></rdata>`, []],
    [
      'text beside the elements',
      `<h1>a</h1> \n x y<!-- --> z ${RDATA} &amp;`,
      ['text hdata hdata . 3:2', 'text hdata hdata . 3:42'],
    ],
    [
      'elements in a field',
      `<h1>a<b>c</b>d<h2>1</h2></h1>${RDATA}`,
      ['nested b h1 ./h1/b 2:13', 'nested h2 h1 ./h1/h2 2:22'],
    ],
    [
      'attributes',
      `<h1 a="1">a</h1><rdata b='2'><r1>1</r1></rdata>`,
      ['attributes h1 h1 ./h1 2:8', 'attributes rdata rdata ./rdata[1] 2:24'],
    ],
  ])('%s', async (_, inside, expected) => {
    expect(await found(inside)).toEqual(expected);
    expect(await found(inside, false)).toEqual(expected);
  });

  test('of one kind and tag 100 are kept, of one kind 1,000', async () => {
    const many = await found(`<h1>a</h1>${'<x/>'.repeat(200)}${RDATA}`);
    expect(many).toHaveLength(100);
    const kinds = Array.from({ length: 2000 }, (_, i) => `<x${i}/>`).join('');
    expect(await found(`<h1>a</h1>${kinds}${RDATA}`)).toHaveLength(1000);
  });
});

const values = ({ records }: Read): unknown[] =>
  records.map(({ fields, segments }) => [fields, segments.map((inner) => inner.fields)]);

describe('what is read', () => {
  it.each<[string, string, unknown]>([
    ['blanks are kept', `<h1> a </h1>${RDATA}`, [{ h1: ' a ' }, [{ r1: '1' }]]],
    ['the first of a repeated field', `<h1>a</h1><h1>b</h1>${RDATA}`, [{ h1: 'a' }, [{ r1: '1' }]]],
    ['the first with text', `<h1/><h1>b</h1>${RDATA}`, [{ h1: 'b' }, [{ r1: '1' }]]],
    ['other letters as the field that is meant', '<H1>a</H1><RData><R1>1</R1></RData>', [{ h1: 'a' }, [{ r1: '1' }]]],
    ['fields out of order', `<h3>ab</h3>${RDATA}<h1>a</h1>`, [{ h3: 'ab', h1: 'a' }, [{ r1: '1' }]]],
    ['line ends as LF', `<h1>a\r\nb\rc</h1>${RDATA}`, [{ h1: 'a\nb\nc' }, [{ r1: '1' }]]],
    ['references', `<h1>&lt;&#65;&#x42;&apos;</h1>${RDATA}`, [{ h1: "<AB'" }, [{ r1: '1' }]]],
    ['CDATA', `<h1>a<![CDATA[<b>&lt;]]]]><![CDATA[>]]></h1>${RDATA}`, [{ h1: 'a<b>&lt;]]>' }, [{ r1: '1' }]]],
    ['nothing of comments and instructions', `<h1>a<!-- b - -->c<?d e?></h1>${RDATA}`, [{ h1: 'ac' }, [{ r1: '1' }]]],
    [
      'nothing of misplaced and unknown elements',
      `<h1>a</h1><r1>2</r1><x><h2>1</h2></x>${RDATA}`,
      [{ h1: 'a' }, [{ r1: '1' }]],
    ],
  ])('%s', async (_, inside, expected) => {
    for (const plain of [true, false])
      expect(values(await readText(`<patient><hdata>${inside}</hdata></patient>`, { plain }))).toEqual([expected]);
  });

  test('a value is cut at 65,536, and told with its true length', async () => {
    const { records } = await readText(`<patient><hdata><h1>${'a'.repeat(65_535)}😀b</h1>${RDATA}</hdata></patient>`);
    expect(records[0]?.fields.h1).toBe('a'.repeat(65_535));
    expect(records[0]?.faults).toMatchObject([
      { kind: 'length', found: 65_537, most: 3 },
      { kind: 'not-in-big5', column: 65_556 },
    ]);
  });

  test('places of a segment and its fields; of what is not there, that of the segment', async () => {
    const { records } = await readText(
      `<patient>\r\n  <hdata>\n<h1>a</h1>${RDATA}\n ${RDATA}</hdata><hdata/></patient>`,
    );
    expect(records[0]?.places).toEqual({
      '': { xpath: '/patient/hdata[1]', line: 2, column: 3 },
      h1: { xpath: '/patient/hdata[1]/h1', line: 3, column: 1 },
    });
    expect(records[0]?.segments[1]?.places).toEqual({
      '': { xpath: '/patient/hdata[1]/rdata[2]', line: 4, column: 2 },
      r1: { xpath: '/patient/hdata[1]/rdata[2]/r1', line: 4, column: 9 },
    });
    expect(records[1]).toMatchObject({ index: 2, places: { '': { xpath: '/patient/hdata[2]', line: 4, column: 35 } } });
  });
});

describe('around the records', () => {
  const outside = async (text: string): Promise<[unknown, number, ...string[]]> => {
    const { facts, records } = await readText(text);
    expect(facts.broken).toBeUndefined();
    return [
      facts.root,
      records.length,
      ...facts.faults.map(({ kind, tag, xpath, column }) => `${kind} ${tag} ${xpath} ${column}`),
    ];
  };
  const RECORD = `<hdata><h1>a</h1>${RDATA}</hdata>`;
  it.each<[string, string, unknown[]]>([
    [
      'elements that are no records',
      `<patient><x>a</x>${RECORD}<h1/></patient>`,
      ['patient', 1, 'unknown x /patient/x 10', 'misplaced h1 /patient/h1 68'],
    ],
    ['text', `<patient> a${RECORD}b</patient>`, ['patient', 1, 'text patient /patient 11', 'text patient /patient 62']],
    [
      'attributes of the root',
      `<patient xmlns="urn:x">${RECORD}</patient>`,
      ['patient', 1, 'attributes patient /patient 1'],
    ],
    ['a root in other letters', `<PATIENT>${RECORD}</PATIENT>`, ['PATIENT', 1]],
    ['another root', `<html><body/>${RECORD}</html>`, ['html', 1, 'unknown body /patient/body 7']],
    ['an empty root', '<patient/>', ['patient', 0]],
    ['records in other letters', `<patient>${RECORD.replaceAll('hdata', 'HDATA')}</patient>`, ['patient', 1]],
  ])('%s', async (_, text, expected) => expect(await outside(text)).toEqual(expected));
});
