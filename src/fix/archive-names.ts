import { posix } from 'node:path';
import { archiveStem, caseNumberAsWritten, rightArchiveName } from '../channels/medical-image/fix-names.ts';
import { nameKey } from './collide.ts';
import { archiveCell, MOST_SPELLINGS, type Spellings } from './csv/survey.ts';
import type { Part } from './package.ts';

/** An archive that gets another name, or cells N that mean it and are written otherwise. Both go together or neither. */
export interface ArchiveNaming {
  readonly part: Part;
  readonly from: string;
  readonly to: string;
  /** How cells write it now, blanks around apart, each byte one character; without those that are right. */
  readonly cells: readonly string[];
  /** How many cells write it so. */
  readonly count: number;
}

/** What is done about the names of archives. */
export interface ArchiveNames {
  readonly namings: readonly ArchiveNaming[];
  /** Archives whose right name another file has or would have. */
  readonly taken: readonly Part[];
}

/** Parts by what ties them to cells. */
export const byStem = (parts: readonly Part[]): Map<string, Part[]> =>
  Map.groupBy(
    parts.filter(({ path }) => archiveStem(posix.basename(path)) !== null),
    ({ path }) => archiveStem(posix.basename(path)) ?? '',
  );

/** What an archive is to be called; the letters of the case number as the cells have them, where they agree. */
function rightName({ path, kind }: Part, spellings: Iterable<string>): string | null {
  const name = posix.basename(path);
  const right = rightArchiveName(name, kind);
  if (right === null) return null;
  const numbers = new Set([...spellings].map((cell) => caseNumberAsWritten(archiveCell(cell) ?? '')));
  const [number, ...others] = numbers;
  const own = caseNumberAsWritten(name);
  return number === undefined || others.length > 0 ? right : right.replace(`_${own}`, `_${number}`);
}

/**
 * The names that archives were meant to have, and the cells that mean them. Archives of one stem (a 7z and a CAB) are
 * left alone: nobody can say which of them a cell means.
 * @param spellings of cells, by stem
 */
export function archiveNames(parts: readonly Part[], spellings: Spellings): ArchiveNames {
  const namings: ArchiveNaming[] = [];
  for (const [stem, [part, ...others]] of byStem(parts)) {
    if (!part || others.length > 0) continue;
    const cells = spellings.get(stem) ?? new Map<string, number>();
    if (cells.size >= MOST_SPELLINGS) continue;
    const to = rightName(part, cells.keys());
    const from = posix.basename(part.path);
    if (to === null) continue;
    const wrong = [...cells].filter(([cell]) => cell !== to);
    const count = wrong.reduce((sum, [, times]) => sum + times, 0);
    if (from !== to || count > 0) namings.push({ part, from, to, cells: wrong.map(([cell]) => cell), count });
  }
  const keyOf = (part: Part, name: string): string => nameKey(posix.join(posix.dirname(part.path), name));
  const renamed = new Map(namings.map(({ part, to }) => [part, to]));
  const holders = Map.groupBy(parts, (part) => keyOf(part, renamed.get(part) ?? posix.basename(part.path)));
  const isTaken = ({ part, to }: ArchiveNaming): boolean => (holders.get(keyOf(part, to))?.length ?? 0) > 1;
  return {
    namings: namings.filter((naming) => !isTaken(naming)),
    taken: namings.filter(isTaken).map(({ part }) => part),
  };
}
