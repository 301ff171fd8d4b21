import path from 'node:path';
import type { Source } from '../intake/source.ts';
import { type PrecheckOptions, settle } from '../options.ts';
import { checkOne } from '../precheck.ts';
import { shown } from '../report/mask.ts';
import { ownLibrary } from '../rules.ts';
import { compareFile, compareUnits } from './compare.ts';
import type { OpenedAnswer } from './open-answer.ts';
import { ourSide } from './our-side.ts';
import { onePackage } from './package-of.ts';
import type { Reconciliation } from './result-schema.ts';
import type { Tally } from './types.ts';

/** The package that NHI answered. */
export interface AnsweredPackage {
  readonly sources: readonly Source[];
  /** Id of the receipt that stood for it. */
  readonly receipt: string | null;
}

/** Findings of a rule that are kept for comparing codes. */
const FINDINGS = 50_000;

/**
 * Holds NHI's answer to a package against ours, as of the day of upload unless `asOf` is told. Writes nothing; the
 * result holds no value of any field.
 * @throws ReconcileError; ArchiveError of the answer; IntakeError; OptionsError; RuleFault, RuleError; AbortError
 */
export async function reconcile(
  { way, files, others }: OpenedAnswer,
  { sources, receipt }: AnsweredPackage,
  options: PrecheckOptions = {},
): Promise<Reconciliation> {
  const { limits } = settle(options);
  const library = options.library ?? (await ownLibrary());
  const found = await onePackage(sources, way.channel, limits);
  const answered = await way.read(files, found.submission, { library, limits });
  const asOf = options.asOf ?? answered.uploadDay ?? undefined;
  const checked = await checkOne(found, {
    ...options,
    asOf,
    ledger: undefined,
    maxFindings: FINDINGS,
    keepOrders: false,
  });
  const { report } = checked;
  const ours = ourSide(checked, library);
  const { answer } = report.verdict;
  const compared = answered.scope === 'file' ? compareFile(answer, ours) : compareUnits(answered, ours, way, library);
  const name = (text: string): string =>
    String(shown(path.posix.basename(text), 'file', { asOf: report.ruleset.asOf, isCode: () => false }));
  const placed = <Why extends string>({ places, ...rest }: Tally<Why>) => ({
    ...rest,
    places: places.map(({ file, ...place }) => ({ ...place, file: name(file) })),
  });
  return {
    tool: report.tool,
    ruleset: {
      version: report.ruleset.version,
      asOf: report.ruleset.asOf,
      asOfBy: options.asOf ? 'option' : answered.uploadDay ? 'upload-day' : 'today',
      changed: (report.ruleset.levels ?? []).map(({ ruleId }) => ruleId),
    },
    channel: way.channel,
    package: { name: name(found.submission.name), sha256: report.submission.sha256, answer, receipt },
    answer: {
      scope: answered.scope,
      receiptNumber: answered.receiptNumber,
      files: answered.files.map(({ shown: file, by, ...rest }) => ({ name: name(file), ...rest, columns: by })),
      others,
      records: answered.records,
      withoutCode: answered.withoutCode,
      unread: placed(answered.unread),
      unmatched: placed(answered.unmatched),
      tied: answered.tied,
    },
    ...compared,
    assumed: [...answered.assumed],
  };
}

/** Whether NHI answered all as we did, and nothing of the answer was left over. */
export const isAllSame = ({ counts, answer }: Reconciliation): boolean =>
  counts.total > 0 && counts.same === counts.total && counts.unmatched === 0 && answer.unread.total === 0;
