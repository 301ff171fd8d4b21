import { CHANNEL_IDS, type ChannelId } from './channels/ids.ts';
import { LevelError, type Levels } from './engine/levels.ts';
import type { Library } from './engine/library.ts';
import { type Ruleset, rulesetAt } from './engine/ruleset.ts';
import type { Source } from './intake/source.ts';
import { type Checked, judge, LedgerUnread } from './judge.ts';
import { OptionsError, type PrecheckOptions, settle } from './options.ts';
import { remember } from './readers/remember.ts';
import type { Report } from './report/report-schema.ts';
import { ownLibrary } from './rules.ts';
import { type Found, submissionsOf } from './submissions.ts';

export type { Checked } from './judge.ts';

const rulesets = new WeakMap<Library, Map<string, Ruleset>>();

/** The rules that judge submissions of a channel: its own folder, and those of no channel. @throws OptionsError for levels that cannot be */
export function rulesetOf(library: Library, channel: ChannelId, asOf: string, levels: Levels = {}): Ruleset {
  const known = rulesets.get(library) ?? new Map<string, Ruleset>();
  rulesets.set(library, known);
  try {
    const others = new Set(CHANNEL_IDS.filter((id) => id !== channel));
    return remember(known, JSON.stringify([channel, asOf, levels]), () => rulesetAt(library, asOf, levels, others));
  } catch (error) {
    throw error instanceof LevelError ? new OptionsError('levels', `${error.ruleId}: ${error.message}`) : error;
  }
}

/** Judges a submission that was found already. @throws as `checkAll` */
export async function checkOne(found: Found, options: PrecheckOptions): Promise<Checked> {
  const settled = settle(options);
  const library = options.library ?? (await ownLibrary());
  const ruleset = rulesetOf(library, found.submission.channel, settled.asOf, options.levels);
  try {
    return await judge(found, ruleset, settled, options);
  } catch (error) {
    if (!(error instanceof LedgerUnread)) throw error;
    return judge(found, ruleset, settled, { ...options, ledger: 'unreadable' });
  }
}

/**
 * Judges every submission among the files, for what goes on with the judged bytes: repair and hand-over.
 * @returns one for each submission, in order; none when nothing was recognised
 * @throws OptionsError; RuleFault or RuleError for faults of the ruleset; AbortError; never for bad data
 */
export async function checkAll(sources: readonly Source[], options: PrecheckOptions = {}): Promise<Checked[]> {
  const checked: Checked[] = [];
  const { limits } = settle(options);
  const keeping = { ...options, keepOrders: options.keepOrders ?? true };
  for (const found of await submissionsOf(sources, limits, options)) checked.push(await checkOne(found, keeping));
  return checked;
}

/**
 * The one face of the library: reads what is about to be sent, predicts NHI's answer, and explains it.
 * @param sources files on disk or in memory; `sourcesOf` makes them of paths
 * @returns a report for each submission among them, in order; none when nothing was recognised
 * @throws OptionsError; RuleFault or RuleError for faults of the ruleset; AbortError; never for bad data
 */
export async function precheck(sources: readonly Source[], options: PrecheckOptions = {}): Promise<Report[]> {
  return (await checkAll(sources, { ...options, keepOrders: false })).map(({ report }) => report);
}
