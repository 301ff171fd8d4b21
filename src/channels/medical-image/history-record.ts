import type { CsvRow } from '../../readers/csv/types.ts';
import type { Context } from '../channel.ts';
import type { CheckRecord, Unit } from '../record.ts';
import type { ArchiveFacts } from './archive-facts.ts';
import { cellOf } from './units.ts';

const keys = new WeakMap<ArchiveFacts, string | null>();

/** Institution and 案件編號 of an archive, 22 signs; null where its name has none. */
function caseKeyOf(facts: ArchiveFacts): string | null {
  const known = keys.get(facts);
  if (known !== undefined) return known;
  const [, institution, number] = /^(?:DCF|ATT)([0-9A-Z]{10})_([0-9A-Z]{12})\.[0-9A-Z]+$/i.exec(facts.name) ?? [];
  const key = institution && number ? (institution + number).toUpperCase() : null;
  keys.set(facts, key);
  return key;
}

/** Columns 8, 10, 12: who was examined, which order, when. */
const EXAM = [7, 9, 11];

/**
 * Tells of an order whose archive is there, for a hand-over to remember it, and gives the record of a row whose 案件編號
 * was handed over before. Nothing is done where neither is wanted.
 * @param facts of the archive that the row names
 */
export function historyRecord(
  unit: Unit,
  csv: string,
  { row, fields }: CsvRow,
  facts: ArchiveFacts,
  { order }: Pick<Context, 'order'>,
): CheckRecord | undefined {
  if (!order || facts.sha256 === null) return undefined;
  const caseKey = caseKeyOf(facts);
  if (caseKey === null) return undefined;
  const exam = EXAM.map((column) => fields[column]?.trim() ?? '');
  const before = order({ caseKey, row: fields, exam, archive: facts.sha256 });
  if (!before) return undefined;
  return {
    type: 'medical-image.history',
    unit,
    data: { name: facts.name, ...before },
    locate: () => cellOf(csv, row, 'archive'),
  };
}
