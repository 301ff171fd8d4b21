import { hash } from 'node:crypto';
import type { ImageOrder } from './channels/channel.ts';

/** Bytes of a digest. */
export const DIGEST_BYTES = 16;

/** SHA-256 of cells, cut to 16 bytes: so much is kept of an order, never its text. */
const digestOf = (cells: readonly string[]): Buffer =>
  hash('sha256', cells.join('\u001f'), 'buffer').subarray(0, DIGEST_BYTES);

/** What is compared of an order: digests of its row as written and of its examination. */
export interface OrderDigests {
  readonly row: Uint8Array;
  readonly exam: Uint8Array;
}

/** The digests of an order; letter case of the examination does not count. */
export const digestsOf = ({ row, exam }: Pick<ImageOrder, 'row' | 'exam'>): OrderDigests => ({
  row: digestOf(row),
  exam: digestOf(exam.map((cell) => cell.toUpperCase())),
});

/** The digest of a 案件編號; its letter case does not count. */
export const caseDigest = (caseKey: string): Uint8Array => digestOf([caseKey.toUpperCase()]);

/** An archive that orders of a submission name. */
export interface KeptCase {
  /** Institution and 案件編號. */
  readonly caseKey: string;
  /** SHA-256, hex. */
  readonly archive: string;
}

/** The orders of one judged submission in 36 bytes each, for the ledger. */
export interface KeptOrders {
  readonly cases: readonly KeptCase[];
  /** In the order of the rows; `of` is a place in `cases`. */
  rows(): Iterable<OrderDigests & { readonly of: number }>;
}

/** Where orders are kept while a submission is judged. */
export interface OrderKeeper extends KeptOrders {
  add(order: ImageOrder): void;
}

const EACH = 4 + 2 * DIGEST_BYTES;
const PER_CHUNK = 4_096;

/** Keeps orders: the digests in chunks, so that a million are 36 MB. */
export function orderKeeper(): OrderKeeper {
  const cases: KeptCase[] = [];
  const places = new Map<string, number>();
  const chunks: Buffer[] = [];
  let count = 0;
  return {
    cases,
    add(order) {
      const { caseKey, archive } = order;
      const name = caseKey + archive;
      let place = places.get(name);
      if (place === undefined) {
        place = cases.push({ caseKey, archive }) - 1;
        places.set(name, place);
      }
      const at = (count % PER_CHUNK) * EACH;
      if (at === 0) chunks.push(Buffer.alloc(PER_CHUNK * EACH));
      const chunk = chunks.at(-1) as Buffer;
      const { row, exam } = digestsOf(order);
      chunk.writeUInt32LE(place, at);
      chunk.set(row, at + 4);
      chunk.set(exam, at + 4 + DIGEST_BYTES);
      count++;
    },
    *rows() {
      for (let index = 0; index < count; index++) {
        const chunk = chunks[Math.floor(index / PER_CHUNK)] as Buffer;
        const at = (index % PER_CHUNK) * EACH;
        yield {
          of: chunk.readUInt32LE(at),
          row: chunk.subarray(at + 4, at + 4 + DIGEST_BYTES),
          exam: chunk.subarray(at + 4 + DIGEST_BYTES, at + EACH),
        };
      }
    },
  };
}
