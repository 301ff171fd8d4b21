import type { DatabaseSync } from 'node:sqlite';

/** Does all of it or nothing; others that write wait, or are told that it is locked. Gives what `work` gives. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('begin immediate');
  try {
    const result = work();
    database.exec('commit');
    return result;
  } catch (error) {
    try {
      database.exec('rollback');
    } catch {
      // SQLite has undone it already, where the disk was full
    }
    throw error;
  }
}
