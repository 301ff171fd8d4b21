import type { Source } from '../../intake/source.ts';
import { encodingOf, HEAD } from '../../readers/csv/encoding.ts';
import { readCsv } from '../../readers/csv/read-csv.ts';
import { asciiOf, withoutFirst, withWholeLineEnds } from './bytes.ts';
import { type Gone, goneBy } from './gone.ts';
import { type Repairs, repairedRow } from './repairs.ts';
import { type Splice, spliced } from './splice.ts';

const NOTHING = new Uint8Array(0);

/** What changes where, batch by batch. */
export async function* splicesOf(csv: Source, want: Repairs, gone: Gone): AsyncGenerator<Splice[]> {
  const noBlanks = want.fixes.has('csv-blank-lines');
  const { mark } = encodingOf(await csv.read(0, HEAD));
  let end: number | undefined; // of the row before
  let isGone = false;
  let number = -1;
  const between = (start: number, until: number): Splice[] => {
    if (start >= until) return [];
    if (isGone) return [{ start, end: until, become: noBlanks ? NOTHING : 'nothing-but-after-line-end' }];
    return noBlanks && until - start > 1 ? [{ start, end: until, become: 'its-line-end' }] : [];
  };
  for await (const batch of readCsv(csv).batches()) {
    const splices: Splice[] = [];
    for (const row of batch) {
      const { offset, length } = row;
      if (end !== undefined) splices.push(...between(end, offset));
      else if (noBlanks && offset > mark) splices.push({ start: mark, end: offset, become: NOTHING });
      end = offset + length;
      number++;
      isGone = gone(row, number) || goneBy(row, number, want.fixes) !== undefined;
      if (isGone) {
        if (length > 0) splices.push({ start: offset, end, become: NOTHING });
        continue;
      }
      const after = repairedRow(row, number === 0, want);
      if (after) splices.push({ start: offset, end, become: Buffer.from(after.text, 'latin1') });
    }
    yield splices;
  }
  if (end !== undefined) yield between(end, Number.POSITIVE_INFINITY);
}

async function* nothingElse(bytes: AsyncIterable<Uint8Array | null>): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    if (piece === null) throw new Error('planned where it is not ASCII');
    yield piece;
  }
}

/**
 * The bytes of a CSV as they shall be, holding no more than pieces of them. What no repair changes stays byte for byte.
 * @param bytes of the CSV; `csv` gives the same
 * @param gone further rows that go
 */
export async function* rewritten(
  bytes: AsyncIterable<Uint8Array>,
  csv: Source,
  want: Repairs,
  gone: Gone = () => false,
): AsyncGenerator<Uint8Array> {
  const { fixes } = want;
  const { encoding, mark } = encodingOf(await csv.read(0, HEAD));
  if (fixes.has('csv-utf16')) {
    if (encoding === 'ascii-compatible') throw new Error('planned where it is no UTF-16');
    return yield* nothingElse(asciiOf(bytes, encoding)); // what else there is comes next
  }
  const rows = spliced(bytes, splicesOf(csv, want, gone));
  const bare = fixes.has('csv-bom') ? withoutFirst(rows, mark) : rows;
  yield* fixes.has('csv-line-ends') ? withWholeLineEnds(bare) : bare;
}
