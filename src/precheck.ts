import type { Channel, ChannelId, Context, Limits, Submission, SubmissionFile } from './channels/channel.ts';
import { CHANNELS } from './channels/registry.ts';
import { taipeiDay } from './clock.ts';
import type { Library } from './engine/library.ts';
import { type Ruleset, rulesetAt } from './engine/ruleset.ts';
import { beginRun, type Judged } from './engine/run.ts';
import { IntakeError } from './intake/errors.ts';
import { sha256 } from './intake/hash.ts';
import type { Source } from './intake/source.ts';
import { type PrivateFolder, privateFolder } from './intake/temp.ts';
import { buildReport } from './report/build.ts';
import type { Language, Report } from './report/report-schema.ts';
import { ownLibrary } from './rules.ts';
import type { Ledger } from './upload/ledger.ts';
import { toolVersion } from './version.ts';

/** Options of `precheck`; all may be left out. */
export interface PrecheckOptions {
  /** Only this channel; files need not show that they belong to it. */
  readonly channel?: ChannelId | undefined;
  /** yyyy-MM-dd in Taipei: the end of that day; today unless told. */
  readonly asOf?: string | undefined;
  /** The institution code of the login. */
  readonly institution?: string | undefined;
  readonly language?: Language | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** The history of what was handed over; `unreadable` makes every answer `unknown`; none: nothing was. */
  readonly ledger?: Pick<Ledger, 'sentBefore'> | 'unreadable' | undefined;
  /** Findings of one rule beyond this are counted, not listed; 1,000 unless told. */
  readonly maxFindings?: number | undefined;
  /** Shows values unmasked: only for the user's own terminal. */
  readonly showValues?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The clock, for tests. */
  readonly now?: Date | undefined;
  /** Another ruleset than the one that comes along. */
  readonly library?: Library | undefined;
  /** Called after each file, for progress. */
  readonly onFile?: ((done: number) => void) | undefined;
  /** Called with the findings of each submission before they become words: for coverage of the rules. */
  readonly onJudged?: ((judged: Judged) => void) | undefined;
}

/** Limits of ours unless told. */
export const LIMITS: Limits = {
  entries: 100_000,
  unpackedBytes: 16 * 2 ** 30,
  ratio: 250,
  fhrBytes: 64 * 2 ** 20,
  archiveTime: 120_000,
};

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

/**
 * The one face of the library: reads what is about to be sent, predicts NHI's answer, and explains it.
 * @param sources files on disk or in memory; `sourcesOf` makes them of paths
 * @returns a report for each submission among them, in order; none when nothing was recognised
 * @throws RuleFault or RuleError for faults of the ruleset, AbortError; never for bad data
 */
export async function precheck(sources: readonly Source[], options: PrecheckOptions = {}): Promise<Report[]> {
  const limits = { ...LIMITS, ...options.limits };
  const asOf = options.asOf ?? taipeiDay(options.now ?? new Date());
  const submissions = await submissionsOf(sources, limits, options.channel);
  if (submissions.length === 0) return [];
  const library = options.library ?? (await ownLibrary());
  const ruleset = rulesetOf(library, asOf);
  const { ledger, language = 'zh-TW', maxFindings = 1_000, showValues = false } = options;
  const reports: Report[] = [];
  let done = 0;
  for (const [channel, submission] of submissions) {
    let folder: PrivateFolder | undefined;
    const files: SubmissionFile[] = [];
    const cx: Context = {
      asOf,
      institution: options.institution,
      limits,
      sentBefore: ledger === 'unreadable' ? null : (name) => ledger?.sentBefore(name) ?? false,
      signal: options.signal,
      codes: (name) => library.codes.get(name) ?? {},
      async keep(bytes) {
        folder ??= await privateFolder();
        return folder.file(bytes, { maxBytes: limits.unpackedBytes });
      },
      file(file) {
        files.push(file);
        options.onFile?.(++done);
      },
    };
    try {
      const zipSha256 = await zipHash(submission);
      const judged = await judge(channel, submission, ruleset, cx, maxFindings);
      options.onJudged?.(judged);
      reports.push(
        buildReport({
          submission,
          files,
          zipSha256,
          judged,
          ruleset,
          toolVersion: toolVersion(),
          language,
          showValues,
        }),
      );
    } finally {
      await folder?.[Symbol.asyncDispose]();
    }
  }
  return reports;
}
