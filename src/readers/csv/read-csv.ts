import type { Source } from '../../intake/source.ts';
import { decoder, encodingOf, HEAD, isWorkbook } from './encoding.ts';
import { type Scan, scan } from './scan.ts';
import type { CsvFacts, CsvRow } from './types.ts';

/** Bytes that are made into one batch of rows: more takes more time and memory, since all of a batch is alive at once. */
const PIECE = 8 * 1024;

/** A CSV that is being read. */
export interface CsvReading {
  /** The rows in their order, some thousands at a time; to be gone through once. @throws IntakeError of the source */
  batches(): AsyncIterable<readonly CsvRow[]>;
  /** What is known after the last batch. @throws Error when asked before */
  facts(): CsvFacts;
}

/**
 * Reads a CSV in one pass, in the memory of some pieces whatever it holds: a line that is too long is passed over, a
 * quote that nothing closes ends with its line. Nothing in it is an error: what is unusual is told with the row.
 * @param piece the most bytes that are read as one batch
 */
export function readCsv(source: Source, piece: number = PIECE): CsvReading {
  let facts: CsvFacts | undefined;
  async function* batches(): AsyncGenerator<readonly CsvRow[]> {
    const head = await source.read(0, HEAD);
    const workbook = isWorkbook(head);
    const { encoding, mark } = encodingOf(head);
    const decode = decoder(encoding);
    const rows: Scan = scan(mark, encoding === 'ascii-compatible' ? 1 : 2);
    let before = mark;
    for await (const bytes of source.open()) {
      if (workbook) continue;
      let at = Math.min(before, bytes.length);
      before -= at;
      for (; at < bytes.length; at += piece) {
        const found = rows.feed(decode(bytes.subarray(at, at + piece)), false);
        if (found.length > 0) yield found;
      }
    }
    const found = rows.feed('', true);
    facts = { encoding, bom: mark > 0, workbook, ...rows.facts() };
    if (found.length > 0) yield found;
  }
  return {
    batches,
    facts() {
      if (!facts) throw new Error('the facts of a CSV are known after its last row');
      return facts;
    },
  };
}
