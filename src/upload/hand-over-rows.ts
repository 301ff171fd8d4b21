import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId } from '../channels/ids.ts';
import type { Answer } from '../engine/outcome.ts';
import type { KeptOrders } from '../kept-orders.ts';
import { arrived } from './arrived.ts';
import { isAlive, thisProcess } from './processes.ts';
import type { Purpose } from './purpose.ts';

/** A file as the ledger remembers it. */
export interface SentFile {
  readonly name: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size?: number;
  /** `zip` is the package around the others: its name alone does not stop a later hand-over. */
  readonly role?: string;
}

/** A hand-over that is about to begin. */
export interface NewHandOver {
  readonly id: string;
  readonly at: Date;
  readonly channel: ChannelId;
  readonly purpose: Purpose;
  /** Of the package. */
  readonly name: string;
  readonly sha256: string | null;
  readonly answer: Answer;
  /** Why a package that NHI will hold goes out all the same. */
  readonly acceptedHold: string | null;
  /** The folder that it goes to, absolute. */
  readonly target: string;
  readonly ruleset: string;
  readonly asOf: string;
  readonly files: readonly SentFile[];
  /** Image orders, for channels that have them. */
  readonly orders?: KeptOrders | null;
}

/**
 * How a hand-over stands. `in-progress`: another process is at it. `gone`: its process ended before anything was handed
 * over. `unsure`: it was begun on another machine, or its folder cannot be looked at; it counts as handed over.
 */
export type Standing = 'done' | 'dropped' | 'in-progress' | 'gone' | 'unsure';

/** A hand-over as the ledger remembers it. */
export interface HandOver {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly standing: Standing;
  readonly purpose: Purpose;
  readonly name: string;
  readonly acceptedHold: string | null;
  readonly target: string | null;
  readonly ruleset: string | null;
  readonly asOf: string | null;
  readonly host: string | null;
}

/** A row as the database gives it. */
export type Row = Record<string, unknown>;

/** A cell that holds text or nothing. */
export const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Hand-overs that this process is at just now. */
const mine = new Set<string>();

function standingOf(row: Row): Standing {
  if (row.state === 'done' || row.state === 'dropped') return row.state;
  const id = String(row.id);
  const there = arrived(String(row.target), id);
  if (there) return 'done';
  if (row.host !== thisProcess().host || there === undefined) return 'unsure';
  const pid = Number(row.pid);
  if (pid === process.pid ? mine.has(id) : isAlive({ pid, began: textOrNull(row.began) }, new Date(String(row.at))))
    return 'in-progress';
  // its stage is no longer where it was: it went to the target, and from there somebody has taken it since
  return row.state === 'moving' && !existsSync(String(row.stage)) ? 'done' : 'gone';
}

/** A row of `hand_overs` as it stands now. */
export const handOverOf = (row: Row): HandOver => ({
  id: String(row.id),
  at: String(row.at),
  standing: standingOf(row),
  purpose: row.purpose === 'test' ? 'test' : 'production',
  name: String(row.name),
  acceptedHold: textOrNull(row.accepted_hold),
  target: textOrNull(row.target),
  ruleset: textOrNull(row.ruleset),
  asOf: textOrNull(row.as_of),
  host: textOrNull(row.host),
});

/** Whether it went out, or counts as if it had. */
export const isSent = ({ standing }: HandOver): boolean => standing !== 'dropped' && standing !== 'gone';

const EARLIER = `select h.* from files f join hand_overs h on h.id = f.hand_over
  where f.name_key = ? and h.state <> 'dropped' and (h.purpose = 'production' or ? = 'test') order by h.rowid`;

/**
 * Looks for hand-overs of a file of this name; letter case does not count. What went out as a test does not count for
 * production, for no document says that a test uses a name up.
 */
export function earlierThan(database: DatabaseSync): (name: string, purpose: Purpose) => HandOver | undefined {
  const query = database.prepare(EARLIER.replace('h.rowid', 'h.at')); // a view has no rowid
  return (name, purpose) => query.all(name.toUpperCase(), purpose).map(handOverOf).find(isSent);
}

/** Looks for a hand-over of a package of this name that another process is at just now. */
export function goingOn(database: DatabaseSync): (channel: ChannelId, name: string) => HandOver | undefined {
  const query = database.prepare(
    "select * from hand_overs where channel = ? and upper(name) = upper(?) and state in ('begun', 'moving')",
  );
  return (channel, name) =>
    query
      .all(channel, name)
      .map(handOverOf)
      .find(({ standing }) => standing === 'in-progress');
}

/** Settles what processes now dead have begun. Within a transaction. */
export function settleBegun(database: DatabaseSync): void {
  const settle = database.prepare('update hand_overs set state = ? where id = ?');
  const tell = database.prepare("update events set kind = 'refused', note = 'interrupted' where hand_over = ?");
  for (const { id, standing } of database
    .prepare("select * from hand_overs where state in ('begun', 'moving')")
    .all()
    .map(handOverOf)) {
    if (standing === 'done') settle.run('done', id);
    if (standing === 'gone') {
      settle.run('dropped', id);
      tell.run(id);
    }
  }
}

/** Writes a hand-over down, before (`begun`) or after (`done`) it happens. Within a transaction. */
export function insertHandOver(
  database: DatabaseSync,
  handOver: Omit<NewHandOver, 'channel' | 'answer' | 'target' | 'ruleset' | 'asOf'> &
    Partial<Pick<NewHandOver, 'channel' | 'answer' | 'target' | 'ruleset' | 'asOf'>>,
  state: 'begun' | 'done',
): void {
  const { id, at, channel = null, purpose, name, answer = null, acceptedHold, target = null } = handOver;
  const { ruleset = null, asOf = null } = handOver;
  const { host, pid, began } = thisProcess();
  database
    .prepare('insert into hand_overs values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null)')
    .run(
      ...[id, at.toISOString(), state, channel, purpose, name, answer, acceptedHold, target],
      ...[ruleset, asOf, host, pid, began],
    );
  const insert = database.prepare('insert into files values (?, ?, ?, ?, ?, ?)');
  for (const { name: file, role = null, sha256, size = null } of handOver.files)
    insert.run(id, file.toUpperCase(), file, role, sha256, size);
}

/** Notes that this process is at a hand-over, so that it is not taken for one that it left behind. */
export const atWork = {
  begin: (id: string): void => void mine.add(id),
  end: (id: string): void => void mine.delete(id),
};
