import type { ByteStream } from 'dicom-parser';
import { newDraft, recordOf, type Shared, takeElement } from './dicomdir-record.ts';
import type { Values } from './dicomdir-values.ts';
import { type ElementHead, elementHead, ITEM, ITEM_END, SEQUENCE_END, skipValue, UNDEFINED } from './elements.ts';
import type { DirectoryRecord } from './types.ts';

/** What came of a Directory Record Sequence. */
export interface Records {
  /** As many as are allowed. */
  readonly records: readonly DirectoryRecord[];
  /** All items met. */
  readonly found: number;
  readonly end: End;
}

type End = 'whole' | 'cut' | 'too-deep';

/**
 * Reads the Directory Record Sequence (0004,1220), the head of which was read, item by item; of each only what a record
 * has is kept.
 * @param most items kept; those that follow are counted
 */
export function readRecords(
  stream: ByteStream,
  sequence: ElementHead,
  explicit: boolean,
  values: Values,
  most: number,
): Records {
  const claimed = sequence.length === UNDEFINED ? Number.POSITIVE_INFINITY : sequence.start + sequence.length;
  const shared: Shared = { texts: new Map(), sets: new Map() };
  const records: DirectoryRecord[] = [];
  let found = 0;
  while (stream.position < claimed) {
    const offset = stream.position;
    const item = elementHead(stream, explicit, values.bytes.length);
    if (item?.tag === SEQUENCE_END) return { records, found, end: 'whole' };
    if (item?.tag !== ITEM) return { records, found, end: 'cut' };
    const draft = newDraft();
    const kept = found < most;
    const end = readItem(stream, item, explicit, values.bytes.length, (head) => {
      if (kept) takeElement(draft, head, values, shared);
    });
    if (kept) records.push(recordOf(draft, found, offset, shared));
    found++;
    if (end !== 'whole') return { records, found, end };
  }
  return { records, found, end: stream.position === claimed ? 'whole' : 'cut' };
}

/**
 * Gives the elements of an item to `take`, and leaves the stream behind the item. Where the elements make no sense the
 * length of the item tells its end; where the next item begins before that, the length is wrong.
 */
function readItem(
  stream: ByteStream,
  item: ElementHead,
  explicit: boolean,
  size: number,
  take: (head: ElementHead) => void,
): End {
  const claimed = item.length === UNDEFINED ? Number.POSITIVE_INFINITY : item.start + item.length;
  const end = Math.min(claimed, size);
  while (stream.position < end) {
    const at = stream.position;
    const head = elementHead(stream, explicit, end);
    if (head?.tag === ITEM_END) return 'whole';
    if (head?.tag === ITEM || head?.tag === SEQUENCE_END) {
      stream.position = at;
      return 'whole';
    }
    const skipped = head === null ? 'broken' : skipValue(stream, head, explicit, end);
    if (skipped === 'too-deep') return 'too-deep';
    if (head === null || skipped === 'broken') break;
    take(head);
  }
  if (claimed > size) return 'cut';
  stream.position = claimed;
  return 'whole';
}
