import { describe, expect, test } from 'vitest';
import { type Splice, spliced } from '../../../src/fix/csv/splice.ts';
import { allOf, seeded } from '../../support/archives/scratch.ts';

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size), 'latin1');
}

async function* inBatches(splices: readonly Splice[], size: number): AsyncGenerator<readonly Splice[]> {
  for (let at = 0; at < splices.length; at += size) yield splices.slice(at, at + size);
  yield [];
}

const result = async (text: string, splices: readonly Splice[], piece: number, batch = 1): Promise<string> =>
  (await allOf(spliced(inPieces(text, piece), inBatches(splices, batch)))).toString('latin1');

describe('ranges of a file that change', () => {
  test.each<[string, string, Splice[], string]>([
    ['nothing', 'abc', [], 'abc'],
    ['other bytes', 'abcdef', [{ start: 1, end: 3, become: Buffer.from('XYZ') }], 'aXYZdef'],
    ['no bytes, at the end', 'abc', [{ start: 1, end: 9, become: Buffer.alloc(0) }], 'a'],
    [
      'beside each other',
      'abcd',
      [
        { start: 0, end: 1, become: Buffer.from('1') },
        { start: 1, end: 2, become: Buffer.from('2') },
      ],
      '12cd',
    ],
    ['a line end that stays', 'a\r\n\r\n \nb', [{ start: 1, end: 7, become: 'its-line-end' }], 'a\r\nb'],
    ['a line end of one byte', 'a\n\nb', [{ start: 1, end: 3, become: 'its-line-end' }], 'a\nb'],
    ['CR alone', 'a\r\rb', [{ start: 1, end: 3, become: 'its-line-end' }], 'a\rb'],
    ['a line end that goes', 'a\r\n\r\nb', [{ start: 1, end: 5, become: 'nothing-but-after-line-end' }], 'a\r\nb'],
    ['no line end at all', 'ab', [{ start: 1, end: Number.POSITIVE_INFINITY, become: 'its-line-end' }], 'a'],
  ])('%s', async (_, text, splices, wanted) => {
    for (let piece = 1; piece <= text.length; piece++) expect(await result(text, splices, piece)).toBe(wanted);
  });

  test('are the same as slices, wherever pieces and batches end', async () => {
    const random = seeded(7);
    for (let round = 0; round < 200; round++) {
      const text = Array.from({ length: random(60) + 1 }, () => 'abc\r\n'[random(5)]).join('');
      const splices: Splice[] = [];
      let wanted = '';
      let at = 0;
      while (at < text.length) {
        const start = at + random(8);
        const end = Math.min(start + random(6) + 1, text.length);
        if (start >= end) break;
        const become = 'x'.repeat(random(4));
        splices.push({ start, end, become: Buffer.from(become) });
        wanted += text.slice(at, start) + become;
        at = end;
      }
      wanted += text.slice(at);
      expect(await result(text, splices, random(9) + 1, random(3) + 1)).toBe(wanted);
    }
  });
});
