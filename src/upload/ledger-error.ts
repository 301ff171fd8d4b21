/** Why a ledger cannot be used. */
export type LedgerTrouble = 'damaged' | 'newer' | 'unreadable' | 'read-only' | 'full' | 'locked';

/** The ledger cannot be used. */
export class LedgerError extends Error {
  readonly why: LedgerTrouble;

  constructor(why: LedgerTrouble) {
    super(`ledger ${why}`);
    this.name = 'LedgerError';
    this.why = why;
  }
}

/** Result codes of SQLite; what is not here says that the file is not what it should be. */
const BY_SQLITE: Readonly<Record<number, LedgerTrouble>> = {
  3: 'unreadable', // PERM
  5: 'locked', // BUSY
  6: 'locked', // LOCKED
  8: 'read-only', // READONLY
  10: 'unreadable', // IOERR
  13: 'full', // FULL
  14: 'unreadable', // CANTOPEN
  23: 'unreadable', // AUTH
};

const BY_SYSTEM: Readonly<Record<string, LedgerTrouble>> = {
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

/** An interrupted write has to be undone before anything can be read (SQLITE_READONLY_ROLLBACK). */
export const isUnfinished = (error: unknown): boolean => (error as { errcode?: number }).errcode === 776;

/**
 * What went wrong, as one of our troubles; anything that neither SQLite nor the system said passes through as a fault
 * of ours.
 * @param writing a file that cannot be opened for writing lies where nothing can be written
 */
export function ledgerError(error: unknown, writing: boolean): unknown {
  if (error instanceof LedgerError) return error;
  const { code, errcode } = error as { code?: string; errcode?: number };
  if (code === 'ERR_SQLITE_ERROR' && errcode !== undefined) {
    const base = errcode & 0xff;
    if (base === 19) return error; // CONSTRAINT: what a caller asked for cannot be
    return new LedgerError(base === 14 && writing ? 'read-only' : (BY_SQLITE[base] ?? 'damaged'));
  }
  if (typeof code === 'string' && /^E[A-Z0-9]+$/.test(code)) return new LedgerError(BY_SYSTEM[code] ?? 'unreadable');
  return error;
}
