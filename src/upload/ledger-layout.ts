import type { DatabaseSync } from 'node:sqlite';
import { LedgerError } from './ledger-error.ts';
import { newOrderKey, ORDER_KEY } from './sent-orders.ts';
import { inTransaction } from './transaction.ts';

/** The ledger's layout; a newer one is not read. */
const LAYOUT = 3;

const TABLES = `
  create table meta (key text primary key, value text not null) strict;
  create table hand_overs (
    id text primary key,
    at text not null,
    state text not null check (state in ('begun', 'moving', 'done', 'dropped')),
    channel text,
    purpose text not null check (purpose in ('production', 'test')),
    name text not null,
    answer text,
    accepted_hold text,
    target text,
    ruleset text,
    as_of text,
    host text,
    pid integer,
    began text,
    stage text
  ) strict;
  create table files (
    hand_over text not null references hand_overs (id),
    name_key text not null,
    name text not null,
    role text,
    sha256 text not null,
    size integer,
    primary key (name_key, hand_over)
  ) strict;
  create table events (
    id integer primary key autoincrement,
    at text not null,
    kind text not null check (kind in ('refused', 'fixed', 'handed-over')),
    channel text,
    purpose text,
    name text not null,
    sha256 text,
    answer text,
    rules text not null,
    note text,
    hand_over text references hand_overs (id)
  ) strict;
  create index events_by_hand_over on events (hand_over);`;

/** What layout 3 has more than layout 2: keyed hashes of image orders. */
const ORDER_TABLES = `
  create table cases (
    id integer primary key,
    hand_over text not null references hand_overs (id),
    case_key blob not null,
    archive blob not null
  ) strict;
  create index cases_by_key on cases (case_key);
  create table order_keys (
    case_id integer not null references cases (id),
    key blob not null,
    primary key (case_id, key)
  ) strict, without rowid;`;

/** The tables of layout 3 as they look before it. */
const BEFORE_3 = {
  cases: 'select null as id, null as hand_over, null as case_key, null as archive where false',
  order_keys: 'select null as case_id, null as key where false',
};

/** Layout 1, a table of names alone, as the tables of layout 2: what was written together was handed over together. */
const FROM_1 = {
  hand_overs: `select 'layout-1 ' || sent_at as id, sent_at as at, 'done' as state, null as channel,
    'production' as purpose, min(name) as name, null as answer, null as accepted_hold, null as target, null as ruleset,
    null as as_of, null as host, null as pid, null as began, null as stage from sent group by sent_at`,
  files: `select 'layout-1 ' || sent_at as hand_over, name_key, name, null as role, sha256, null as size from sent`,
  events: `select min(rowid) as id, sent_at as at, 'handed-over' as kind, null as channel, 'production' as purpose,
    min(name) as name, null as sha256, null as answer, '[]' as rules, null as note, 'layout-1 ' || sent_at as hand_over
    from sent group by sent_at order by min(rowid)`,
};

const layoutOf = (database: DatabaseSync): number =>
  Number(database.prepare('pragma user_version').get()?.user_version ?? 0);

const tablesOf = (database: DatabaseSync): string[] =>
  database
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
    .all()
    .map(({ name }) => String(name));

/** Makes an older layout look like ours, for this connection alone; nothing is written. @throws LedgerError */
export function readable(database: DatabaseSync): void {
  const layout = layoutOf(database);
  if (layout > LAYOUT) throw new LedgerError('newer');
  if (layout === 0) throw new LedgerError('damaged');
  const missing = { ...(layout < 2 ? FROM_1 : {}), ...(layout < 3 ? BEFORE_3 : {}) };
  for (const [name, rows] of Object.entries(missing)) database.exec(`create temp view ${name} as ${rows}`);
}

/** Makes what layout 3 has more, and the key of its hashes. Within a transaction. */
function makeOrderTables(database: DatabaseSync): void {
  database.exec(ORDER_TABLES);
  database.prepare('insert into meta values (?, ?)').run(ORDER_KEY, newOrderKey());
}

/** Makes the tables of an empty database. */
export function makeTables(database: DatabaseSync): void {
  inTransaction(database, () => {
    database.exec(TABLES);
    makeOrderTables(database);
    database.exec(`pragma user_version = ${LAYOUT}`);
  });
}

/** Brings an older ledger to our layout: all of it or nothing. @throws LedgerError */
export function bringUp(database: DatabaseSync): void {
  const current = layoutOf(database);
  if (current > LAYOUT) throw new LedgerError('newer');
  if (current === LAYOUT) return;
  if (current === 0 && tablesOf(database).length === 0) throw new LedgerError('damaged'); // emptied: ours are made whole
  inTransaction(database, () => {
    const layout = layoutOf(database); // another process may have been first
    if (layout === LAYOUT) return;
    const tables = tablesOf(database);
    if (layout > LAYOUT) throw new LedgerError('newer');
    if (layout < 2) from1(database, tables);
    makeOrderTables(database);
    database.exec(`pragma user_version = ${LAYOUT}`);
  });
}

/** Layout 1 as layout 2. Within a transaction. @throws LedgerError */
function from1(database: DatabaseSync, tables: readonly string[]): void {
  if (tables.some((name) => name !== 'sent')) throw new LedgerError('damaged'); // somebody else's database
  database.exec(TABLES);
  if (!tables.includes('sent')) return;
  for (const [name, rows] of Object.entries(FROM_1)) database.exec(`insert into ${name} ${rows}`);
  database.exec('drop table sent');
}
