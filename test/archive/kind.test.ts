import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { archiveKind } from '../../src/readers/archive/kind.ts';
import { writeCab } from '../support/archives/cab.ts';
import { write7z } from '../support/archives/sevenzip.ts';
import { writeZip } from '../support/archives/zip.ts';

const file = { name: 'a.txt', bytes: Buffer.from('hello') };
const text = (content: string) => Buffer.from(content, 'latin1');

test.each([
  ['zip', writeZip([file])],
  ['zip', writeZip([])],
  ['zip', text('PK\x07\x08PK\x03\x04')],
  ['7z', write7z([file])],
  ['cab', writeCab([file])],
  ['rar', text('Rar!\x1a\x07\x01\x00')],
  ['gzip', gzipSync('x')],
  ['pdf', text('%PDF-1.7\n')],
  ['json', text('{"a":1}')],
  ['json', text('\xEF\xBB\xBF \r\n\t[1]')],
  ['empty', text('')],
  ['unknown', text('   ')],
  ['unknown', text('PK')],
  ['unknown', text('3501200000,{')],
  ['unknown', text('\xFF\xFE{\0')],
] as const)('%s', (kind, bytes) => {
  expect(archiveKind(bytes)).toBe(kind);
  expect(archiveKind(new Uint8Array(Buffer.concat([text('..'), bytes])).subarray(2))).toBe(kind);
});
