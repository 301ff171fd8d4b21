import iconv from 'iconv-lite';
import { describe, expect, it, test } from 'vitest';
import { big5Cut, decodeBig5, type OddBytes } from '../../../src/readers/big5/decode.ts';
import { beyondBig5, big5Table } from '../../../src/readers/big5/table.ts';

/** The text of bytes in hex, and what is odd as `place sign`. */
function read(hex: string): [string, ...string[]] {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  const odd: OddBytes[] = [];
  const text = decodeBig5(bytes, 0, bytes.length, odd);
  return [text, ...odd.map(({ kind, at, sign }) => `${kind} ${at} ${sign}`)];
}

describe('cp950', () => {
  it.each([
    ['ASCII', '3c 68 31 3e', '<h1>'],
    ['a trail byte that is a backslash', 'b35c a55c bb5c', '許功蓋'],
    [
      'trail bytes that are [ ] { | }',
      'a45b a45d a47b a47c a47d',
      iconv.decode(Buffer.from('a45ba45da47ba47ca47d', 'hex'), 'cp950'),
    ],
    ['the euro sign, which Big5 of 1984 does not have', 'a3e1', '€'],
    ['the seven characters of ETen at F9D6 to F9DC', 'f9d6 f9d7 f9d8 f9d9 f9da f9db f9dc', '碁銹裏墻恒粧嫺'],
    ['its line drawing up to F9FE', 'f9fe', '▓'],
    ['‧ at A145', 'a145', '‧'],
    ['two codes of one character', 'a2cc a451', '十十'],
  ])('%s', (_, hex, text) => expect(read(hex)).toEqual([text]));

  test('is, code by code, what iconv-lite has for cp950', () => {
    const { units, has } = big5Table();
    let count = 0;
    for (const [code, unit] of units.entries()) {
      if (unit === 0) continue;
      count++;
      expect(iconv.decode(Buffer.from([code >> 8, code & 0xff]), 'cp950')).toBe(String.fromCharCode(unit));
      expect(has[unit]).toBe(1);
    }
    expect(count).toBe(13_503);
    expect([has['²'.charCodeAt(0)], has['＂'.charCodeAt(0)], has['µ'.charCodeAt(0)], has['μ'.charCodeAt(0)]]).toEqual([
      0, 0, 0, 1,
    ]);
  });
});

describe('what cp950 gives no meaning', () => {
  it.each([
    ['① of the ETen extension', 'c6a1', ['①', 'beyond-big5 0 C6A1']],
    ['a character of HKSCS beyond the BMP', '41 fa40 42', ['A𠕇B', 'beyond-big5 1 FA40']],
    ['two code units for a base and its sign', '8862', ['\u00ca\u0304', 'beyond-big5 0 8862']],
    ['a user-defined one that HKSCS does not have either', '8140', ['\ueeb8', 'beyond-big5 0 8140']],
    ['a hole', 'a3fe 41', ['\ufffdA', 'undecodable 0 A3FE']],
    ['a lead byte with an impossible second one', 'a3ff 41', ['\ufffdA', 'undecodable 0 A3FF']],
    ['bytes that lead nothing', '80 ff', ['\ufffd\ufffd', 'undecodable 0 80', 'undecodable 1 FF']],
    ['a lead byte before a tag: the tag stays', 'b3 3c 2f 68', ['\ufffd</h', 'undecodable 0 B3']],
    ['a lead byte before a digit: the digit stays', 'b3 31', ['\ufffd1', 'undecodable 0 B3']],
    ['a lead byte at the end', '41 b3', ['A\ufffd', 'undecodable 1 B3']],
  ])('%s', (_, hex, expected) => expect(read(hex)).toEqual(expected));

  it.each([
    [0x8140, 0xeeb8],
    [0x86fe, 0xf265],
    [0xc8ff, undefined],
    [0xa3fe, undefined],
  ])('%i: a place in the private use area, as Windows has it', (code, point) =>
    expect(beyondBig5(code)?.codePointAt(0)).toBe(point),
  );
});

test('a cut never goes through a double byte, and gives the same text in two parts', () => {
  const bytes = iconv.encode('A許功蓋<h1>血液</h1>b', 'cp950');
  for (let to = 0; to <= bytes.length; to++) {
    const cut = big5Cut(bytes, 0, to);
    expect(to - cut).toBeLessThan(2);
    expect(decodeBig5(bytes, 0, cut, []) + decodeBig5(bytes, cut, bytes.length, [])).toBe('A許功蓋<h1>血液</h1>b');
  }
});
