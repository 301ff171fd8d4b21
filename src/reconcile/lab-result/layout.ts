import { big5Text, type Line } from '../big5-lines.ts';
import { CELLS, CODE, LINES, plainName } from './cells.ts';

/** Where a cell of a record lies. */
export interface Column {
  /** Which line of the record, from 0. */
  readonly line: number;
  /** In bytes of Big5, from 0; the end is not in it. */
  readonly start: number;
  readonly end: number;
  /** The tag of its field, or 錯誤代碼; null where the heading is none that is known. */
  readonly cell: string | null;
}

/** How a record is laid out on its lines. */
export interface Layout {
  readonly lines: number;
  readonly columns: readonly Column[];
  /** Whether the headings told which cell is which; else their order did. */
  readonly by: 'headings' | 'order';
}

type Group = readonly [start: number, end: number];

const EQUALS = /=+/g;

/** Whether a line is made of groups of `=`. */
export const isRuler = ({ bytes }: Line): boolean => bytes.includes(0x3d) && /^[ =]*$/.test(bytes.toString('latin1'));

const groupsOf = ({ bytes }: Line): Group[] =>
  [...bytes.toString('latin1').matchAll(EQUALS)].map(({ index, 0: { length } }) => [index, index + length]);

const isBlank = ({ bytes }: Line): boolean => bytes.toString('latin1').trim() === '';

/** Cells that have to be known, lest any columns be taken for a report. */
const NEEDED = ['h5', 'h7', 'h9', 'h10', 'h15', 'h20'];

/** The lines of headings: those right above the one ruler, or one above each ruler, or as many above all of them. */
function headingLines(head: readonly Line[], rulers: readonly number[]): readonly Line[] {
  const first = rulers[0] ?? 0;
  const above = head.slice(0, first).filter((line) => !isBlank(line));
  if (rulers.length === 1) return above.slice(-LINES);
  const interleaved = rulers.every((at, i) => i === 0 || at - (rulers[i - 1] ?? 0) === 2);
  if (interleaved) return rulers.flatMap((at) => head[at - 1] ?? []);
  return above.slice(-rulers.length);
}

const textIn = ({ bytes }: Line, [start, end]: Group): string => big5Text(bytes.subarray(start, end)).trim();

/** Whether text goes to the end of its column, but for half a character. */
const isFull = ({ bytes }: Line, [start, end]: Group): boolean =>
  bytes.subarray(start, end).toString('latin1').trimEnd().length >= end - start - 1;

/** The tag of a heading; one that fills its column may have been cut. */
function tagOf(heading: string, full: boolean, tags: ReadonlyMap<string, string>): string | null {
  const name = plainName(heading.replaceAll('\uFFFD', ''));
  const whole = tags.get(name);
  if (whole !== undefined || !full || name.length < 3) return whole ?? null;
  const may = new Set([...tags].filter(([known]) => known.startsWith(name)).map(([, tag]) => tag));
  const [only, ...more] = may;
  return only !== undefined && more.length === 0 ? only : null;
}

function byHeadings(
  lines: readonly Line[],
  groups: (line: number) => readonly Group[],
  tags: ReadonlyMap<string, string>,
): Layout | null {
  const columns = lines.flatMap((heading, line) =>
    groups(line).flatMap((group): Column | [] => {
      const [start, end] = group;
      const text = textIn(heading, group);
      return text === '' ? [] : { line, start, end, cell: tagOf(text, isFull(heading, group), tags) };
    }),
  );
  const cells = columns.flatMap(({ cell }) => cell ?? []);
  const known = new Set(cells);
  const fits = known.size === cells.length && [CODE, ...NEEDED].every((cell) => known.has(cell));
  return fits ? { lines: lines.length, columns, by: 'headings' } : null;
}

const column = (line: number, [start, end]: Group, at: number): Column => ({
  line,
  start,
  end,
  cell: CELLS[at] ?? null,
});

/** The cells in their order, where the rulers have as many columns as there are cells. */
function byOrder(rulers: readonly (readonly Group[])[], headings: readonly Line[]): Layout | null {
  const all = rulers.flatMap((groups, line) => groups.map((group) => ({ line, group })));
  if (all.length === CELLS.length)
    return { lines: rulers.length, columns: all.map(({ line, group }, at) => column(line, group, at)), by: 'order' };
  const [groups = [], ...more] = rulers;
  if (more.length > 0) return null;
  const counted = headings.flatMap((heading, line) =>
    groups.filter((group) => textIn(heading, group) !== '').map((group) => ({ line, group })),
  );
  const full = CELLS.map((_, at) => ({
    line: Math.floor(at / groups.length),
    group: groups[at % groups.length] as Group,
  }));
  const fillsAll = groups.length * (LINES - 1) < CELLS.length && CELLS.length <= groups.length * LINES;
  const places = headings.length === LINES && counted.length === CELLS.length ? counted : fillsAll ? full : null;
  return places && { lines: LINES, columns: places.map(({ line, group }, at) => column(line, group, at)), by: 'order' };
}

/**
 * The layout that the head of a page shows: by its headings, where they name the fields; else by the order of the 49
 * cells, where the rulers leave no doubt which is which (a ruler for each line, or one ruler for all nine).
 * @param head from the page's first line to its last ruler
 * @returns null where it cannot be told
 */
export function layoutOf(head: readonly Line[], tags: ReadonlyMap<string, string>): Layout | null {
  const at = head.flatMap((line, i) => (isRuler(line) ? i : []));
  const rulers = at.map((i) => groupsOf(head[i] as Line));
  if (rulers.length === 0) return null;
  const headings = headingLines(head, at);
  const groups = (line: number): readonly Group[] => (rulers.length === 1 ? rulers[0] : rulers[line]) ?? [];
  return byHeadings(headings, groups, tags) ?? byOrder(rulers, headings);
}
