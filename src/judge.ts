import { rm } from 'node:fs/promises';
import type { Channel, Context, Submission, SubmissionFile } from './channels/channel.ts';
import type { CheckRecord } from './channels/record.ts';
import type { Ruleset } from './engine/ruleset.ts';
import { beginRun, type Judged } from './engine/run.ts';
import { IntakeError } from './intake/errors.ts';
import { sha256 } from './intake/hash.ts';
import { type PrivateFolder, privateFolder } from './intake/temp.ts';
import { type KeptOrders, type OrderKeeper, orderKeeper } from './kept-orders.ts';
import type { PrecheckOptions, Settled } from './options.ts';
import { buildReport } from './report/build.ts';
import type { Report } from './report/report-schema.ts';
import type { Found } from './submissions.ts';
import { toolVersion } from './version.ts';

declare const judgedHere: unique symbol;

/** A submission with what was found in it: only the judge makes one, so whoever holds one holds what was judged. */
export interface Checked {
  readonly [judgedHere]: true;
  readonly report: Report;
  readonly submission: Submission;
  /** The files that were read, under their own names: the report masks what looks like an identifier. */
  readonly files: readonly SubmissionFile[];
  /** Of the zip, taken before it was judged; null for loose files, or where it could not be read. */
  readonly zipSha256: string | null;
  /** Names that earlier submissions of the same check have too; see `Found`. */
  readonly elsewhere: ReadonlyMap<string, string>;
  /** Findings with their raw values. */
  readonly judged: Judged;
  /** YYYMMDD (ROC): the day that is typed on NHI's page when this is uploaded; null where the channel asks for none. */
  readonly uploadDay: string | null;
  /** Digests of the orders whose images are there; null unless they were to be kept, and for channels without any. */
  readonly orders: KeptOrders | null;
}

async function zipHash({ form, sources }: Submission): Promise<string | null> {
  const [source] = sources;
  if (form !== 'zip' || !source) return null;
  try {
    return await sha256(source);
  } catch (error) {
    if (error instanceof IntakeError) return null;
    throw error;
  }
}

const isRun = (some: CheckRecord | Iterable<CheckRecord>): some is Iterable<CheckRecord> => Symbol.iterator in some;

async function findingsOf(
  channel: Channel,
  submission: Submission,
  ruleset: Ruleset,
  cx: Context,
  max: number,
): Promise<Judged> {
  const { sentBefore } = cx;
  const history = {
    knows: (_rule: string, [name]: readonly unknown[]): boolean => sentBefore?.(String(name)) ?? false,
  };
  const run = beginRun(ruleset, history, max);
  for await (const some of channel.records(submission, cx)) {
    for (const record of isRun(some) ? some : [some]) {
      const judging = run.judge(record);
      if (judging instanceof Promise) await judging;
    }
  }
  return run.finish();
}

/** The ledger stopped answering while a submission was judged: nothing that was found in it can be relied on. */
export class LedgerUnread extends Error {}

/** Judges one submission and makes its report. @throws LedgerUnread; RuleFault, RuleError; AbortError; never for bad data */
export async function judge(
  { channel, submission, elsewhere }: Found,
  ruleset: Ruleset,
  { asOf, limits, language, maxFindings }: Settled,
  options: PrecheckOptions,
): Promise<Checked> {
  const { ledger, showValues = false, keepOrders = false } = options;
  const { codes, formats } = ruleset.library;
  let folder: PrivateFolder | undefined;
  const files: SubmissionFile[] = [];
  let uploadDay: string | null = null;
  let isUnread = false;
  const asked = <T>(ask: () => T, without: T): T => {
    if (isUnread) return without;
    try {
      return ask();
    } catch (error) {
      if ((error as Error | null)?.name !== 'LedgerError') throw error;
      isUnread = true;
      return without;
    }
  };
  const history = ledger === 'unreadable' ? undefined : ledger;
  const ordersBefore = asked(() => history?.ordersBefore?.(), undefined);
  const keeper: OrderKeeper | null = keepOrders ? orderKeeper() : null;
  const cx: Context = {
    asOf,
    institution: options.institution,
    limits,
    sentBefore: ledger === 'unreadable' ? null : (name) => asked(() => history?.sentBefore(name) ?? false, false),
    order:
      keeper || ordersBefore
        ? (order) => {
            keeper?.add(order);
            return ordersBefore && asked(() => ordersBefore(order), undefined);
          }
        : null,
    signal: options.signal,
    elsewhere: (name) => elsewhere.get(name.toUpperCase()),
    codes: (name) => codes.get(name) ?? {},
    format(name) {
      const format = formats.get(name);
      if (!format) throw new Error(`there is no field table "${name}"`);
      return format;
    },
    async keep(bytes) {
      folder ??= await privateFolder();
      return folder.file(bytes, { maxBytes: limits.unpackedBytes });
    },
    // it goes with its folder in any case; a virus scanner may hold it just now
    discard: (diskPath) => rm(diskPath, { force: true, recursive: true, maxRetries: 3 }).catch(() => {}),
    uploadDay(day) {
      uploadDay = day;
    },
    file(file) {
      files.push(file);
      options.onFile?.();
    },
  };
  try {
    const zipSha256 = await zipHash(submission);
    const judged = await findingsOf(channel, submission, ruleset, cx, maxFindings);
    if (isUnread) throw new LedgerUnread();
    options.onJudged?.(judged);
    const input = { submission, files, zipSha256, judged, ruleset, language, showValues };
    const report = buildReport({ ...input, toolVersion: toolVersion() });
    const orders = keeper && keeper.cases.length > 0 ? keeper : null;
    const found = { report, submission, files, zipSha256, elsewhere, judged, uploadDay, orders };
    return found as unknown as Checked; // the one place that makes it
  } finally {
    await folder?.[Symbol.asyncDispose]();
  }
}
