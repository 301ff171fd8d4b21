import { rm } from 'node:fs/promises';
import type { Channel, Context, Limits, Submission, SubmissionFile } from './channels/channel.ts';
import type { ChannelId } from './channels/ids.ts';
import { CHANNELS } from './channels/registry.ts';
import type { Library } from './engine/library.ts';
import { type Ruleset, rulesetAt } from './engine/ruleset.ts';
import { beginRun, type Judged } from './engine/run.ts';
import { IntakeError } from './intake/errors.ts';
import { sha256 } from './intake/hash.ts';
import type { Source } from './intake/source.ts';
import { type PrivateFolder, privateFolder } from './intake/temp.ts';
import { type PrecheckOptions, type Settled, settle } from './options.ts';
import { remember } from './readers/remember.ts';
import { buildReport } from './report/build.ts';
import type { Report } from './report/report-schema.ts';
import { ownLibrary } from './rules.ts';
import { toolVersion } from './version.ts';

const rulesets = new WeakMap<Library, Map<string, Ruleset>>();

function rulesetOf(library: Library, asOf: string): Ruleset {
  const byDay = rulesets.get(library) ?? new Map<string, Ruleset>();
  rulesets.set(library, byDay);
  const ruleset = byDay.get(asOf) ?? rulesetAt(library, asOf);
  byDay.set(asOf, ruleset);
  return ruleset;
}

async function submissionsOf(
  sources: readonly Source[],
  limits: Limits,
  id?: ChannelId,
): Promise<[Channel, Submission][]> {
  const found: [Channel, Submission][] = [];
  let left = sources;
  for (const channel of CHANNELS.filter((each) => id === undefined || each.id === id)) {
    const submissions = await channel.recognise(left, { forced: id !== undefined, limits });
    for (const submission of submissions) found.push([channel, submission]);
    const taken = new Set(submissions.flatMap((submission) => submission.sources));
    left = left.filter((source) => !taken.has(source));
  }
  return found;
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

async function judge(
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
  for await (const record of channel.records(submission, cx)) await run.judge(record);
  return run.finish();
}

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
  /** Findings with their raw values. */
  readonly judged: Judged;
}

/** Everything about one submission. */
async function one(
  [channel, submission]: [Channel, Submission],
  ruleset: Ruleset,
  { asOf, limits, language, maxFindings }: Settled,
  options: PrecheckOptions,
  names: Map<string, Submission>,
): Promise<Checked> {
  const { ledger } = options;
  const { codes } = ruleset.library;
  let folder: PrivateFolder | undefined;
  const files: SubmissionFile[] = [];
  const cx: Context = {
    asOf,
    institution: options.institution,
    limits,
    sentBefore: ledger === 'unreadable' ? null : (name) => ledger?.sentBefore(name) ?? false,
    signal: options.signal,
    elsewhere(name) {
      const holder = remember(names, name.toUpperCase(), () => submission);
      return holder === submission ? undefined : holder.name;
    },
    codes: (name) => codes.get(name) ?? {},
    async keep(bytes) {
      folder ??= await privateFolder();
      return folder.file(bytes, { maxBytes: limits.unpackedBytes });
    },
    // it goes with its folder in any case; a virus scanner may hold it just now
    discard: (diskPath) => rm(diskPath, { force: true, recursive: true, maxRetries: 3 }).catch(() => {}),
    file(file) {
      files.push(file);
      options.onFile?.();
    },
  };
  try {
    const zipSha256 = await zipHash(submission);
    const judged = await judge(channel, submission, ruleset, cx, maxFindings);
    options.onJudged?.(judged);
    const { showValues = false } = options;
    const version = toolVersion();
    const report = buildReport({
      submission,
      files,
      zipSha256,
      judged,
      ruleset,
      toolVersion: version,
      language,
      showValues,
    });
    return { report, submission, files, zipSha256, judged } as unknown as Checked; // the one place that makes it
  } finally {
    await folder?.[Symbol.asyncDispose]();
  }
}

/**
 * Judges every submission among the files, for what goes on with the judged bytes: repair and hand-over.
 * @returns one for each submission, in order; none when nothing was recognised
 * @throws OptionsError; RuleFault or RuleError for faults of the ruleset; AbortError; never for bad data
 */
export async function checkAll(sources: readonly Source[], options: PrecheckOptions = {}): Promise<Checked[]> {
  const settled = settle(options);
  const submissions = await submissionsOf(sources, settled.limits, options.channel);
  if (submissions.length === 0) return [];
  const ruleset = rulesetOf(options.library ?? (await ownLibrary()), settled.asOf);
  const checked: Checked[] = [];
  const names = new Map<string, Submission>();
  for (const submission of submissions) checked.push(await one(submission, ruleset, settled, options, names));
  return checked;
}

/**
 * The one face of the library: reads what is about to be sent, predicts NHI's answer, and explains it.
 * @param sources files on disk or in memory; `sourcesOf` makes them of paths
 * @returns a report for each submission among them, in order; none when nothing was recognised
 * @throws OptionsError; RuleFault or RuleError for faults of the ruleset; AbortError; never for bad data
 */
export async function precheck(sources: readonly Source[], options: PrecheckOptions = {}): Promise<Report[]> {
  return (await checkAll(sources, options)).map(({ report }) => report);
}
