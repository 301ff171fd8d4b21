import { archiveStem } from '../../channels/medical-image/fix-names.ts';
import { COLUMNS } from '../../channels/medical-image/row-record-type.ts';
import type { Source } from '../../intake/source.ts';
import { readCsv } from '../../readers/csv/read-csv.ts';
import type { CsvFacts } from '../../readers/csv/types.ts';
import { halfWidth } from '../../readers/half-width.ts';
import { remember } from '../../readers/remember.ts';

const ARCHIVE = COLUMNS.indexOf('archive');
/** More ways to write one name than anybody has; beyond that nobody can say which is meant. */
export const MOST_SPELLINGS = 50;

/** What the cells N of a CSV say, and what its text is like. */
export interface Survey {
  readonly facts: CsvFacts;
  readonly spellings: Spellings;
}

/**
 * How cells write the names of archives, blanks around them apart, and how many do: by stem; at most `MOST_SPELLINGS` of
 * each, and only of stems that were asked for.
 */
export type Spellings = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** A copy that keeps no batch of rows alive. */
export const owned = (cell: string): string => Buffer.from(cell, 'latin1').toString('latin1');

/** A cell N as text, without blanks around; null where it cannot be told. */
export const archiveCell = (cell: string): string | null => halfWidth(cell)?.trim() ?? null;

/** Goes through a CSV once. @param stems of the archives that are there, as `archiveStem` gives them */
export async function surveyed(csv: Source, stems: ReadonlySet<string>): Promise<Survey> {
  const spellings = new Map<string, Map<string, number>>();
  const known = new Map<string, string | null>();
  const stemOf = (cell: string): string | null => {
    const before = known.get(cell);
    if (before !== undefined) return before;
    if (known.size > 10_000) known.clear();
    const text = archiveCell(cell);
    const stem = text === null ? null : archiveStem(text);
    known.set(owned(cell), stem);
    return stem;
  };
  const reading = readCsv(csv);
  for await (const batch of reading.batches())
    for (const { fields } of batch) {
      const cell = fields[ARCHIVE];
      if (!cell) continue;
      const trimmed = cell.trim();
      const stem = stemOf(trimmed);
      if (stem === null || !stems.has(stem)) continue;
      const ways = remember(spellings, stem, () => new Map<string, number>());
      const count = ways.get(trimmed);
      if (count !== undefined) ways.set(trimmed, count + 1);
      else if (ways.size < MOST_SPELLINGS) ways.set(owned(trimmed), 1);
    }
  return { facts: reading.facts(), spellings };
}
