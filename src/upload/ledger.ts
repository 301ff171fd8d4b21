import { mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/** The history of what this machine handed over: names and hashes, no content. */
export interface Ledger extends Disposable {
  /** Whether a file of this original name was handed over; letter case does not count. */
  sentBefore(name: string): boolean;
  /** Remembers files that were handed over: all of them or, when it throws, none. */
  record(files: readonly { name: string; sha256: string }[], at: Date): void;
}

/** The ledger's layout; a newer one is not read. */
const LAYOUT = 1;
const TABLE = `
  create table if not exists sent (
    name_key text not null,
    name text not null,
    sha256 text not null,
    sent_at text not null,
    primary key (name_key, sent_at)
  ) strict`;

/** The ledger cannot be used: damaged, of a newer version, or not to be opened. */
export class LedgerError extends Error {
  constructor(why: 'damaged' | 'newer' | 'unreadable') {
    super(`ledger ${why}`);
    this.name = 'LedgerError';
  }
}

/** Where the ledger lies by the platform's own rules. */
export function defaultLedgerPath(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const home = homedir();
  if (platform === 'win32')
    return path.join(env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'nhi-precheck', 'ledger.sqlite');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'nhi-precheck', 'ledger.sqlite');
  const xdg = env.XDG_DATA_HOME ?? ''; // one that is empty or relative does not count
  const data = path.isAbsolute(xdg) ? xdg : path.join(home, '.local', 'share');
  return path.join(data, 'nhi-precheck', 'ledger.sqlite');
}

const NOTHING_SENT: Ledger = {
  sentBefore: () => false,
  record: () => {
    throw new Error('this ledger was opened for reading');
  },
  [Symbol.dispose]: () => {},
};

/** Whether there is a ledger; one that cannot be looked at (no permission, a share that is gone) is not "none". */
function isThere(file: string): boolean {
  try {
    statSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw new LedgerError('unreadable');
  }
}

/**
 * Opens the ledger. For reading (`check`) nothing is created: no ledger means that nothing was handed over.
 * @throws LedgerError
 */
export function openLedger(file: string, mode: 'read' | 'write' = 'read'): Ledger {
  if (mode === 'read' && !isThere(file)) return NOTHING_SENT;
  let database: DatabaseSync | undefined;
  let known: ReturnType<DatabaseSync['prepare']>;
  try {
    if (mode === 'write') mkdirSync(path.dirname(file), { recursive: true });
    const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite'); // loaded only where there is a ledger
    database = new Database(file, { readOnly: mode === 'read', timeout: 5_000 });
    const layout = Number(database.prepare('pragma user_version').get()?.user_version ?? 0);
    if (layout > LAYOUT) throw new LedgerError('newer');
    if (mode === 'write') database.exec(`${TABLE}; pragma user_version = ${LAYOUT}`);
    known = database.prepare('select 1 from sent where name_key = ? limit 1');
  } catch (error) {
    database?.close(); // an open file could not be moved away on Windows
    throw error instanceof LedgerError ? error : new LedgerError('damaged');
  }
  const open = database;
  return {
    sentBefore: (name) => known.get(name.toUpperCase()) !== undefined,
    record(files, at) {
      const insert = open.prepare('insert into sent (name_key, name, sha256, sent_at) values (?, ?, ?, ?)');
      open.exec('begin immediate');
      try {
        for (const { name, sha256 } of files) insert.run(name.toUpperCase(), name, sha256, at.toISOString());
        open.exec('commit');
      } catch (error) {
        open.exec('rollback');
        throw error;
      }
    },
    [Symbol.dispose]: () => open.close(),
  };
}
