import type { CodeTable } from '../../channels/channel.ts';
import { big5Text, type Line } from '../big5-lines.ts';
import { CODE } from './cells.ts';
import type { Column, Layout } from './layout.ts';

/** A cell of a record of NHI's report. */
export interface Cell {
  /** Without blanks around it and without the mark. */
  readonly text: string;
  /** A `*` stood in its first column. */
  readonly marked: boolean;
  /** It goes to the end of its column: what follows may have been cut off. */
  readonly full: boolean;
}

/** A record of NHI's report. */
export interface ReportRecord {
  /** As shown. */
  readonly file: string;
  /** Of its first line. */
  readonly line: number;
  /** Cells that are compared, by tag; without those that are empty or run into others. */
  readonly cells: ReadonlyMap<string, Cell>;
  /** Tags of the fields with a mark. */
  readonly marks: readonly string[];
  /** NHI's codes, as far as they look like some. */
  readonly codes: readonly string[];
}

/** Cells that tell which hdata and rdata a record is about: the key of 表七, when it was sent, and 報告序號. */
export const COMPARED = [
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7', 'h8', 'h9', 'h10'],
  ...['h15', 'h16', 'h20', 'r1'],
] as const;
const IS_COMPARED: ReadonlySet<string> = new Set(COMPARED);

const BLANK = 0x20;
const STAR = 0x2a;

/** Where something stands between the columns of a line, but for a mark right before a column. */
function strayed({ bytes }: Line, columns: readonly Column[]): number[] {
  const found: number[] = [];
  let at = 0;
  for (const { start, end } of columns) {
    for (; at < start; at++) {
      const byte = bytes[at] ?? BLANK;
      if (byte !== BLANK && !(byte === STAR && at === start - 1)) found.push(at);
    }
    at = end;
  }
  return found;
}

/** Whether a mark stands in the first byte of a column, or right before it. */
const isMarked = ({ bytes }: Line, { start }: Column): boolean =>
  bytes[start] === STAR || (start > 0 && bytes[start - 1] === STAR);

function cellAt(line: Line, column: Column, isLast: boolean): Cell {
  const { start, end } = column;
  const { bytes } = line;
  const to = isLast ? bytes.length : Math.min(end, bytes.length);
  const inside = bytes[start] === STAR;
  const text = big5Text(bytes.subarray(inside ? start + 1 : start, to)).trim();
  return { text, marked: isMarked(line, column), full: to >= end && bytes[to - 1] !== BLANK };
}

/** The codes in a cell: two signs each, with or without their words; signs run together only where all are known. */
export function codesIn(cell: string, known: CodeTable): readonly string[] {
  const text = cell.normalize('NFKC').toUpperCase();
  const apart = [...text.matchAll(/(?<![0-9A-Z])(?:\d\d|[A-Z]\d)(?![0-9A-Z])/g)].map(([code]) => code);
  if (apart.length > 0) return [...new Set(apart)];
  const pairs = /^(?:[0-9A-Z]{2})+$/.test(text) ? (text.match(/../g) ?? []) : [];
  return pairs.every((code) => Object.hasOwn(known, code)) ? [...new Set(pairs)] : [];
}

/** Reads the lines of a record, as many as the layout has. */
export function recordOf(file: string, lines: readonly Line[], layout: Layout, known: CodeTable): ReportRecord {
  const cells = new Map<string, Cell>();
  const marks: string[] = [];
  let codes: readonly string[] = [];
  for (const [at, line] of lines.entries()) {
    const columns = layout.columns.filter((column) => column.line === at);
    const stray = strayed(line, columns);
    for (const [i, column] of columns.entries()) {
      const before = columns[i - 1]?.end ?? 0;
      const after = columns[i + 1]?.start ?? column.end;
      const unsure = stray.some((place) => place >= before && place < after);
      const { cell: tag } = column;
      if (tag === null || unsure) continue;
      if (tag !== CODE && isMarked(line, column)) marks.push(tag);
      if (tag !== CODE && !IS_COMPARED.has(tag)) continue;
      const cell = cellAt(line, column, i === columns.length - 1);
      if (tag === CODE) codes = codesIn(cell.text, known);
      else if (cell.text !== '' || cell.marked) cells.set(tag, cell);
    }
  }
  return { file, line: lines[0]?.number ?? 0, cells, marks, codes };
}
