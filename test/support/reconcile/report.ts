import iconv from 'iconv-lite';
import { CELLS, LINES } from '../../../src/reconcile/lab-result/cells.ts';

/** A record of a made-up *.assaychk.txt: values by tag, 錯誤代碼 under `code`. */
export interface MadeRecord {
  readonly values: Readonly<Record<string, string>>;
  /** Tags with a `*` in the first column of their cell. */
  readonly marks?: readonly string[];
}

/** How a made-up report looks; nobody has seen a whole real one. */
export interface ReportLook {
  /** A ruler for each line, each below its heading; all nine below all headings; or one for all. */
  readonly rulers?: 'below-each' | 'below-all' | 'one';
  /** Names in the headings, by tag; none: no headings with names. */
  readonly names?: ReadonlyMap<string, string>;
  /** Where the mark stands: before the value, or in the place of its first sign. */
  readonly mark?: 'before' | 'over';
  readonly end?: string;
  /** Records on a page; all on one unless told. */
  readonly perPage?: number;
  readonly formFeed?: boolean;
  /** Width of all columns but those of long texts. */
  readonly width?: number;
  readonly foot?: string;
}

const WIDE = new Set(['r2', 'r4', 'r7', 'r11', 'h22', 'r8-1', 'code']);
const CELL_LINES = 6;

const bytesOf = (text: string): Buffer => iconv.encode(text, 'cp950');

/** Text in so many bytes of Big5: cut (a half character becomes a blank) or filled up with blanks. */
function fitted(text: string, width: number): string {
  let cut = text;
  while (bytesOf(cut).length > width) cut = cut.slice(0, -1);
  return cut + ' '.repeat(width - bytesOf(cut).length);
}

/** The cells on line `at` of a record. */
const cellsOf = (at: number): readonly string[] => CELLS.slice(at * CELL_LINES, (at + 1) * CELL_LINES);

function widthsOf(at: number, { rulers = 'below-each', width = 16 }: ReportLook): number[] {
  if (rulers === 'one') return Array.from({ length: CELL_LINES }, () => 24);
  return cellsOf(at).map((tag) => (WIDE.has(tag) ? 40 : width));
}

const lineOf = (texts: readonly string[], widths: readonly number[]): string =>
  widths
    .map((width, i) => fitted(texts[i] ?? '', width))
    .join(' ')
    .trimEnd();

const rulerOf = (widths: readonly number[]): string => widths.map((width) => '='.repeat(width)).join(' ');

function headOf(look: ReportLook, page: number): string[] {
  const { rulers = 'below-each', names } = look;
  const lines = Array.from({ length: LINES }, (_, at) => {
    const widths = widthsOf(at, look);
    const texts = cellsOf(at).map((tag) => (names ? (names.get(tag) ?? '') : '欄位'));
    return { heading: lineOf(texts, widths), ruler: rulerOf(widths) };
  });
  const top = [`程式代號: HSAAS123            檢驗(查)結果檢核錯誤清單            頁次: ${page}`, ''];
  if (rulers === 'below-each') return [...top, ...lines.flatMap(({ heading, ruler }) => [heading, ruler])];
  const all = [...top, ...lines.map(({ heading }) => heading)];
  return rulers === 'one' ? [...all, rulerOf(widthsOf(0, look))] : [...all, ...lines.map(({ ruler }) => ruler)];
}

function cellOf(tag: string, { values, marks = [] }: MadeRecord, { mark = 'before' }: ReportLook): string {
  const value = values[tag] ?? '';
  if (!marks.includes(tag)) return mark === 'before' && tag !== 'code' ? ` ${value}` : value;
  return `*${mark === 'before' ? value : value.slice(1)}`;
}

const recordLines = (record: MadeRecord, look: ReportLook): string[] =>
  Array.from({ length: LINES }, (_, at) =>
    lineOf(
      cellsOf(at).map((tag) => cellOf(tag, record, look)),
      widthsOf(at, look),
    ),
  );

/** The text of a report. */
export function reportText(records: readonly MadeRecord[], look: ReportLook = {}): string {
  const { end = '\r\n', perPage = Math.max(records.length, 1), formFeed = false, foot } = look;
  const pages: string[] = [];
  for (let from = 0; from === 0 || from < records.length; from += perPage) {
    const some = records.slice(from, from + perPage);
    const lines = [
      ...headOf(look, pages.length + 1),
      ...some.flatMap((record) => [...recordLines(record, look), '-'.repeat(100)]),
      ...(foot ? [foot] : []),
    ];
    pages.push(lines.join(end) + end);
  }
  return pages.join(formFeed ? '\f' : '');
}

/** The same in Big5. */
export const reportBytes = (records: readonly MadeRecord[], look: ReportLook = {}): Buffer =>
  bytesOf(reportText(records, look));
