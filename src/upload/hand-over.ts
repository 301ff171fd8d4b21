import { randomUUID } from 'node:crypto';
import type { HandOver, SentFile } from './hand-over-rows.ts';
import type { Ledger } from './ledger.ts';
import { LedgerError } from './ledger-error.ts';
import { BUSINESS, type Purpose } from './purpose.ts';
import type { RefusalCode, Transport, TypeCodes } from './transport.ts';
import type { ValidatedPackage } from './validated.ts';
import { usesNameUp, WAYS } from './ways.ts';

/** How handing one package over ended. */
export type HandedOver =
  | {
      readonly kind: 'sent';
      readonly id: string;
      readonly target: string;
      readonly receipt: string;
      readonly checklist: string;
      /** The ledger could not be told that it happened; it finds out by itself while the folder is there. */
      readonly unmarked: boolean;
    }
  | {
      readonly kind: 'refused';
      readonly target: string;
      readonly code: RefusalCode;
      /** Whether it had begun; the ledger has written it down then. */
      readonly begun: boolean;
    }
  /** A name was used up by an earlier hand-over, or one that goes on just now. */
  | { readonly kind: 'earlier'; readonly handOver: HandOver }
  | { readonly kind: 'unknown'; readonly target: string }
  /** A dry run: what would have been. */
  | { readonly kind: 'would'; readonly target: string };

/** What handing over needs to know. */
export interface HandOverOptions {
  readonly ledger: Ledger;
  readonly transport: Transport;
  readonly purpose: Purpose;
  readonly checkedAt: Date;
  readonly now: () => Date;
  /** Say what would be and write nothing. */
  readonly dryRun: boolean;
  /** TypeCode by channel, where no public document tells it. */
  readonly typeCodes?: TypeCodes | undefined;
}

/**
 * Hands one package over. It is written down before and after, so that a process that is killed in between leaves it to
 * the next one to find out whether it happened.
 * @throws LedgerError when it cannot be written down; nothing was handed over then
 */
export async function handOver(fit: ValidatedPackage, options: HandOverOptions): Promise<HandedOver> {
  const { ledger, transport, purpose, checkedAt, dryRun, typeCodes } = options;
  const { report, name, acceptedHold, orders } = fit;
  const { channel, sha256 } = report.submission;
  if (BUSINESS[channel][purpose] === null)
    return { kind: 'refused', target: transport.root, code: 'no-such-purpose', begun: false };
  if (WAYS[channel].zipOnly && fit.files.some(({ role }) => role !== 'zip'))
    return { kind: 'refused', target: transport.root, code: 'not-zipped', begun: false };
  const target = transport.target(fit, purpose);
  const files = namesOf(fit);
  // `begin` asks again, when nobody can come in between; here, so that it is told before anything else
  const before = files.map((file) => (usesNameUp(channel, file.role) ? ledger.earlier(file.name, purpose) : undefined));
  const found = before.find((each) => each !== undefined);
  if (found) return { kind: 'earlier', handOver: found };
  const hindrance = await transport.hindrance(target);
  if (hindrance) return { ...hindrance, target, begun: false };
  if (dryRun) return { kind: 'would', target };
  const [id, at] = [randomUUID(), options.now()];
  const { version: ruleset, asOf } = report.ruleset;
  const row = { id, at, channel, purpose, name, sha256, answer: report.verdict.answer, acceptedHold, target, ruleset };
  const earlier = ledger.begin({ ...row, asOf, files, orders });
  if (earlier) return { kind: 'earlier', handOver: earlier };
  const result = await transport.send({
    package: fit,
    id,
    purpose,
    checkedAt,
    at,
    typeCodes,
    moving: (stage) => ledger.moving(id, stage),
  });
  if (result.kind === 'refused') {
    ledger.drop(id, result.code);
    return { ...result, target, begun: true };
  }
  if (result.kind === 'unknown') {
    isMarked(ledger, id); // it is there, if the disk keeps it
    return { kind: 'unknown', target };
  }
  return { ...result, id, target, unmarked: !isMarked(ledger, id) };
}

/** All names that NHI may know again: of the zip and of its FHR, ATT and DCF; each once. */
function namesOf({ files, members }: ValidatedPackage): SentFile[] {
  const inside = members
    .filter(({ role }) => role !== 'other')
    .map(({ path, ...rest }) => ({ ...rest, name: path.split(/[/\\]/).at(-1) ?? path }));
  return [...new Map([...files, ...inside].map((file) => [file.name.toUpperCase(), file])).values()];
}

function isMarked(ledger: Ledger, id: string): boolean {
  try {
    ledger.done(id);
    return true;
  } catch (error) {
    if (error instanceof LedgerError) return false;
    throw error;
  }
}
