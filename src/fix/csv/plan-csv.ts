import type { Column } from '../../channels/medical-image/row-record-type.ts';
import type { Finding } from '../../engine/run.ts';
import type { Source } from '../../intake/source.ts';
import { encodingOf, HEAD } from '../../readers/csv/encoding.ts';
import { archiveNames, byStem } from '../archive-names.ts';
import type { Edit, Plan, Skipped, Why } from '../edit.ts';
import type { Package, Part } from '../package.ts';
import { CSV_FIXES, type CsvFix, NO_REPAIRS, type Repairs } from './repairs.ts';
import { isAsciiInUtf16, scanned, type ToldCell } from './scan.ts';
import { surveyed } from './survey.ts';

/** The CSV of a package, and what puts its damaged cells right. */
export interface CsvPart {
  readonly part: Part;
  readonly source: Source;
  readonly fixed: Repairs['fixed'];
}

const ALL: ReadonlySet<string> = new Set(CSV_FIXES);
const fixOf = ({ rule }: Finding): string => rule.fix?.id ?? '';

/** Whether a finding may be about the name of an archive, in its place or in a cell N. */
const isOnName = ({ rule, locations }: Finding): boolean =>
  rule.fix?.id === 'rename-file' ||
  rule.record === 'medical-image.unnamed' ||
  locations.some(({ field }) => field === 'archive');

/** A finding by the cell that it speaks of. */
const cellKey = (row: number | undefined, column: string | undefined): string => `${row} ${column}`;

/** Which finding an edit answers. */
interface Answers {
  /** The first that names this fix. */
  of(fix: string): Finding | undefined;
  /** That of this very cell, else the first of its column. */
  cell(cell: ToldCell): Finding | undefined;
  /** One on the name of this archive, in its place or in the cells that mean it. */
  name(part: Part): Finding | undefined;
}

function answersOf(findings: readonly Finding[]): Answers {
  const byFix = new Map<string, Finding>();
  const byCell = new Map<string, Finding>();
  const byFile = new Map<string, Finding>();
  let naming: Finding | undefined;
  for (const finding of findings) {
    const fix = fixOf(finding);
    if (!byFix.has(fix)) byFix.set(fix, finding);
    const names = isOnName(finding);
    if (names) naming ??= finding;
    for (const { file, row, field } of finding.locations) {
      if (names && row === undefined && !byFile.has(file)) byFile.set(file, finding);
      if (fix !== 'csv-cell' && !names) continue;
      for (const key of [cellKey(row, field), cellKey(undefined, field)])
        if (!byCell.has(key)) byCell.set(key, finding);
    }
  }
  return {
    of: (fix) => byFix.get(fix),
    cell: ({ row, column }) => byCell.get(cellKey(row, column)) ?? byCell.get(cellKey(undefined, column)),
    name: (part) => byFile.get(part.shown) ?? naming,
  };
}

/** Whether a finding names a fix that is done with the names of archives, not that of the CSV. */
const fixesName = (finding: Finding, csv: Part): boolean => {
  const [place] = finding.locations;
  const isInCell = place?.field === 'archive';
  return fixOf(finding) === 'rename-file'
    ? isInCell || place?.file !== csv.shown
    : isInCell && fixOf(finding) === 'csv-cell';
};

const isOnCsvName = ({ locations: [place] }: Finding, csv: Part): boolean =>
  place?.file === csv.shown && place.field === undefined;

/** Repairs that take whole rows out. */
const GOING: readonly CsvFix[] = ['csv-header', 'csv-blank-lines', 'csv-end-mark'];

/** Changes that are not told as the scan counts them. */
const TOLD_APART: ReadonlySet<CsvFix> = new Set(['csv-archive', 'csv-blank-lines']);

/** What is done about the CSV and the names of the archives, and which findings that answers. */
export interface CsvPlan extends Plan {
  readonly handled: ReadonlySet<Finding>;
}

/** One for each rule: there may be as many findings as rows. */
function skippedOf(handled: Iterable<Finding>, done: ReadonlySet<string>, taken: ReadonlySet<string>): Skipped[] {
  const told = new Map<string, Skipped>();
  for (const finding of handled) {
    const why: Why = finding.locations.some(({ file }) => taken.has(file)) ? 'name-taken' : 'not-certain';
    const key = `${finding.rule.id} ${why}`;
    if (!done.has(finding.rule.id) && !told.has(key)) told.set(key, { finding, why });
  }
  return [...told.values()];
}

/**
 * Plans the repairs of a CSV: those that findings name, in every row that needs them, whether or not its own finding was
 * kept. Reads the CSV at most twice; writes nothing.
 */
export async function planCsv(pack: Package, csv: CsvPart, findings: readonly Finding[]): Promise<CsvPlan> {
  const { part, source } = csv;
  const fixesText = (finding: Finding): boolean => ALL.has(fixOf(finding)) && !fixesName(finding, part);
  const onText = findings.filter(fixesText);
  const handled = new Set([...onText, ...findings.filter((finding) => fixesName(finding, part))]);
  const onNames = findings.some((finding) => isOnName(finding) && !isOnCsvName(finding, part));
  if (handled.size === 0 && !onNames) return { edits: [], skipped: [], handled };
  const answers = answersOf(findings.filter((finding) => handled.has(finding) || isOnName(finding)));
  const { encoding, mark } = encodingOf(await source.read(0, HEAD));
  if (encoding !== 'ascii-compatible') {
    const finding = answers.of('csv-utf16');
    const isCertain = finding !== undefined && (await isAsciiInUtf16(source));
    if (!isCertain) return { edits: [], skipped: skippedOf(handled, new Set(), new Set()), handled };
    const want = { ...NO_REPAIRS, fixed: csv.fixed };
    return {
      edits: [{ kind: 'csv', part, fix: 'csv-utf16', cells: [], count: 1, want, finding }],
      skipped: [],
      handled,
    };
  }
  const archives = pack.parts.filter((other) => other !== part);
  const { facts, spellings } = await surveyed(source, new Set(byStem(archives).keys()));
  const names = onNames ? archiveNames(archives, spellings) : { namings: [], taken: [] };
  const columns = onText.flatMap((finding) =>
    fixOf(finding) === 'csv-cell' ? (finding.locations[0]?.field ?? []) : [],
  );
  const want: Repairs = {
    fixes: new Set<CsvFix>([...(onText.map(fixOf) as CsvFix[]), 'csv-archive']),
    columns: new Set(columns as Column[]),
    archives: new Map(names.namings.flatMap(({ cells, to }) => cells.map((cell) => [cell, to] as const))),
    delimiter: facts.delimiter,
    fixed: csv.fixed,
  };
  const { changes: found, unclear } = await scanned(source, want, (cell) => {
    if (cell.fix === 'csv-archive') return `csv-archive ${cell.to}`;
    return cell.fix === 'csv-cell' ? `${answers.cell(cell)?.rule.id} ${cell.column}` : cell.fix;
  });
  const changes = new Map(found);
  const edits: Edit[] = [];
  const add = (fix: CsvFix, count: number, cells: readonly ToldCell[] = [], own?: Finding): void => {
    const finding = own ?? answers.of(fix);
    if (finding && count > 0) edits.push({ kind: 'csv', part, fix, cells, count, want, finding });
  };
  add('csv-bom', mark > 0 ? 1 : 0);
  add('csv-line-ends', facts.lineEnds.cr);
  const linesGone = GOING.reduce((sum, fix) => sum + (changes.get(fix)?.count ?? 0), 0);
  if (linesGone >= facts.rows) for (const fix of GOING) changes.delete(fix); // nothing would be left
  add('csv-blank-lines', facts.blankLines + (changes.get('csv-blank-lines')?.count ?? 0));
  for (const { fix, cells, count } of changes.values()) {
    if (TOLD_APART.has(fix) || (fix === 'csv-delimiter' && unclear > 0)) continue;
    add(fix, count, cells, fix === 'csv-cell' && cells[0] ? answers.cell(cells[0]) : undefined);
  }
  for (const { part: archive, from, to, cells, count: named } of names.namings) {
    const finding = answers.name(archive);
    const inCells = changes.get(`csv-archive ${to}`);
    if (!finding || (inCells?.count ?? 0) !== named) continue; // the file and all cells that mean it, or none
    if (from !== to) edits.push({ kind: 'rename-file', part: archive, from, to, finding });
    if (!inCells) continue;
    const { cells: first, count } = inCells;
    const own = (first[0] && answers.cell(first[0])) ?? finding;
    const naming = { part: archive, to, cells };
    edits.push({ kind: 'csv', part, fix: 'csv-archive', cells: first, count, want, archive: naming, finding: own });
  }
  const done = new Set(edits.map(({ finding }) => finding.rule.id));
  return { edits, skipped: skippedOf(handled, done, new Set(names.taken.map(({ shown }) => shown))), handled };
}

/** What is left of the repairs of a plan: what `rewritten` is to do. */
export function repairsOf(edits: readonly Edit[]): Repairs {
  const own = edits.filter((edit) => edit.kind === 'csv');
  return {
    ...(own[0]?.want ?? NO_REPAIRS),
    fixes: new Set(own.map(({ fix }) => fix)),
    columns: new Set(own.flatMap(({ fix, cells }) => (fix === 'csv-cell' ? cells.map(({ column }) => column) : []))),
    archives: new Map(own.flatMap(({ archive }) => archive?.cells.map((cell) => [cell, archive.to] as const) ?? [])),
  };
}
