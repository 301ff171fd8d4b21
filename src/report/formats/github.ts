import type { ChannelId } from '../../channels/ids.ts';
import { OUTCOMES } from '../../engine/outcome.ts';
import type { FormatContext, Formatter } from '../formatter.ts';
import { levelLines } from '../pretty.ts';
import type { Report, ReportFinding } from '../report-schema.ts';
import { fill, inLanguage } from '../words.ts';
import { type Command, workflowCommand } from './github-command.ts';
import { lineOf, outerOf } from './place.ts';
import { severityOf } from './severity.ts';
import { toldLines } from './told.ts';
import { byUnit, worstFirst } from './units.ts';
import { DOC, weightOf } from './words.ts';

export { githubSummary, MOST_BYTES } from './github-summary.ts';

/** So many of a kind GitHub shows for one step. */
const SHOWN = 10;
/** So many answers stand in the last notice. */
const ANSWERS_SHOWN = 20;
const COMMAND = { error: 'error', warning: 'warning', note: 'notice' } as const satisfies Record<string, Command>;

/** A finding and what its unit is called; undefined for the whole submission. */
interface Named {
  readonly finding: ReportFinding;
  readonly channel: ChannelId;
  readonly unit: string | undefined;
  /** The submission and its files. */
  readonly files: ReadonlySet<string>;
}

/** All findings, those that decide first, whichever submission they are of. */
function inOrder(reports: readonly Report[], context: FormatContext): Named[] {
  const named = reports.flatMap((report) => {
    const names = new Map(byUnit(report, context).units.map(({ id, name }) => [id, name]));
    const files = new Set([report.submission.name, ...report.submission.files.map(({ path }) => path)]);
    const { channel } = report.submission;
    return report.findings.map((finding) => ({ finding, unit: names.get(finding.unit ?? ''), files, channel }));
  });
  const byOutcome = Map.groupBy(named, ({ finding }) => finding.outcome);
  return OUTCOMES.flatMap((outcome) => byOutcome.get(outcome) ?? []);
}

/** GitHub annotates files of the repository: of a member of an archive, the archive; its line would be another file's. */
function annotation({ finding, unit, files, channel }: Named, { language }: FormatContext): string {
  const [first] = finding.locations;
  const outer = outerOf(first?.file ?? '', files);
  const { line, col } =
    first?.file === outer ? { line: lineOf(first), col: first.column } : { line: undefined, col: undefined };
  const { outcome } = finding;
  const title = `${weightOf(channel, outcome, language).word} · ${unit ?? inLanguage(DOC.whole, language)}`;
  const places = { file: outer, line, col: line === undefined ? undefined : col };
  return workflowCommand(COMMAND[severityOf(outcome)], { ...places, title }, toldLines(finding, language));
}

/**
 * `--format github`: workflow commands that become annotations, and a last notice with the answers and the number of all
 * findings. Errors come first, since GitHub shows ten of each kind; a tenth piece of advice makes way for the last notice.
 */
export const github: Formatter = (reports, context, write) => {
  const { language } = context;
  const bySeverity = Map.groupBy(inOrder(reports, context), ({ finding }) => severityOf(finding.outcome));
  const of = (severity: 'error' | 'warning' | 'note'): readonly Named[] => bySeverity.get(severity) ?? [];
  const [errors, warnings, notes] = [of('error'), of('warning'), of('note')];
  for (const named of [...errors, ...warnings, ...notes.slice(0, SHOWN - 1)]) write(annotation(named, context));

  const unlisted = reports.reduce((sum, { counts, findings }) => sum + counts.findings - findings.length, 0);
  const counts = { errors: errors.length, warnings: warnings.length, notes: notes.length };
  const n = counts.errors + counts.warnings + counts.notes + unlisted;
  const tooMany = errors.length > SHOWN || warnings.length > SHOWN || notes.length >= SHOWN;
  const several = reports.length > 1;
  const answers = worstFirst(reports).map(
    ({ submission, verdict }) => (several ? `${submission.name}: ` : '') + verdict.sentence,
  );
  const lines = [
    ...(answers.length > 0 ? answers.slice(0, ANSWERS_SHOWN) : [inLanguage(DOC.none, language)]),
    ...(answers.length > ANSWERS_SHOWN
      ? [fill(inLanguage(DOC.moreHere, language), { n: answers.length - ANSWERS_SHOWN })]
      : []),
    ...new Set(reports.flatMap(levelLines)),
    ...(n > 0 && unlisted === 0 ? [fill(inLanguage(DOC.total, language), { n, ...counts })] : []),
    ...(unlisted > 0 ? [fill(inLanguage(DOC.moreFindings, language), { n: unlisted })] : []),
    ...(tooMany ? [inLanguage(DOC.shownTen, language)] : []),
  ];
  write(workflowCommand('notice', { title: inLanguage(DOC.title, language) }, lines));
};
