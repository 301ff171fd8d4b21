import { hash } from 'node:crypto';
import type { ImageOrder } from '../../../../src/channels/channel.ts';
import { COLUMNS } from '../../../../src/channels/medical-image/row-record-type.ts';
import { orderKeeper } from '../../../../src/kept-orders.ts';
import type { Ledger } from '../../../../src/upload/ledger.ts';
import type { CaseFile } from '../case-schema.ts';
import { imageFilesOf } from './pack.ts';
import { rowsOf } from './rows.ts';

/** The orders of a package whose archives are there. */
function* ordersOf(given: Pick<CaseFile, 'rows' | 'images'>): Generator<ImageOrder> {
  const files = new Map(imageFilesOf(given).map(({ name, bytes }) => [name, bytes]));
  for (const { cells } of rowsOf(given.rows ?? [])) {
    const { archive = '', patientId = '', orderCode = '', examinedAt = '' } = cells;
    const bytes = files.get(archive);
    if (!bytes) continue;
    const row = COLUMNS.map((column) => cells[column] ?? '');
    const caseKey = archive.slice(3, 13) + archive.slice(14, 26);
    yield { caseKey, row, exam: [patientId, orderCode, examinedAt], archive: hash('sha256', bytes) };
  }
}

/** Writes down that a package of medical images was handed over the day before. */
export function handedOverBefore(ledger: Ledger, given: Pick<CaseFile, 'rows' | 'images'>): void {
  const orders = orderKeeper();
  for (const order of ordersOf(given)) orders.add(order);
  const name = '3501200000_20260511_001';
  ledger.begin({
    id: 'before',
    at: new Date('2026-05-11T10:00:00+08:00'),
    channel: 'medical-image',
    purpose: 'production',
    name,
    sha256: null,
    target: '/',
    files: [{ name: `${name}.csv`, sha256: '0'.repeat(64), role: 'csv' }],
    orders,
    answer: 'accept',
    acceptedHold: null,
    ruleset: '1',
    asOf: '2026-05-11',
  });
  ledger.done('before');
}
