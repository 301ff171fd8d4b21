import { posix } from 'node:path';
import { COLUMNS } from '../channels/medical-image/row-record-type.ts';
import { diskSource } from '../intake/disk.ts';
import { IntakeError } from '../intake/errors.ts';
import { hashing } from '../intake/hash.ts';
import type { Source } from '../intake/source.ts';
import type { PrivateFolder } from '../intake/temp.ts';
import type { Checked } from '../judge.ts';
import { readCsv } from '../readers/csv/read-csv.ts';
import { csvSourceOf } from './csv/csv-part.ts';
import { type Gone, goneBy } from './csv/gone.ts';
import { type CsvFix, NO_REPAIRS } from './csv/repairs.ts';
import { rewritten } from './csv/rewrite.ts';
import { fateOf, KEPT, keptIn, MOST_RUNS, noteFates, ROUNDS, type RowRun, UNKNOWN, unitsIn } from './fates.ts';

/** What a submission of only the taken rows lacks. */
export interface LeftOut {
  /** In their order; at most `MOST_RUNS`. Of an XML: the numbers of its records, from 1. */
  readonly rows: readonly RowRun[];
  /** All of them. */
  readonly count: number;
  readonly unknown: number;
  readonly kept: number;
  /** Archives that no row names that is still there. */
  readonly files: readonly string[];
  /** Whether report serials of a visit have a gap among the rows that stay: they are not numbered anew. */
  readonly gap: boolean;
}

const ARCHIVE = COLUMNS.indexOf('archive');
const nameKey = (name: string): string => name.trim().toUpperCase();

/** The archives that rows name that stay. */
async function archivesOf(checked: Checked, csv: Source): Promise<Set<Source>> {
  const byName = new Map(checked.submission.sources.map((source) => [nameKey(posix.basename(source.path)), source]));
  const named = new Set<Source>();
  let number = 0;
  for await (const batch of readCsv(csv).batches())
    for (const { fields } of batch) {
      const source = byName.get(nameKey(fields[ARCHIVE] ?? ''));
      if (fateOf(checked, number++) === KEPT && source && source !== csv) named.add(source);
    }
  return named;
}

/** The CSV with only the taken rows. @throws IntakeError `changed` */
async function csvOf(checked: Checked, csv: Source, folder: PrivateFolder): Promise<Source> {
  const hashed = hashing(csv.open());
  const gone: Gone = (_, number) => fateOf(checked, number) !== KEPT;
  const target = await folder.file(rewritten(hashed.bytes, csv, NO_REPAIRS, gone), { maxBytes: csv.size + 1 });
  const judged = checked.files.find(({ path }) => path === csv.path)?.sha256;
  if (hashed.digest() !== judged) throw new IntakeError('changed', csv.path);
  return diskSource(target, csv.path);
}

/** The rows that went, by their lines in the CSV as it was given. @param fixes what was repaired since */
async function runsOf(csv: Source, fates: Uint8Array, fixes: ReadonlySet<CsvFix>): Promise<RowRun[]> {
  const runs: { from: number; to: number; why: RowRun['why'] }[] = [];
  let [number, met] = [0, 0];
  let last: { at: number; fate: number } | undefined;
  for await (const batch of readCsv(csv).batches())
    for (const row of batch) {
      if (goneBy(row, met++, fixes)) continue;
      const at = number++;
      const fate = fates[at] ?? KEPT;
      if (fate === KEPT) continue;
      const run = runs.at(-1);
      if (run && last?.at === at - 1 && last.fate === fate) run.to = row.row;
      else if (runs.length < MOST_RUNS)
        runs.push({ from: row.row, to: row.row, why: fate === UNKNOWN ? 'unknown' : 'not-taken' });
      last = { at, fate };
    }
  return runs;
}

const hasGap = ({ judged }: Checked): boolean =>
  judged.findings.some(({ rule }) => rule.record === 'medical-image.serial');

/** Where the taken rows come from, and how what is left is judged. */
export interface Taking {
  readonly folder: PrivateFolder;
  /** What was repaired before. */
  readonly fixes: ReadonlySet<CsvFix>;
  judged(sources: readonly Source[], before: Checked): Promise<Checked>;
}

/**
 * A submission of just the rows that would be taken, and the archives that they name; judged anew, until all its rows
 * would be taken.
 * @param given before any repair; `repaired` after
 * @returns `none` when no row would be taken; null when all would be: then nothing is left out
 * @throws IntakeError `changed`, `no-room`
 */
export async function onlyTaken(
  given: Checked,
  repaired: Checked,
  { folder, fixes, judged }: Taking,
): Promise<{ after: Checked; left: LeftOut } | 'none' | null> {
  const fates = new Uint8Array(unitsIn(repaired));
  const files = new Set<string>();
  let now = repaired;
  for (let round = 0; round < ROUNDS; round++) {
    const kept = keptIn(fates);
    noteFates(fates, now);
    const stay = keptIn(fates);
    const csv = csvSourceOf(now);
    if (stay === 0 || !csv) return 'none';
    if (stay === kept) break;
    const archives = await archivesOf(now, csv);
    for (const source of now.submission.sources) if (source !== csv && !archives.has(source)) files.add(source.path);
    now = await judged([await csvOf(now, csv, folder), ...archives], now);
  }
  if (now === repaired) return null;
  const hashes = new Map(repaired.files.map(({ path, sha256 }) => [path, sha256]));
  const csv = csvSourceOf(now);
  for (const { path, sha256 } of now.files)
    if (path !== csv?.path && hashes.get(path) !== sha256) throw new IntakeError('changed', path);
  const first = csvSourceOf(given);
  if (!first) throw new Error('a CSV that was there is gone');
  const left = {
    rows: await runsOf(first, fates, fixes),
    count: fates.length - keptIn(fates),
    unknown: fates.reduce((sum, fate) => sum + (fate === UNKNOWN ? 1 : 0), 0),
    kept: unitsIn(now),
    files: [...files],
    gap: hasGap(now),
  };
  return { after: now, left };
}
