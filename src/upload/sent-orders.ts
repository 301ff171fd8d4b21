import { hash, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { ImageOrder, OrderBefore } from '../channels/channel.ts';
import { caseDigest, DIGEST_BYTES, digestsOf, type KeptOrders } from '../kept-orders.ts';
import { handOverOf, isSent } from './hand-over-rows.ts';

/** Where `meta` has the key of the hashes: 32 random bytes in hex, made with the ledger. */
export const ORDER_KEY = 'order-key';
const KEY_BYTES = 32;

/** A new key. */
export const newOrderKey = (): string => randomBytes(KEY_BYTES).toString('hex');

/** What is hashed, and its first byte: one kind never equals another. */
const KINDS = { case: 1, row: 2, exam: 3 } as const;

/** A hash of 16 bytes under the key of this ledger: ledgers of two machines have nothing in common. */
type Keyed = (kind: keyof typeof KINDS, digest: Uint8Array) => Uint8Array;

function keyed(database: DatabaseSync): Keyed {
  const found = database.prepare('select value from meta where key = ?').get(ORDER_KEY)?.value;
  if (typeof found !== 'string') throw new Error('a ledger without the key of its orders');
  // of one length always, and cut: SHA-256 needs no HMAC around it then, which would take eight times as long
  const input = Buffer.alloc(KEY_BYTES + 1 + DIGEST_BYTES);
  input.write(found, 'hex');
  return (kind, digest) => {
    input[KEY_BYTES] = KINDS[kind];
    input.set(digest, KEY_BYTES + 1);
    return hash('sha256', input, 'buffer').subarray(0, DIGEST_BYTES);
  };
}

/** Writes the orders of a hand-over down. Within a transaction. */
export function insertOrders(database: DatabaseSync, handOver: string, orders: KeptOrders): void {
  if (orders.cases.length === 0) return;
  const hashed = keyed(database);
  const insertCase = database.prepare('insert into cases (hand_over, case_key, archive) values (?, ?, ?)');
  const insertKey = database.prepare('insert or ignore into order_keys values (?, ?)');
  const ids = orders.cases.map(
    ({ caseKey, archive }) =>
      insertCase.run(handOver, hashed('case', caseDigest(caseKey)), Buffer.from(archive, 'hex')).lastInsertRowid,
  );
  for (const { of, row, exam } of orders.rows()) {
    const id = ids[of] as number | bigint;
    insertKey.run(id, hashed('row', row));
    insertKey.run(id, hashed('exam', exam));
  }
}

/** A case that was handed over before. */
interface SentCase {
  readonly id: number;
  /** SHA-256, hex. */
  readonly archive: string;
}

const OF_CASE = `select c.id as case_id, c.archive as archive, h.* from cases c join hand_overs h on h.id = c.hand_over
  where c.case_key = ? and h.state <> 'dropped' and h.purpose = 'production'`;

/** So many cases are remembered at once while a submission is judged. */
const MOST = 100_000;

/** Compares the orders of one submission with those of earlier hand-overs; what it remembers holds for that long. */
export function ordersBefore(database: DatabaseSync): (order: ImageOrder) => OrderBefore | undefined {
  if (database.prepare('select 1 from cases limit 1').get() === undefined) return () => undefined;
  const hashed = keyed(database);
  const ofCase = database.prepare(OF_CASE);
  const hasKey = database.prepare('select 1 from order_keys where case_id = ? and key = ?');
  const known = new Map<string, readonly SentCase[]>();
  const sentCases = (caseKey: string): readonly SentCase[] => {
    const before = known.get(caseKey);
    if (before) return before;
    const found = ofCase
      .all(hashed('case', caseDigest(caseKey)))
      .filter((row) => isSent(handOverOf(row)))
      .map((row) => ({ id: Number(row.case_id), archive: Buffer.from(row.archive as Uint8Array).toString('hex') }));
    if (known.size >= MOST) known.clear();
    known.set(caseKey, found);
    return found;
  };
  return (order) => {
    const cases = sentCases(order.caseKey);
    if (cases.length === 0) return undefined;
    const { row, exam } = digestsOf(order);
    const has = (key: Uint8Array) => cases.some(({ id }) => hasKey.get(id, key) !== undefined);
    const compared = (isSame: boolean) => (isSame ? 'same' : 'other');
    return {
      row: compared(has(hashed('row', row))),
      archive: compared(cases.some(({ archive }) => archive === order.archive.toLowerCase())),
      exam: compared(has(hashed('exam', exam))),
    };
  };
}
