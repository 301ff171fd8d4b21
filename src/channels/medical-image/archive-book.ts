import type { Source } from '../../intake/source.ts';
import type { Location, Unit } from '../record.ts';
import type { ArchiveFacts } from './archive-facts.ts';
import { archiveRole, baseName, caseNumberOf } from './names.ts';
import type { RowJoin } from './row-data.ts';
import { type RowList, rowList } from './row-list.ts';
import { cellOf, type RowsOf } from './units.ts';

/** An archive of the submission, and the rows that name it. */
export interface Page {
  readonly source: Source;
  readonly facts: ArchiveFacts;
  /** For rows that name it as it is called, and for those that write it in another letter case. */
  readonly exact: RowJoin;
  readonly otherCase: RowJoin;
  readonly rows: RowList;
}

/** The archives of a submission, by the names that rows give them. */
export interface ArchiveBook {
  /** The archive that a name in column 14 means. */
  find(name: string): Page | undefined;
  /** Notes that a row names it. @returns the place among the rows of the first that does */
  note(page: Page, row: number, number: number): number;
  /** Archives that rows name, with those rows. */
  named(): Iterable<{ facts: ArchiveFacts; rows: RowsOf }>;
  /** Archives that no row names. */
  unnamed(): readonly Source[];
}

const keyOf = (name: string): string => name.trim().toUpperCase();

/** Archives of one submission that have one 案件編號 (7z and CAB, DCF and ATT). */
function twins(archives: readonly Source[]): Set<Source> {
  const byNumber = Map.groupBy(archives, (source) => caseNumberOf(baseName(source.path)));
  const found = new Set<Source>();
  for (const [number, alike] of byNumber)
    if (number !== undefined && alike.length > 1) for (const source of alike) found.add(source);
  return found;
}

/** The role that an archive is read by; one whose name says nothing is read as images. */
export const roleOf = (source: Source): ArchiveFacts['role'] => archiveRole(baseName(source.path)) ?? 'dcf';

/** @param archives with what is in them, in one order */
export function archiveBook(csv: string, archives: readonly Source[], facts: readonly ArchiveFacts[]): ArchiveBook {
  const alike = twins(archives);
  const pages = new Map<string, Page>();
  const all = archives.flatMap((source, i): Page[] => {
    const own = facts[i];
    if (!own) return [];
    const join = { twin: alike.has(source) };
    const [exact, otherCase] = [{ ...join, there: 'exact' } as const, { ...join, there: 'other-case' } as const];
    const page = { source, facts: own, exact, otherCase, rows: rowList(csv) };
    for (const key of [own.name, keyOf(own.name)]) if (!pages.has(key)) pages.set(key, page);
    return [page];
  });
  const from = ({ locations }: Unit): Location[] => [cellOf(csv, locations[0]?.row ?? 0, 'archive')];
  return {
    find: (name) => pages.get(name) ?? pages.get(keyOf(name)),
    note({ rows }, row, number) {
      rows.add(row, number);
      return rows.first().number ?? number;
    },
    *named() {
      for (const { facts: own, rows } of all)
        if (rows.count() > 0) yield { facts: own, rows: { first: rows.first(), units: () => rows.units(), from } };
    },
    unnamed: () => all.filter(({ rows }) => rows.count() === 0).map(({ source }) => source),
  };
}
