import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId } from '../channels/ids.ts';
import { ANSWERS, type Answer } from '../engine/outcome.ts';
import { type HandOver, handOverOf, type Row, textOrNull } from './hand-over-rows.ts';
import { PURPOSES, type Purpose } from './purpose.ts';

/** What happened to a package: refused by us, repaired, or handed over. */
export type StoryKind = 'refused' | 'fixed' | 'handed-over';

/** Something that happened to a package, for `history`. No content: names, hashes, and ids of rules. */
export interface StoryEvent {
  readonly kind: StoryKind;
  readonly at: Date;
  readonly channel: ChannelId;
  /** Null where it makes no difference, as for a repair. */
  readonly purpose: Purpose | null;
  /** File name of the package. */
  readonly name: string;
  readonly sha256: string | null;
  readonly answer: Answer | null;
  /** The rules that decide. */
  readonly rules: readonly string[];
  /** More to say, in a word or a line. */
  readonly note: string | null;
}

/** An event as it was written down. */
export interface Told extends Omit<StoryEvent, 'at' | 'channel'> {
  /** Its place in the story; times do not order it, since clocks are set back. */
  readonly row: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly channel: string | null;
  /** Of `handed-over`, and of what was refused after it had begun. */
  readonly handOver: HandOver | null;
}

const INSERT = `insert into events (at, kind, channel, purpose, name, sha256, answer, rules, note, hand_over)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Writes an event down. */
export function tellEvent(
  database: DatabaseSync,
  event: Omit<StoryEvent, 'channel'> & { readonly channel: ChannelId | null },
  handOver: string | null,
): void {
  const { at, kind, channel, purpose, name, sha256, answer, rules, note } = event;
  const cells = [at.toISOString(), kind, channel, purpose, name, sha256, answer, JSON.stringify(rules), note];
  database.prepare(INSERT).run(...cells, handOver);
}

function rulesOf(text: unknown): string[] {
  const rules: unknown = JSON.parse(String(text));
  return Array.isArray(rules) ? rules.map(String) : [];
}

function told(row: Row, handOver: HandOver | null): Told {
  return {
    row: Number(row.id),
    at: String(row.at),
    kind: row.kind === 'fixed' || row.kind === 'refused' ? row.kind : 'handed-over',
    channel: textOrNull(row.channel),
    purpose: PURPOSES.find((purpose) => purpose === row.purpose) ?? null,
    name: String(row.name),
    sha256: textOrNull(row.sha256),
    answer: ANSWERS.find((answer) => answer === row.answer) ?? null,
    rules: rulesOf(row.rules),
    note: textOrNull(row.note),
    handOver,
  };
}

/** What happened, oldest first. @param limit the newest so many; all unless told */
export function storyOf(database: DatabaseSync, limit?: number): Told[] {
  const rows = database.prepare('select * from events order by id desc limit ?').all(limit ?? -1);
  const find = database.prepare('select * from hand_overs where id = ?');
  return rows.reverse().map((row) => {
    const handOver = row.hand_over === null ? undefined : find.get(String(row.hand_over));
    return told(row, handOver ? handOverOf(handOver) : null);
  });
}
