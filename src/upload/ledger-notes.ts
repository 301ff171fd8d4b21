import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { onNetworkShare } from './network-share.ts';
import { inTransaction } from './transaction.ts';

/** What a user should know of a ledger that works. */
export type LedgerNote = 'network-share' | 'copied' | 'clock-back';

/** Clocks are set right by seconds all the time. */
const TOLERANCE = 60_000;

/** Where the file is: another place or another inode than at the last hand-over is a copy, or the file moved. */
const placeOf = (file: string): Record<string, string> => {
  const real = realpathSync(file);
  return { path: real, inode: String(statSync(real, { bigint: true }).ino) };
};

/**
 * Whether the file is another one than the ledger remembers, and from now on remembers this one. On a network share
 * path and inode say nothing. For a ledger open for writing.
 */
export function adopted(database: DatabaseSync, file: string): boolean {
  if (onNetworkShare(path.dirname(file))) return false;
  const known = new Map(
    database
      .prepare('select key, value from meta')
      .all()
      .map(({ key, value }) => [key, value]),
  );
  const place = Object.entries(placeOf(file));
  if (place.every(([key, value]) => known.get(key) === value)) return false;
  inTransaction(database, () => {
    const put = database.prepare('insert or replace into meta (key, value) values (?, ?)');
    for (const [key, value] of place) put.run(key, value);
  });
  return known.has('path');
}

/** Whether the newest entry was written later than now. */
export function isClockBack(database: DatabaseSync, now: Date): boolean {
  const newest = database.prepare('select max(at) as at from events').get()?.at;
  return typeof newest === 'string' && Date.parse(newest) > now.getTime() + TOLERANCE;
}
