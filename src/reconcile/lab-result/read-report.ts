import type { CodeTable } from '../../channels/channel.ts';
import { big5Lines, headOf, type Line, textEncoding } from '../big5-lines.ts';
import { tallying } from '../tally.ts';
import type { AnswerFile, Tally, UnreadWhy } from '../types.ts';
import { isRuler, type Layout, layoutOf } from './layout.ts';
import { type ReportRecord, recordOf } from './record.ts';
import { isBlank, isSeparator, mayBeginRecord, trimmed } from './report-lines.ts';

/** What a report (`*.assaychk.txt`) holds, as far as it could be read. */
export interface Report {
  readonly records: readonly ReportRecord[];
  readonly encoding: string;
  /** Null: no heading was met that tells the columns. */
  readonly by: Layout['by'] | null;
  readonly empty: boolean;
  readonly unread: Tally<UnreadWhy>;
}

/** 程式代號 in Big5. */
const PAGE_HEAD = Buffer.from([0xb5, 0x7b, 0xa6, 0xa1, 0xa5, 0x4e, 0xb8, 0xb9]);

/** Lines of a heading or between two separators, and bytes of a heading, at most. */
const MOST_LINES = 200;
const HEAD_SIZE = 1 << 20;

/** Records at most; a package of 100 MB has 60,000 orders. */
const MOST_RECORDS = 1_000_000;

/** The reading of one report, line after line. */
interface Reading {
  look(line: Line): void;
  end(): Pick<Report, 'records' | 'by' | 'unread'>;
}

/**
 * Pages may repeat their heading, also within a record; what cannot be a record is counted with its place, never
 * guessed at. A heading begins with 程式代號, or with a ruler alone, and ends with its last ruler before a separator.
 */
function reading(file: string, tags: ReadonlyMap<string, string>, known: CodeTable): Reading {
  const records: ReportRecord[] = [];
  const unread = tallying<UnreadWhy>();
  let layout: Layout | null = null;
  let head: Line[] | null = null;
  let headSize = 0;
  let block: Line[] = [];

  const tell = (why: UnreadWhy, { number }: Line): void => unread.add({ why, file, line: number });

  /** Ends what stands between two separators. */
  function endBlock(atEnd: boolean): void {
    const given = block;
    block = [];
    const first = given.find((line) => !isBlank(line));
    if (!layout || !first) return;
    const lines = trimmed(given, layout.lines);
    if (lines.some(({ long }) => long)) tell('long-line', first);
    else if (lines.length === layout.lines && records.length < MOST_RECORDS)
      records.push(recordOf(file, lines, layout, known));
    else if (mayBeginRecord(first, layout)) tell(atEnd && lines.length < layout.lines ? 'cut' : 'lines', first);
  }

  function take(line: Line): void {
    if (isSeparator(line)) endBlock(false);
    else if (block.length < MOST_LINES) block.push(line);
  }

  /** Ends a heading: what follows its last ruler belongs to records. */
  function endHead(): void {
    const lines = head ?? [];
    head = null;
    const ruler = lines.findLastIndex(isRuler);
    const [top] = lines;
    const last = lines[ruler];
    if (!top) return;
    if (!last) {
      if (lines.slice(1).some((line) => !isBlank(line))) tell('columns', top);
      return;
    }
    const found = layoutOf(lines.slice(0, ruler + 1), tags);
    if (!found && !layout) tell('columns', last);
    layout = found ?? layout; // a ruler alone may end a report, too
    for (const line of lines.slice(ruler + 1)) take(line);
  }

  /** A page begins: what is left of the one before is its foot, or the first lines of a record that goes on. */
  function beginHead(line: Line): void {
    endHead();
    if (layout && trimmed(block, layout.lines).length >= layout.lines) endBlock(false);
    const first = block.find((one) => !isBlank(one));
    if (!layout || !first || !mayBeginRecord(first, layout)) block = [];
    head = [line];
    headSize = 0;
  }

  return {
    look(line) {
      if (line.bytes.includes(PAGE_HEAD)) beginHead(line);
      else if (head) {
        headSize += line.bytes.length;
        head.push(line);
        const isLong = head.length > MOST_LINES || headSize > HEAD_SIZE;
        if (isLong || (isSeparator(line) && head.some(isRuler))) endHead();
      } else if (isRuler(line)) {
        endBlock(false);
        beginHead(line);
      } else take(line);
    },
    end() {
      endHead();
      endBlock(true);
      return { records, by: layout?.by ?? null, unread: unread.done() };
    },
  };
}

/**
 * Reads a report.
 * @param tags by heading
 * @param known NHI's error codes
 * @throws ArchiveError, IntakeError
 */
export async function readReport(
  file: AnswerFile,
  tags: ReadonlyMap<string, string>,
  known: CodeTable,
): Promise<Report> {
  const head = await headOf(file);
  const { look, end } = reading(file.shown, tags, known);
  for await (const lines of big5Lines(file, head)) for (const line of lines) look(line);
  return { ...end(), encoding: textEncoding(head).encoding, empty: head.length === 0 };
}
