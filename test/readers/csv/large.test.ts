import { expect, test } from 'vitest';
import { readCsv } from '../../../src/readers/csv/read-csv.ts';
import type { CsvOddity } from '../../../src/readers/csv/types.ts';
import { repeated } from '../../support/csv/source.ts';

const MIB = 1024 * 1024;
const SIZE = 300;

/** Goes through a source; tells its rows by oddity, and by how much memory grew at most. */
async function gone(
  first: string,
  then: string,
): Promise<{ counts: Partial<Record<CsvOddity | 'plain', number>>; grown: number }> {
  const piece = Buffer.from(then.repeat(Math.floor((256 * 1024) / then.length)), 'latin1');
  const before = process.memoryUsage.rss();
  let peak = before;
  const counts: Partial<Record<CsvOddity | 'plain', number>> = {};
  const reading = readCsv(repeated(Buffer.from(first, 'latin1'), piece, Math.floor((SIZE * MIB) / piece.length)));
  for await (const batch of reading.batches()) {
    peak = Math.max(peak, process.memoryUsage.rss());
    for (const { odd } of batch) {
      const kind = odd?.[0] ?? 'plain';
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
  }
  return { counts, grown: Math.max(peak, process.memoryUsage.rss()) - before };
}

test.each([
  ['one line', 'a,b', 'x,y', { 'too-long': 1 }],
  ['one quote without end', '"', 'abc', { 'too-long': 1 }],
  ['a quote that closes and opens for ever', '"', '""', { 'too-long': 1 }],
  ['NUL bytes', 'a,b\n', '\0', { plain: 1, 'too-long': 1 }],
  ['a quote that swallows all lines', '"a,b\n', `${'1'.repeat(500)},2\n`, { 'unclosed-quote': 1, plain: 625_200 }],
  ['quotes in every line that never fit', '', `a,"b,${'c'.repeat(1000)}\n`, { 'unclosed-quote': 312_520 }],
])('300 MiB of %s in bounded memory', async (_, first, then, rows) => {
  const { counts, grown } = await gone(first, then);
  expect(grown).toBeLessThan(150 * MIB);
  expect(counts).toEqual(rows);
});
