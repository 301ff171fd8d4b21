import type { ChannelId } from '../../channels/ids.ts';
import type { FormatContext } from '../formatter.ts';
import { levelLines } from '../pretty.ts';
import type { Report, ReportFinding } from '../report-schema.ts';
import { channelName, fill, inLanguage, unitsCounted, unitWord } from '../words.ts';
import { markdown, table } from './markdown.ts';
import { told } from './told.ts';
import { byUnit, worstFirst } from './units.ts';
import { DOC, SIGN, weightOf } from './words.ts';

/** GitHub takes so many bytes of summary from one step. */
export const MOST_BYTES = 2 ** 20;
/** So many units and submissions stand in a table; those that decide are found below it in any case. */
const ROWS = 200;

type Say = (key: keyof typeof DOC, args?: Readonly<Record<string, string | number>>) => string;

const limited = (head: string[], rows: string[][], say: Say): string =>
  table(head, rows.slice(0, ROWS)) +
  (rows.length > ROWS ? `\n${markdown(say('moreHere', { n: rows.length - ROWS }))}\n` : '');

function findingBlock(finding: ReportFinding, unit: string, channel: ChannelId, { language }: FormatContext): string {
  const { sign, word } = weightOf(channel, finding.outcome, language);
  const parts = told(finding, language).map(({ label, text }) => `  - **${markdown(label)}** ${markdown(text)}\n`);
  const head = `${sign} **${markdown(word)}** · ${markdown(unit)} · ${markdown(finding.message)}`;
  return `- ${head}\n${parts.join('')}`;
}

/** A report piece by piece; between any two of them the text may end. */
function* blocks(report: Report, context: FormatContext, say: Say): Generator<string> {
  const { language } = context;
  const { verdict, submission, ruleset, counts } = report;
  yield `## ${SIGN[verdict.answer]} ${markdown(verdict.sentence)}\n\n`;
  const about = [
    submission.name,
    channelName(submission.channel, language),
    say('rules', { version: ruleset.version, asOf: ruleset.asOf }),
    say('counted', { files: counts.files, units: unitsCounted(submission.channel, verdict.units.total, language) }),
  ];
  yield `${about.map(markdown).join(' · ')}\n\n`;
  for (const line of levelLines(report)) yield `> ${markdown(line)}\n\n`;
  const { units, whole, unlistedUnits, unlistedFindings } = byUnit(report, context);
  const rows = units.map(({ name, answer, state, findings }) => [
    markdown(name),
    `${SIGN[answer]} ${markdown(state)}`,
    String(findings.length),
  ]);
  if (rows.length > 0)
    yield `${limited([unitWord(submission.channel, language), say('answer'), say('count')], rows, say)}\n`;
  if (unlistedUnits !== null) yield `${markdown(unlistedUnits)}\n\n`;
  if (report.findings.length > 0) yield `### ${say('findings')}\n\n`;
  for (const finding of whole) yield findingBlock(finding, say('whole'), submission.channel, context);
  for (const unit of units)
    for (const finding of unit.findings) yield findingBlock(finding, unit.name, submission.channel, context);
  if (unlistedFindings > 0) yield `\n${markdown(say('moreFindings', { n: unlistedFindings }))}\n`;
  yield '\n';
}

function* overview(reports: readonly Report[], say: Say): Generator<string> {
  if (reports.length === 0) yield `## ${say('none')}\n`;
  if (reports.length < 2) return;
  const rows = worstFirst(reports).map(({ submission, verdict: { answer, sentence } }) => [
    markdown(submission.name),
    `${SIGN[answer]} ${markdown(sentence)}`,
  ]);
  yield `${limited([say('submission'), say('answer')], rows, say)}\n`;
}

/**
 * The summary of a job for `$GITHUB_STEP_SUMMARY`, in Markdown: the answer first, then units and findings. File names can
 * be neither Markdown nor HTML in it. What is too long ends with a word that says so.
 * @param most bytes in UTF-8; a step has 1 MiB
 */
export const githubSummary = (
  reports: readonly Report[],
  context: FormatContext,
  write: (text: string) => void,
  most: number = MOST_BYTES,
): void => {
  const { language } = context;
  const say: Say = (key, args = {}) => fill(inLanguage(DOC[key], language), args);
  const cut = `\n\n${markdown(say('cut'))}\n`;
  let left = most - Buffer.byteLength(cut);
  const pieces = function* (): Generator<string> {
    yield* overview(reports, say);
    for (const report of worstFirst(reports)) yield* blocks(report, context, say);
  };
  for (const piece of pieces()) {
    left -= Buffer.byteLength(piece);
    if (left < 0) {
      write(cut);
      return;
    }
    write(piece);
  }
};
