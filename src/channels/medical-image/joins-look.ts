import { quotedFields, rowEnd } from '../../readers/csv/quoted.ts';
import { type KeptRows, placeOf } from './joins-kept.ts';
import { COLUMNS, type Column } from './row-record-type.ts';

/** Reads bytes of the CSV, each as one character (latin1). */
export type ReadText = (offset: number, length: number) => Promise<string>;

/** The columns of a row. */
export type Seen = (column: Column) => string;

/** The columns of a row, read once more: hashes only say which rows are worth it. A promise only where bytes are read. */
export type Look = (number: number) => Seen | Promise<Seen>;

const WINDOW = 16 * 1024;
const WINDOWS = 8;
/** Each may keep a window alive. */
const ROWS = 256;

const INDEX = Object.fromEntries(COLUMNS.map((column, i) => [column, i])) as Readonly<Record<Column, number>>;

const fieldsOf = (text: string): readonly string[] =>
  text.includes('"') && rowEnd(text, 0, ',', true).kind === 'closed'
    ? (quotedFields([text], ',')[0] ?? [])
    : text.split(',');

function seenIn(text: string): Seen {
  const fields = fieldsOf(text);
  return (column) => fields[INDEX[column]]?.trim() ?? '';
}

/** Keeps a value; beyond `most` the one that came first goes. */
function keep<T>(kept: Map<number, T>, most: number, key: number, value: T): T {
  kept.set(key, value);
  if (kept.size > most) kept.delete(kept.keys().next().value as number);
  return value;
}

/** Looks at rows of a comma-separated CSV again; rows near to each other cost one reading. */
export function look(kept: KeptRows, read: ReadText): Look {
  const windows = new Map<number, string>();
  const rows = new Map<number, Seen>();
  const lastByte = placeOf(kept, kept.size - 1).end;
  return (number) => {
    const known = rows.get(number);
    if (known) return known;
    const { start, end } = placeOf(kept, number);
    const from = Math.floor(start / WINDOW) * WINDOW;
    if (end > from + WINDOW) return read(start, end - start).then(seenIn);
    const rowOf = (text: string): Seen => keep(rows, ROWS, number, seenIn(text.slice(start - from, end - from)));
    const window = windows.get(from);
    if (window !== undefined) return rowOf(window);
    return read(from, Math.min(from + WINDOW, lastByte) - from).then((text) =>
      rowOf(keep(windows, WINDOWS, from, text)),
    );
  };
}
