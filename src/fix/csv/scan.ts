import type { Source } from '../../intake/source.ts';
import { encodingOf, HEAD } from '../../readers/csv/encoding.ts';
import { readCsv } from '../../readers/csv/read-csv.ts';
import type { CsvFacts } from '../../readers/csv/types.ts';
import { asciiOf } from './bytes.ts';
import { goneBy } from './gone.ts';
import { type CellChange, type CsvFix, type Repairs, repairedRow } from './repairs.ts';
import { owned } from './survey.ts';

/** Cells that are told one by one for each kind of change. */
export const CELLS_TOLD = 20;

/** A cell of a row as it was and as it shall be. */
export interface ToldCell extends CellChange {
  /** Physical line, from 1. */
  readonly row: number;
}

/** Changes of one kind. */
export interface Changes {
  readonly fix: CsvFix;
  readonly cells: readonly ToldCell[];
  /** All of them: cells, or lines. */
  readonly count: number;
}

/** What repairs would change. */
export interface Scanned {
  /** By whatever `kindOf` gave. */
  readonly changes: ReadonlyMap<string, Changes>;
  readonly facts: CsvFacts;
  /** Rows in which another delimiter than a comma would part other fields. */
  readonly unclear: number;
}

/**
 * Goes through a CSV as the repairs would, and counts what they change; nothing is written. The first cells of each kind
 * are kept, no more.
 * @param kindOf changes of one kind are told together
 */
export async function scanned(csv: Source, want: Repairs, kindOf: (cell: ToldCell) => string): Promise<Scanned> {
  const changes = new Map<string, { fix: CsvFix; cells: ToldCell[]; count: number }>();
  const add = (kind: string, fix: CsvFix, cell?: ToldCell): void => {
    const known = changes.get(kind) ?? { fix, cells: [], count: 0 };
    changes.set(kind, known);
    known.count++;
    if (cell && known.cells.length < CELLS_TOLD)
      known.cells.push({ ...cell, from: owned(cell.from), to: owned(cell.to) });
  };
  let unclear = 0;
  let number = -1;
  const reading = readCsv(csv);
  for await (const batch of reading.batches())
    for (const row of batch) {
      const gone = goneBy(row, ++number, want.fixes);
      if (gone) {
        add(gone, gone);
        continue;
      }
      if (row.odd || (want.delimiter !== ',' && row.fields.some((field) => field.includes(',')))) unclear++;
      const after = repairedRow(row, number === 0, want);
      if (!after) continue;
      for (const fix of after.lines) add(fix, fix);
      for (const cell of after.cells) {
        const told = { ...cell, row: row.row };
        add(kindOf(told), cell.fix, told);
      }
    }
  return { changes, facts: reading.facts(), unclear };
}

/** Whether a file is UTF-16 of which ASCII can be made. */
export async function isAsciiInUtf16(csv: Source): Promise<boolean> {
  const { encoding } = encodingOf(await csv.read(0, HEAD));
  if (encoding === 'ascii-compatible') return false;
  for await (const piece of asciiOf(csv.open(), encoding)) if (piece === null) return false;
  return true;
}
