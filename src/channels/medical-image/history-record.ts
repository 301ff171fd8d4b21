import type { CsvRow } from '../../readers/csv/types.ts';
import type { Context, ImageOrder } from '../channel.ts';
import type { CheckRecord, Unit } from '../record.ts';
import type { ArchiveFacts } from './archive-facts.ts';
import { caseKeyOf } from './names.ts';
import { cellOf } from './units.ts';

/** What is the same for all rows that name an archive. */
interface Known {
  /** Institution and 案件編號; undefined where its name has none. */
  readonly caseKey: string | undefined;
  /** An earlier submission of this check that has it too. */
  readonly elsewhere: string | undefined;
}

const knownOf = new WeakMap<ArchiveFacts, Known>();

function known(facts: ArchiveFacts, cx: Pick<Context, 'elsewhere'>): Known {
  const found = knownOf.get(facts);
  if (found) return found;
  const caseKey = caseKeyOf(facts.name);
  const made = { caseKey, elsewhere: caseKey === undefined ? undefined : cx.elsewhere(caseKey) };
  knownOf.set(facts, made);
  return made;
}

/** Columns 8, 10, 12: who was examined, which order, when. */
const EXAM = [7, 9, 11];

const orderOf = (caseKey: string, fields: readonly string[], archive: string): ImageOrder => ({
  caseKey,
  row: fields,
  exam: EXAM.map((column) => fields[column]?.trim() ?? ''),
  archive,
});

/**
 * Tells of an order whose archive is there, for a hand-over to remember it, and gives the record of a row whose 案件編號
 * was handed over before, or is that of another batch of this check.
 * @param facts of the archive that the row names
 */
export function historyRecord(
  unit: Unit,
  csv: string,
  { row, fields }: CsvRow,
  facts: ArchiveFacts,
  cx: Pick<Context, 'order' | 'elsewhere'>,
): CheckRecord | undefined {
  const { caseKey, elsewhere } = known(facts, cx);
  if (caseKey === undefined) return undefined;
  const before = cx.order && facts.sha256 !== null ? cx.order(orderOf(caseKey, fields, facts.sha256)) : undefined;
  if (!before && elsewhere === undefined) return undefined;
  return {
    type: 'medical-image.history',
    unit,
    data: { name: facts.name, ...(before ?? { elsewhere }) },
    locate: () => cellOf(csv, row, 'archive'),
  };
}
