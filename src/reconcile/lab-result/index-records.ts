import { remember } from '../../readers/remember.ts';
import type { XmlField } from '../../readers/xml/format.ts';
import type { XmlSegment } from '../../readers/xml/types.ts';
import { type Cell, COMPARED, type ReportRecord } from './record.ts';

/** Fields that tell patients and orders apart; three of them have to be there whole. */
const TELLING: ReadonlySet<string> = new Set(['h5', 'h7', 'h9', 'h10', 'h15', 'h20']);
const ENOUGH = 3;

const H_COMPARED = COMPARED.filter((tag) => tag !== 'r1');

/** Sets of fields that records are looked up by; in an honest report there are a handful. */
const MOST_SETS = 64;

const fieldValue = (fields: Readonly<Record<string, string>>, tag: string): string => (fields[tag] ?? '').trim();

/** Whether a cell shows its whole value: nothing marked over it, nothing cut off. */
const isWhole = ({ text, marked, full }: Cell, field: XmlField | undefined): boolean =>
  !marked && text !== '' && (!full || text.length >= (field?.length ?? Number.POSITIVE_INFINITY));

/** Whether a value may be what a cell shows that was cut, or whose mark may have taken the place of its first sign. */
function mayBe({ text, marked, full }: Cell, value: string): boolean {
  const same = (shown: string, whole: string): boolean => whole === shown || (full && whole.startsWith(shown));
  return same(text, value) || (marked && value !== '' && same(text, value.slice(1)));
}

/** Records of a report, to be found by the hdata that they are about. */
export interface RecordIndex {
  /** Records whose fields are those of an hdata, as far as they show. */
  of(fields: Readonly<Record<string, string>>): Iterable<ReportRecord>;
  /** Records of which too few fields can be compared. */
  readonly tooFew: readonly ReportRecord[];
}

/** @param fields of 基本資料段 by tag */
export function recordIndex(records: readonly ReportRecord[], fields: Readonly<Record<string, XmlField>>): RecordIndex {
  const sets = new Map<string, { readonly tags: readonly string[]; readonly byKey: Map<string, ReportRecord[]> }>();
  const tooFew: ReportRecord[] = [];
  const whole = (record: ReportRecord, tag: string): boolean => {
    const cell = record.cells.get(tag);
    return cell !== undefined && isWhole(cell, fields[tag]);
  };
  for (const record of records) {
    const tags = H_COMPARED.filter((tag) => whole(record, tag));
    const name = tags.join();
    const isNew = !sets.has(name) && sets.size >= MOST_SETS;
    if (isNew || tags.filter((tag) => TELLING.has(tag)).length < ENOUGH) {
      tooFew.push(record);
      continue;
    }
    const { byKey } = remember(sets, name, () => ({ tags, byKey: new Map() }));
    remember(byKey, JSON.stringify(tags.map((tag) => record.cells.get(tag)?.text)), () => []).push(record);
  }
  function* of(values: Readonly<Record<string, string>>): Generator<ReportRecord> {
    for (const { tags, byKey } of sets.values()) {
      const alike = byKey.get(JSON.stringify(tags.map((tag) => fieldValue(values, tag)))) ?? [];
      for (const record of alike) {
        const others = H_COMPARED.filter((tag) => record.cells.has(tag) && !tags.includes(tag));
        if (others.every((tag) => mayBe(record.cells.get(tag) as Cell, fieldValue(values, tag)))) yield record;
      }
    }
  }
  return { of, tooFew };
}

const plainNumber = (text: string): string => text.trim().replace(/^0+(?=\d)/, '');

/**
 * Which rdata of an hdata, 1-based, a record is about by its 報告序號.
 * @returns none where the record does not show it whole; undefined where the hdata has no such rdata
 */
export function resultsOf({ cells }: ReportRecord, segments: readonly XmlSegment[]): readonly number[] | undefined {
  const cell = cells.get('r1');
  if (!cell || cell.marked || cell.text === '') return [];
  const found = segments.filter(({ fields }) => plainNumber(fields.r1 ?? '') === plainNumber(cell.text));
  return found.length > 0 ? found.map(({ index }) => index) : undefined;
}
