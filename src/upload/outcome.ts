import path from 'node:path';
import type { Words } from '../engine/rule-schema.ts';
import type { Checked } from '../precheck.ts';
import { type HandedOver, type HandOverOptions, handOver } from './hand-over.ts';
import { earlierWords, notSentWords, unfitWords } from './outcome-words.ts';
import type { StoryEvent } from './story.ts';
import { packageName, type Unfit, validated } from './validated.ts';
import { usesNameUp, WAYS } from './ways.ts';

/** What became of one submission. */
export interface Outcome {
  readonly checked: Checked;
  /** Of the package. */
  readonly name: string;
  /** Null where it was not tried. */
  readonly result: HandedOver | null;
  /** Why it was not handed over; null where it was, or would be. */
  readonly why: Words | null;
}

/**
 * Hands over what was judged, if it is fit for it, and remembers what was not.
 * @param acceptHold why a package goes out although NHI will hold it
 * @throws LedgerError
 */
export async function outcomeOf(
  checked: Checked,
  how: HandOverOptions,
  acceptHold: string | undefined,
): Promise<Outcome> {
  const name = packageName(checked);
  const validation = validated(checked, { acceptHold });
  if ('unfit' in validation) {
    const { unfit } = validation;
    const rules = [...new Set(unfit.deciding.map(({ ruleId }) => ruleId))];
    tellRefused(checked, how, { name, answer: unfit.answer, rules, note: null });
    return { checked, name, result: null, why: withMore(unfit, checked, how) };
  }
  const result = await handOver(validation.fit, how);
  const { answer } = checked.report.verdict;
  // what is refused later than this, the ledger knows from the hand-over that it began
  if (result.kind === 'earlier') tellRefused(checked, how, { name, answer, rules: [], note: 'earlier' });
  if (result.kind === 'refused' && !result.begun)
    tellRefused(checked, how, { name, answer, rules: [], note: result.code });
  return { checked, name, result, why: notSentWords(result) };
}

function tellRefused(
  { report, zipSha256 }: Checked,
  { ledger, purpose, now, dryRun }: HandOverOptions,
  event: Pick<StoryEvent, 'name' | 'answer' | 'rules' | 'note'>,
): void {
  if (dryRun) return;
  const { channel } = report.submission;
  ledger.tell({ ...event, kind: 'refused', at: now(), channel, purpose, sha256: zipSha256 });
}

const added = (words: Words, more: Words): Words => ({
  zh: `${words.zh}；${more.zh}`,
  en: `${words.en}; ${more.en}`,
});

/** The answer, and how a part of it may go, or that the same names went out before. */
function withMore(unfit: Unfit, checked: Checked, how: HandOverOptions): Words {
  const { submission, verdict } = checked.report;
  const { onlyTaken } = WAYS[submission.channel];
  const words = withEarlier(unfit, checked, how);
  const isPart = unfit.answer === 'return-unit' && verdict.units.accept > 0;
  return onlyTaken && isPart ? added(words, onlyTaken) : words;
}

/** The answer, and when and where the same names went out before, if they did. */
function withEarlier(unfit: Unfit, { files, report }: Checked, { ledger, purpose }: HandOverOptions): Words {
  const words = unfitWords(unfit, report.submission.channel);
  for (const { path: shown, role } of files) {
    if (role === 'other' || !usesNameUp(report.submission.channel, role)) continue;
    const earlier = ledger.earlier(path.posix.basename(shown), purpose);
    if (!earlier) continue;
    return added(words, earlierWords(earlier));
  }
  return words;
}
