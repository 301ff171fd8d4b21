import { describe, expect, it } from 'vitest';
import { decodeUtf8, lineColumn } from '../../src/readers/fhir/text.ts';

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? utf8(part) : Uint8Array.from(part))));

const BOM = [0xef, 0xbb, 0xbf];
/** 王 in Big5; both bytes are wrong in UTF-8. */
const BIG5 = [0xa4, 0xfd];

it('reads UTF-8', () => {
  expect(decodeUtf8(utf8('{"a":"王😀"}'))).toEqual({ text: '{"a":"王😀"}', bom: false, problem: null });
  expect(decodeUtf8(utf8(''))).toEqual({ text: '', bom: false, problem: null });
  expect(decodeUtf8(utf8('7'))).toEqual({ text: '7', bom: false, problem: null });
});

it('takes the byte order mark off, and tells it', () => {
  expect(decodeUtf8(bytes(BOM, '{}'))).toEqual({ text: '{}', bom: true, problem: null });
  expect(decodeUtf8(bytes(BOM))).toEqual({ text: '', bom: true, problem: null });
});

describe('UTF-16', () => {
  const text = '{"a": "王"}';
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  const problem = { kind: 'utf-16', line: 1, column: 1 };
  it.each([
    ['little-endian', Buffer.concat([Uint8Array.from([0xff, 0xfe]), little]), true],
    ['big-endian', Buffer.concat([Uint8Array.from([0xfe, 0xff]), big]), true],
    ['little-endian without a mark', little, false],
    ['big-endian without a mark', big, false],
  ])('%s', (_, given, bom) => {
    expect(decodeUtf8(given)).toMatchObject({ bom, problem });
  });
});

describe('wrong bytes: the first of them', () => {
  it.each<[string, Uint8Array, number, number]>([
    ['Big5', bytes('{"a": "', BIG5, '"}'), 1, 8],
    ['Big5 on another line', bytes('{\n  "a":\n    "x', BIG5, '"\n}'), 3, 7],
    ['Big5 after CRLF', bytes('{\r\n"a":"', BIG5, '"}'), 2, 6],
    ['at the very beginning', bytes(BIG5, '{}'), 1, 1],
    ['at the very end', bytes('{}\n', [0xe7, 0x8e]), 2, 1],
    ['after a byte order mark', bytes(BOM, '{"a":"', BIG5, '"}'), 1, 7],
    ['after Chinese and signs of two code units', bytes('"王😀', BIG5, '"'), 1, 5],
    ['after a real U+FFFD', bytes('"\ufffd\ufffd\n\ufffd', BIG5, '"'), 2, 2],
    ['before a real U+FFFD', bytes('"', BIG5, '\ufffd"'), 1, 2],
    ['right after a real U+FFFD and before another', bytes('\ufffd', [0xff], '\ufffd', [0xff]), 1, 2],
    ['after a byte order mark and a real U+FFFD', bytes(BOM, '"\ufffd', BIG5, '"'), 1, 3],
    ['a surrogate in UTF-8', bytes('["', [0xed, 0xa0, 0x80], '"]'), 1, 3],
    ['an overlong form', bytes('["', [0xc0, 0xaf], '"]'), 1, 3],
    ['beyond Unicode', bytes('["', [0xf5, 0x80, 0x80, 0x80], '"]'), 1, 3],
  ])('%s', (_, given, line, column) => {
    expect(decodeUtf8(given).problem).toEqual({ kind: 'not-utf-8', line, column });
  });
});

it('takes a real U+FFFD for what it is', () => {
  expect(decodeUtf8(utf8('"\ufffd"'))).toEqual({ text: '"\ufffd"', bom: false, problem: null });
});

it.each([
  [0, 1, 1],
  [1, 1, 2],
  [2, 2, 1],
  [3, 2, 2],
  [4, 3, 1],
  [5, 4, 1],
])('offset %i is line %i, column %i', (offset, line, column) => {
  expect(lineColumn('a\nb\n\nc', offset)).toEqual({ line, column });
});
