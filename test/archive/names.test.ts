import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { decodeName, hostileName, repeatedNames, unicodePath } from '../../src/readers/archive/names.ts';

test.each([
  ['影像/IM0001', null],
  ['a..b/..c/...', null],
  ['./a', null],
  ['a:b', 'drive'],
  ['ab:c', null],
  ['../a', 'traversal'],
  ['a/..', 'traversal'],
  ['a\\..\\b', 'traversal'],
  ['..', 'traversal'],
  ['/etc/passwd', 'absolute'],
  ['\\windows', 'absolute'],
  ['\\\\server\\share\\a', 'absolute'],
  ['//server/share', 'absolute'],
  ['\\\\?\\C:\\a', 'absolute'],
  ['C:\\a', 'drive'],
  ['z:/a', 'drive'],
  ['C:a', 'drive'],
  ['a\0.txt', 'control'],
  ['a\nb', 'control'],
  ['a\x7f', 'control'],
  ['a\u0085', 'control'],
  ['', 'empty'],
] as const)('%j is %s', (name, hostility) => {
  expect(hostileName(name)).toBe(hostility);
});

test.each([
  [['a', 'b', 'a/b'], []],
  [
    ['a', 'b', 'a', 'a'],
    ['a', 'a'],
  ],
  [['IM1', 'im1', 'Im2'], ['im1']],
  [['影像/A', '影像\\a'], ['影像\\a']],
  [['caf\u00E9', 'cafe\u0301'], ['cafe\u0301']],
  [['Ａ', 'A', 'ａ'], ['ａ']],
  [[], []],
] as const)('of %j, %j come again', (paths, again) => {
  expect(repeatedNames(paths)).toEqual(again);
});

const BIG5 = Buffer.from([0xa4, 0xa4, 0xa4, 0xe5, 0x2f, 0xb3, 0x5c, 0x2e, 0x70, 0x64, 0x66]); // 中文/許.pdf; 許 ends in 0x5C

test.each([
  [Buffer.from('影像.pdf'), true, '影像.pdf'],
  [Buffer.from('影像.pdf'), false, '影像.pdf'],
  [BIG5, false, '中文/許.pdf'],
  [Buffer.from([0x80, 0x81, 0xff]), false, 'Çü\u00A0'],
  [Buffer.from([0x61, 0xff]), true, 'a\uFFFD'],
  [Buffer.from('\uFEFFa'), false, '\uFEFFa'],
  [Buffer.from('a\0b\\c'), false, 'a\0b\\c'],
  [Buffer.alloc(0), false, ''],
] as const)('the bytes %j, flag %s, are %j', (bytes, flag, name) => {
  expect(decodeName(bytes, flag)).toBe(name);
});

test('no bytes make it throw', () => {
  for (let a = 0; a < 256; a++) {
    for (let b = 0; b < 256; b++) expect(decodeName(Uint8Array.of(a, b), false).length).toBeGreaterThan(0);
  }
});

test('the Unicode Path field counts only for the very name it was made for', () => {
  const raw = Buffer.from('????.pdf');
  const data = Buffer.concat([Buffer.alloc(5), Buffer.from('影像.pdf')]);
  data.writeUInt8(1, 0);
  data.writeUInt32LE(crc32(raw), 1);
  expect(
    unicodePath(
      [
        { id: 1, data: Buffer.alloc(9) },
        { id: 0x7075, data },
      ],
      raw,
    ),
  ).toBe('影像.pdf');
  expect(unicodePath([{ id: 0x7075, data }], Buffer.from('other'))).toBeNull();
  expect(unicodePath([{ id: 0x7075, data: data.subarray(0, 4) }], raw)).toBeNull();
  expect(unicodePath([], raw)).toBeNull();
});
