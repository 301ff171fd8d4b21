import { hashTable } from '../../readers/hash/hash-table.ts';
import type { CheckRecord } from '../record.ts';
import { keptRows, type RowPlace, WORD } from './joins-kept.ts';
import { look, type ReadText } from './joins-look.ts';
import { orderKey } from './joins-order.ts';
import { sharedRecords } from './joins-shared.ts';
import { visitRecords, withSerial } from './joins-visits.ts';
import type { RowData } from './row-record-type.ts';

/** What rows are to each other: repeated rows, serials of a visit, archives that several rows name. */
export interface Joins {
  /**
   * Notes a row; about 60 to 100 bytes are kept of it.
   * @param number its place among the rows, from 0, rising; rows that cannot be judged are left out
   * @param sameArchive the first row that names its archive; by the name unless told
   */
  add(number: number, row: RowPlace, data: RowData, sameArchive?: number): void;
  /**
   * After the last row: records of the types `medical-image.duplicate`, `.serial` and `.shared`, some at a time, each
   * only where something is wrong. What hashes say is read once more.
   */
  records(read: ReadText): AsyncIterable<CheckRecord[]>;
}

const SERIAL = /^[0-9]{1,6}$/;

/** A hash of 32 bits of a text that follows one of which the hash is known. */
function hashOf(text: string, before: number): number {
  let hash = before;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The number of a report serial from 1 on, 0 for anything else. */
const serialOf = ({ reportSerial = '' }: RowData): number => (SERIAL.test(reportSerial) ? Number(reportSerial) : 0);

/** Begins with the rows of a comma-separated CSV. @param csv its path as the user is shown it */
export function rowJoins(csv: string): Joins {
  const kept = keptRows();
  const visits = hashTable();
  const archives = hashTable();
  const there = new Map<number, number>();

  const addVisit = (number: number, serial: number, data: RowData): void => {
    const { institution, cardTime, visitType, visitSerial, patientId } = data;
    if (!institution || !cardTime || !visitType || !visitSerial || !patientId) return;
    const first = visits.add([institution, cardTime, visitType, visitSerial, patientId], number) ?? number;
    kept.set(number, WORD.visit, first + 1);
    kept.set(first, WORD.serials, withSerial(kept.get(first, WORD.serials), serial));
  };

  /** The first row that can be judged and names an archive: by the first that names it at all, else by the name. */
  const firstOf = (number: number, archive: string, sameArchive: number | undefined): number => {
    if (sameArchive === undefined) return archives.add(archive.toLowerCase(), number) ?? number;
    const first = there.get(sameArchive);
    if (first === undefined) there.set(sameArchive, number);
    return first ?? number;
  };

  const addArchive = (number: number, order: number, first: number): void => {
    kept.set(number, WORD.archive, first + 1);
    if (order !== kept.get(first, WORD.order) && kept.get(first, WORD.otherOrder) === 0)
      kept.set(first, WORD.otherOrder, number + 1);
  };

  return {
    add(number, row, data, sameArchive) {
      const { examinedAt = '', archive } = data;
      const orderCode = orderKey(data.orderCode ?? '');
      const serial = serialOf(data);
      const order = hashOf(orderCode, 0x811c9dc5);
      kept.keep(number, row);
      if (serial === 0) return;
      kept.set(number, WORD.serial, serial);
      kept.set(number, WORD.order, order);
      kept.set(number, WORD.hash, hashOf(examinedAt, order));
      addVisit(number, serial, data);
      if (archive && orderCode) addArchive(number, order, firstOf(number, archive, sameArchive));
    },
    async *records(read) {
      const again = look(kept, read);
      yield* visitRecords(csv, kept, again);
      yield* sharedRecords(csv, kept, again);
    },
  };
}
