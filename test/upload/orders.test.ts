import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { ImageOrder } from '../../src/channels/channel.ts';
import { orderKeeper } from '../../src/kept-orders.ts';
import { type Ledger, openLedger } from '../../src/upload/ledger.ts';
import { scratch } from '../support/archives/scratch.ts';

const CASE = '3501200000A00000000001';
const PATIENT = 'A123456789';

/** An order as the channel tells of it; all of it made up. */
const order = (patch: Partial<ImageOrder> = {}): ImageOrder => ({
  caseKey: CASE,
  row: ['3501200000', '12', PATIENT, '33070B', '10805020930', `DCF${CASE}.7z`],
  exam: [PATIENT, '33070B', '10805020930'],
  archive: '1a'.repeat(32),
  ...patch,
});

let count = 0;

/** Writes a hand-over of these orders down, up to a state. @returns its id */
function handOver(ledger: Ledger, orders: readonly ImageOrder[], state: 'begun' | 'done' | 'dropped' = 'done'): string {
  const keeper = orderKeeper();
  for (const each of orders) keeper.add(each);
  const id = `hand-over-${++count}`;
  const at = new Date('2026-05-12T06:00:00Z');
  const name = '3501200000_20260512_001';
  const files = [{ name: `${name}.csv`, sha256: 'ab'.repeat(32), role: 'csv' }];
  const rest = {
    purpose: 'production',
    answer: 'accept',
    acceptedHold: null,
    ruleset: '1',
    asOf: '2026-05-12',
  } as const;
  const target = '/nowhere/of/this/machine';
  const before = ledger.begin({
    ...{ id, at, channel: 'medical-image', name, sha256: null, target, files, orders: keeper },
    ...rest,
  });
  if (before) throw new Error(before.standing);
  if (state === 'done') ledger.done(id);
  if (state === 'dropped') ledger.drop(id, 'changed');
  return id;
}

const SAME = { row: 'same', archive: 'same', exam: 'same' };

function world() {
  const folder = scratch();
  const file = join(folder.path, 'l.sqlite');
  return { file, [Symbol.dispose]: folder[Symbol.dispose] };
}

describe('orders that were handed over', () => {
  test('are known again by case number, whatever its letter case; others are not', () => {
    using it = world();
    using ledger = openLedger(it.file, 'write');
    expect(ledger.ordersBefore()(order())).toBeUndefined();
    handOver(ledger, [order()]);
    using read = openLedger(it.file);
    for (const each of [ledger, read]) {
      const compare = each.ordersBefore();
      expect(compare(order())).toEqual(SAME);
      expect(compare(order({ caseKey: CASE.toLowerCase() }))).toEqual(SAME);
      expect(compare(order({ caseKey: '3501200000A00000000002' }))).toBeUndefined();
      expect(compare(order({ caseKey: '3501200001A00000000001' }))).toBeUndefined();
    }
  });

  test.each<[string, Partial<ImageOrder>, Record<string, string>]>([
    ['another archive', { archive: '2b'.repeat(32) }, { archive: 'other' }],
    ['its hash in capitals', { archive: '1A'.repeat(32) }, {}],
    ['another cell', { row: ['3501200000', '12'] }, { row: 'other' }],
    [
      'cells divided otherwise',
      { row: [`3501200000,12,${PATIENT},33070B,10805020930,DCF${CASE}.7z`] },
      { row: 'other' },
    ],
    ['a blank in a cell', { row: [' 3501200000', ...order().row.slice(1)] }, { row: 'other' }],
    ['another time', { exam: [PATIENT, '33070B', '10805020931'] }, { exam: 'other' }],
    ['an id in small letters', { exam: [PATIENT.toLowerCase(), '33070B', '10805020930'] }, {}],
  ])('%s', (_, patch, differs) => {
    using it = world();
    using ledger = openLedger(it.file, 'write');
    handOver(ledger, [order()]);
    expect(ledger.ordersBefore()(order(patch))).toEqual({ ...SAME, ...differs });
  });

  test('are compared with every row and archive of the number, in every hand-over', () => {
    using it = world();
    using ledger = openLedger(it.file, 'write');
    const second = order({ row: ['second'], exam: ['second'] });
    handOver(ledger, [order(), second]);
    handOver(ledger, [order({ row: ['third'], exam: ['third'], archive: '3c'.repeat(32) })]);
    const compare = ledger.ordersBefore();
    expect(compare(second)).toEqual(SAME);
    expect(compare(order({ row: ['third'], exam: ['second'], archive: '1a'.repeat(32) }))).toEqual(SAME);
    expect(compare(order({ row: ['x'], exam: ['x'], archive: '4d'.repeat(32) }))).toEqual({
      row: 'other',
      archive: 'other',
      exam: 'other',
    });
  });

  test('do not count where nothing was handed over; what goes on just now does', () => {
    using it = world();
    using ledger = openLedger(it.file, 'write');
    handOver(ledger, [order()], 'dropped');
    expect(ledger.ordersBefore()(order())).toBeUndefined();
    const id = handOver(ledger, [order()], 'begun');
    expect(ledger.ordersBefore()(order())).toEqual(SAME);
    ledger.drop(id, 'changed');
    expect(ledger.ordersBefore()(order())).toBeUndefined();
  });

  test('the same file names go again: they are not used up', () => {
    using it = world();
    using ledger = openLedger(it.file, 'write');
    handOver(ledger, [order()]);
    handOver(ledger, [order()]);
    expect(ledger.story()).toHaveLength(2);
  });

  test('unless a process is at it just now', () => {
    using it = world();
    using ledger = openLedger(it.file, 'write');
    const id = handOver(ledger, [order()], 'begun');
    expect(() => handOver(ledger, [order()])).toThrow(/in-progress/);
    ledger.drop(id, 'changed');
    handOver(ledger, [order()]);
  });

  test('a row is in no other kind: an examination that reads like a row is not one', () => {
    using it = world();
    using ledger = openLedger(it.file, 'write');
    handOver(ledger, [order({ row: ['A'], exam: ['B'] })]);
    expect(ledger.ordersBefore()(order({ row: ['B'], exam: ['A'] }))).toEqual({ ...SAME, row: 'other', exam: 'other' });
  });

  test('many keep their digests apart, over more than one chunk', () => {
    using it = world();
    using ledger = openLedger(it.file, 'write');
    const many = Array.from({ length: 9_000 }, (_, i) =>
      order({ caseKey: `3501200000${String(i % 3).padStart(12, '0')}`, row: [`row ${i}`], exam: [`exam ${i}`] }),
    );
    handOver(ledger, many);
    const compare = ledger.ordersBefore();
    for (const at of [0, 4_095, 4_096, 8_191, 8_192, 8_999]) expect(compare(many[at] as ImageOrder)).toEqual(SAME);
    const first = many[0] as ImageOrder;
    expect(compare({ ...first, caseKey: (many[1] as ImageOrder).caseKey })).toEqual({
      ...SAME,
      row: 'other',
      exam: 'other',
    });
  });
});

describe('what the ledger holds of orders', () => {
  const texts = [PATIENT, '33070B', '10805020930', 'A00000000001'];

  test('keyed hashes alone: no identifier, and nothing in common with the ledger of another machine', () => {
    using it = world();
    using other = world();
    for (const { file } of [it, other]) {
      using ledger = openLedger(file, 'write');
      handOver(ledger, [order()]);
    }
    const bytes = readFileSync(it.file).toString('latin1');
    for (const text of texts) expect(bytes).not.toContain(text);
    const keysOf = (file: string): string[] => {
      using database = new DatabaseSync(file, { readOnly: true });
      const hex = (value: unknown): string => Buffer.from(value as Uint8Array).toString('hex');
      return [
        ...database
          .prepare('select key from order_keys')
          .all()
          .map(({ key }) => hex(key)),
        ...database
          .prepare('select case_key as key from cases')
          .all()
          .map(({ key }) => hex(key)),
      ];
    };
    const [mine, theirs] = [keysOf(it.file), keysOf(other.file)];
    expect(mine).toHaveLength(3);
    expect(mine.filter((key) => theirs.includes(key))).toEqual([]);
  });
});

describe('a ledger of layout 2', () => {
  /** As version 0.2 wrote it: ours without what layout 3 has more. */
  function layout2(file: string): void {
    {
      using ledger = openLedger(file, 'write');
      ledger.record([{ name: 'a.zip', sha256: 'ab'.repeat(32) }], new Date('2026-05-11T06:00:00Z'));
    }
    using database = new DatabaseSync(file);
    database.exec(`drop table order_keys; drop table cases; delete from meta where key = 'order-key';
      pragma user_version = 2`);
  }

  test('is read as it is: no order was handed over with it', () => {
    using it = world();
    layout2(it.file);
    const before = readFileSync(it.file);
    {
      using ledger = openLedger(it.file);
      expect([ledger.sentBefore('A.ZIP'), ledger.ordersBefore()(order())]).toEqual([true, undefined]);
    }
    expect(readFileSync(it.file).equals(before)).toBe(true);
  });

  test('is brought up when it is written, and nothing is lost', () => {
    using it = world();
    layout2(it.file);
    using ledger = openLedger(it.file, 'write');
    handOver(ledger, [order()]);
    expect([ledger.sentBefore('a.zip'), ledger.ordersBefore()(order())]).toEqual([true, SAME]);
    expect(ledger.story().map(({ name }) => name)).toEqual(['a.zip', '3501200000_20260512_001']);
  });
});
