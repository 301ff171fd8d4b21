import type { CheckRecord } from '../record.ts';
import { BATCH, type KeptRows, WORD } from './joins-kept.ts';
import type { Look, Seen } from './joins-look.ts';
import { orderKey } from './joins-order.ts';
import { cellOf, rowUnit } from './units.ts';

interface Rival {
  readonly other: number;
  readonly differs: 'order' | 'serial';
}

/** The row that this one's archive is held against, if any, and in what they may differ; by hashes. */
function rival(kept: KeptRows, number: number): Rival | undefined {
  const first = kept.get(number, WORD.archive) - 1;
  if (first < 0) return undefined;
  const otherOrder = kept.get(first, WORD.otherOrder) - 1;
  const sameOrder = kept.get(number, WORD.order) === kept.get(first, WORD.order);
  if (otherOrder >= 0) return { other: sameOrder ? otherOrder : first, differs: 'order' };
  const later = kept.get(number, WORD.serial) !== kept.get(first, WORD.serial);
  return later ? { other: first, differs: 'serial' } : undefined;
}

function sharedRecord(
  csv: string,
  kept: KeptRows,
  number: number,
  { other, differs }: Rival,
  own: Seen,
  others: Seen,
): CheckRecord | undefined {
  if (own('archive').toLowerCase() !== others('archive').toLowerCase()) return undefined;
  const isOther = orderKey(own('orderCode')) !== orderKey(others('orderCode'));
  if (isOther !== (differs === 'order')) return undefined;
  const [line, otherLine] = [kept.get(number, WORD.line), kept.get(other, WORD.line)];
  const codes = { orderCode: own('orderCode'), otherCode: others('orderCode') };
  return {
    type: 'medical-image.shared',
    unit: rowUnit(csv, line, number),
    data: { differs, other: otherLine, archive: own('archive'), ...codes },
    locate: () => cellOf(csv, line, 'archive'),
    places: { other: [cellOf(csv, otherLine, differs === 'order' ? 'orderCode' : 'archive')] },
  };
}

/**
 * Rows that name an archive of another order, each of them; rows that name one of the same order and another serial,
 * the later ones. In the order of the rows, some at a time.
 */
export async function* sharedRecords(csv: string, kept: KeptRows, look: Look): AsyncGenerator<CheckRecord[]> {
  let found: CheckRecord[] = [];
  for (let number = 0; number < kept.size; number++) {
    const against = rival(kept, number);
    if (!against) continue;
    const [own, other] = [look(number), look(against.other)];
    const record = sharedRecord(csv, kept, number, against, await own, await other);
    if (record) found.push(record);
    if (found.length < BATCH) continue;
    yield found;
    found = [];
  }
  yield found;
}
