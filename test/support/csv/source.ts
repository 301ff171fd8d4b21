import type { Source } from '../../../src/intake/source.ts';
import { readCsv } from '../../../src/readers/csv/read-csv.ts';
import type { CsvFacts, CsvRow } from '../../../src/readers/csv/types.ts';

/** A source that gives its bytes in just these pieces. */
export function inPieces(pieces: readonly Uint8Array[]): Source {
  const whole = Buffer.concat(pieces);
  return {
    path: 'a.csv',
    size: whole.length,
    async *open() {
      yield* pieces;
    },
    read: async (start, end) => whole.subarray(start, end),
  };
}

/** A source of a first piece and so many of another: as large as wanted, with hardly any memory. */
export function repeated(first: Uint8Array, then: Uint8Array, times: number): Source {
  return {
    path: 'large.csv',
    size: first.length + then.length * times,
    async *open() {
      yield first;
      for (let i = 0; i < times; i++) yield then;
    },
    read: async (start, end) => first.subarray(start, end),
  };
}

/** All rows and the facts of a CSV. @param csv of a string each character is one byte */
export async function rowsOf(csv: string | Source, piece?: number): Promise<{ rows: CsvRow[]; facts: CsvFacts }> {
  const source = typeof csv === 'string' ? inPieces([Buffer.from(csv, 'latin1')]) : csv;
  const reading = readCsv(source, piece);
  const rows: CsvRow[] = [];
  for await (const batch of reading.batches()) rows.push(...batch);
  return { rows, facts: reading.facts() };
}
