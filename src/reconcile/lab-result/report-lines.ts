import type { Line } from '../big5-lines.ts';
import type { Layout } from './layout.ts';

/** Whether nothing stands on a line. */
export const isBlank = ({ bytes }: Line): boolean => bytes.every((byte) => byte === 0x20 || byte === 0x09);

/** Dashes that no record has alone on a line. */
const DASHES = 10;

/** Whether a line is the dashed one between two records. */
export function isSeparator({ bytes }: Line): boolean {
  let dashes = 0;
  for (const byte of bytes) {
    if (byte === 0x2d) dashes++;
    else if (byte !== 0x20) return false;
  }
  return dashes >= DASHES;
}

/** Without the blank lines before a record, and those after it that are more than it has; its own may be blank. */
export function trimmed(block: readonly Line[], lines: number): readonly Line[] {
  let [from, to] = [0, block.length];
  while (from < to && isBlank(block[from] as Line)) from++;
  while (to - from > lines && isBlank(block[to - 1] as Line)) to--;
  return block.slice(from, to);
}

/** Whether a line may be the first of a record: 報告類別 stands in its first column, marked or not, and more after it. */
export function mayBeginRecord({ bytes }: Line, { columns: [first] }: Layout): boolean {
  if (!first) return false;
  const text = bytes.subarray(first.start, first.end).toString('latin1').trim();
  return /^(?:\*|\*? ?[0-9])$/.test(text) && bytes.length > first.end;
}
