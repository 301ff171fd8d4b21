import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { ImageOrder, OrderBefore } from '../channels/channel.ts';
import {
  atWork,
  earlierThan,
  goingOn,
  type HandOver,
  insertHandOver,
  type NewHandOver,
  type SentFile,
  settleBegun,
} from './hand-over-rows.ts';
import { isUnfinished, LedgerError, ledgerError } from './ledger-error.ts';
import { bringUp, makeTables, readable } from './ledger-layout.ts';
import { adopted, isClockBack, type LedgerNote } from './ledger-notes.ts';
import { onNetworkShare } from './network-share.ts';
import type { Purpose } from './purpose.ts';
import { insertOrders, ordersBefore } from './sent-orders.ts';
import { type StoryEvent, storyOf, type Told, tellEvent } from './story.ts';
import { inTransaction } from './transaction.ts';
import { usesNameUp } from './ways.ts';

export { LedgerError } from './ledger-error.ts';
export { defaultLedgerPath } from './ledger-path.ts';

/**
 * The history of what this machine handed over: names and hashes, no content. All may throw LedgerError; what writes
 * needs a ledger that was opened for writing.
 */
export interface Ledger extends Disposable {
  /** Whether a file of this original name was handed over, for production unless told; letter case does not count. */
  sentBefore(name: string, purpose?: Purpose): boolean;
  /** The hand-over that `sentBefore` means. */
  earlier(name: string, purpose: Purpose): HandOver | undefined;
  /**
   * Compares orders with those that were handed over under the same 案件編號; undefined where none was. What it gives is
   * for the judging of one submission: it remembers what it found.
   */
  ordersBefore(): (order: ImageOrder) => OrderBefore | undefined;
  /** Remembers files that were handed over by other means: all of them or, when it throws, none. */
  record(files: readonly SentFile[], at: Date): void;
  /**
   * Writes down that a hand-over begins, and settles what processes now dead have begun.
   * @returns the hand-over that has used one of the names up; then nothing is written down
   */
  begin(handOver: NewHandOver): HandOver | null;
  /** It is complete in this folder, and the next thing is that it goes to its target in one step. */
  moving(id: string, stage: string): void;
  /** It has happened. */
  done(id: string): void;
  /** It has not: nothing was handed over. `why` in a word. */
  drop(id: string, why: string): void;
  /** Remembers what happened to a package. */
  tell(event: StoryEvent): void;
  /** What happened, oldest first. @param limit the newest so many; all unless told */
  story(limit?: number): Told[];
  /** What a user should know of it. */
  notes(now: Date): LedgerNote[];
}

const READING = new Error('this ledger was opened for reading');

function forReading(): never {
  throw READING;
}

const NOTHING_SENT: Ledger = {
  sentBefore: () => false,
  earlier: () => undefined,
  ordersBefore: () => () => undefined,
  record: forReading,
  begin: forReading,
  moving: forReading,
  done: forReading,
  drop: forReading,
  tell: forReading,
  story: () => [],
  notes: () => [],
  [Symbol.dispose]: () => {},
};

/** Whether there is a ledger; one that cannot be looked at (no permission, a share that is gone) is not "none". */
function isThere(file: string): boolean {
  try {
    if (!statSync(file).isFile()) throw new LedgerError('damaged');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error instanceof LedgerError ? error : new LedgerError('unreadable');
  }
}

/** Milliseconds that a writer waits for others. */
const PATIENCE = 5_000;

function connect(file: string, mode: 'read' | 'write'): DatabaseSync {
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite'); // loaded only where there is a ledger
  const database = new Database(file, { readOnly: mode === 'read', timeout: PATIENCE });
  try {
    const [sound] = Object.values(database.prepare('pragma quick_check(1)').get() ?? {});
    if (sound !== 'ok') throw new LedgerError('damaged');
    if (mode === 'write') bringUp(database);
    else readable(database);
    return database;
  } catch (error) {
    database.close(); // an open file could not be moved away on Windows
    throw error;
  }
}

/** A new ledger is made under another name and appears whole: an empty file is one that was damaged. */
function makeNew(file: string): void {
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
  const made = `${file}.${process.pid}.new`;
  rmSync(made, { force: true });
  try {
    const database = new Database(made);
    try {
      makeTables(database);
    } finally {
      database.close();
    }
    appear(made, file);
  } finally {
    rmSync(made, { force: true });
  }
}

/** Gives a file its name, unless another process was first. */
function appear(made: string, file: string): void {
  try {
    linkSync(made, file);
  } catch {
    if (!existsSync(file)) renameSync(made, file); // a file system without hard links
  }
}

/** What a killed process left half written is undone, which only a connection that may write can do. */
function connectAnyhow(file: string, mode: 'read' | 'write'): DatabaseSync {
  try {
    return connect(file, mode);
  } catch (error) {
    if (!isUnfinished(error)) throw error;
    const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
    const repair = new Database(file, { timeout: PATIENCE });
    try {
      repair.prepare('pragma user_version').get();
    } finally {
      repair.close();
    }
    return connect(file, mode);
  }
}

/**
 * Opens the ledger. For reading (`check`) nothing is created: no ledger means that nothing was handed over.
 * @throws LedgerError
 */
export function openLedger(file: string, mode: 'read' | 'write' = 'read'): Ledger {
  const there = isThere(file);
  if (mode === 'read' && !there) return NOTHING_SENT;
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw ledgerError(error, mode === 'write');
    }
  };
  return guarded(() => {
    if (mode === 'write') mkdirSync(path.dirname(file), { recursive: true });
    if (!there) makeNew(file);
    const database = connectAnyhow(file, mode);
    try {
      const isCopy = mode === 'write' && adopted(database, file);
      return ledgerOf(database, file, isCopy, mode === 'write', guarded);
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

function ledgerOf(
  database: DatabaseSync,
  file: string,
  isCopy: boolean,
  mayWrite: boolean,
  guarded: <T>(work: () => T) => T,
): Ledger {
  const earlier = earlierThan(database);
  const writing = <T>(work: () => T): T => (mayWrite ? guarded(() => inTransaction(database, work)) : forReading());
  return {
    sentBefore: (name, purpose = 'production') => guarded(() => earlier(name, purpose) !== undefined),
    earlier: (name, purpose) => guarded(() => earlier(name, purpose)),
    ordersBefore() {
      const compare = guarded(() => ordersBefore(database));
      return (order) => guarded(() => compare(order));
    },
    record(files, at) {
      const [first] = files;
      if (!first) return;
      const id = randomUUID();
      const handOver = { id, at, purpose: 'production' as const, name: first.name, sha256: null, acceptedHold: null };
      writing(() => {
        insertHandOver(database, { ...handOver, files }, 'done');
        const event = { ...handOver, kind: 'handed-over' as const, channel: null, answer: null, rules: [], note: null };
        tellEvent(database, event, id);
      });
    },
    begin: (handOver) =>
      writing(() => {
        settleBegun(database);
        const { id, channel, purpose, name: packageName, files, orders } = handOver;
        const atIt = goingOn(database)(channel, packageName);
        if (atIt) return atIt;
        for (const { name, role } of files) {
          const before = usesNameUp(channel, role) ? earlier(name, purpose) : undefined;
          if (before) return before;
        }
        insertHandOver(database, handOver, 'begun');
        if (orders) insertOrders(database, id, orders);
        tellEvent(database, { ...handOver, kind: 'handed-over', rules: [], note: null }, id);
        atWork.begin(id);
        return null;
      }),
    moving: (id, stage) =>
      writing(() => database.prepare("update hand_overs set state = 'moving', stage = ? where id = ?").run(stage, id)),
    done(id) {
      atWork.end(id);
      writing(() => database.prepare("update hand_overs set state = 'done' where id = ?").run(id));
    },
    drop(id, why) {
      atWork.end(id);
      writing(() => {
        database.prepare("update hand_overs set state = 'dropped' where id = ?").run(id);
        database.prepare("update events set kind = 'refused', note = ? where hand_over = ?").run(why, id);
      });
    },
    tell: (event) => writing(() => tellEvent(database, event, null)),
    story: (limit) => guarded(() => storyOf(database, limit)),
    notes: (now) =>
      guarded(() => [
        ...(onNetworkShare(path.dirname(file)) ? (['network-share'] as const) : []),
        ...(isCopy ? (['copied'] as const) : []),
        ...(isClockBack(database, now) ? (['clock-back'] as const) : []),
      ]),
    [Symbol.dispose]() {
      if (database.isOpen) database.close();
    },
  };
}
