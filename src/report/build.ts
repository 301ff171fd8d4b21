import { createHash } from 'node:crypto';
import type { Submission, SubmissionFile } from '../channels/channel.ts';
import type { Location } from '../channels/record.ts';
import { errorCodeOf } from '../engine/error-code.ts';
import { OUTCOMES } from '../engine/outcome.ts';
import type { Rule } from '../engine/rule.ts';
import type { Words } from '../engine/rule-schema.ts';
import type { Ruleset } from '../engine/ruleset.ts';
import type { Finding, Judged } from '../engine/run.ts';
import { type ShowContext, shown, shownPath } from './mask.ts';
import { notChecked } from './not-checked.ts';
import type { Language, Report, ReportFinding, ReportUnit } from './report-schema.ts';
import { countUnits, sentence } from './sentence.ts';
import { fill, inLanguage, LEVEL, nhiDoes, returnWord } from './words.ts';

/** What a report is made of. */
export interface ReportInput {
  readonly submission: Submission;
  readonly files: readonly SubmissionFile[];
  /** Of the zip; null for loose files, or when it could not be read. */
  readonly zipSha256: string | null;
  readonly judged: Judged;
  readonly ruleset: Ruleset;
  readonly toolVersion: string;
  readonly language: Language;
  /** Arguments unmasked; only for a terminal. */
  readonly showValues: boolean;
}

const pathOf = (path: string, { showValues }: ReportInput): string =>
  showValues ? path.toWellFormed() : shownPath(path);

const placed =
  (input: ReportInput) =>
  ({ file, ...rest }: Location): Location => ({ file: pathOf(file, input), ...rest });

/** A place that is both where it is wrong and one end of it is told once. */
const withoutTwins = (locations: Location[]): Location[] => [
  ...new Map(locations.map((location) => [JSON.stringify(location), location])).values(),
];

function reportFinding(finding: Finding, input: ReportInput, context: ShowContext): ReportFinding {
  const { ruleset, language, showValues } = input;
  const { rule, unit, locations } = finding;
  const args: Record<string, string | number | null> = {};
  for (const [name, value] of Object.entries(finding.args)) {
    const declared = rule.args?.[name]?.as;
    args[name] = shown(value, showValues ? 'own' : declared, context);
  }
  const words = (template: { zh: string; en: string }): string =>
    fill(inLanguage(template, language), args, language === 'en' ? '(none)' : '（沒有）');
  const clause = ruleset.library.clauses.get(rule.clause);
  const source = ruleset.library.sources[rule.clause.split('/')[0] ?? ''];
  const error = errorCodeOf(rule, ruleset.library);
  const name = (value: unknown): string | undefined =>
    typeof value === 'string' ? String(shown(value, showValues ? 'own' : 'file', context)) : undefined;
  const { from, to } = { from: name(finding.fix?.from), to: name(finding.fix?.to) };
  // a fix that says what to write is one only where that is certain
  const known = rule.fix?.to !== undefined && finding.fix?.to === undefined ? undefined : rule.fix;
  return {
    ruleId: rule.id,
    outcome: rule.outcome,
    clause: rule.clause,
    unit: unit?.id ?? null,
    ...(error ? { code: error } : {}),
    message: (error ? `${error.code} ${error.name}：` : '') + words(rule.message),
    nhi: words(nhiWords(rule, input)),
    todo: words(rule.todo),
    source: cited(source && inLanguage(source.title, language), clause && inLanguage(clause.label, language)),
    args,
    who: rule.who,
    locations: withoutTwins(locations.map(placed(input))),
    fix: known ? { id: known.id, safe: known.safe, ...(from ? { from } : {}), ...(to ? { to } : {}) } : null,
  };
}

/** What NHI does; of a rule whose level was changed, that it was, since NHI knows nothing of it. */
function nhiWords(rule: Rule, { ruleset, submission: { channel } }: ReportInput): Words {
  const change = ruleset.levels.find(({ ruleId }) => ruleId === rule.id);
  const { zh, en } = rule.nhi ?? nhiDoes(channel, change?.from ?? rule.outcome);
  if (!change) return { zh, en };
  const { from, to } = change;
  return {
    zh: `${zh}（設定檔把這條規則從「${returnWord(channel, from, LEVEL[from]).zh}」改為「${returnWord(channel, to, LEVEL[to]).zh}」）`,
    en: `${en} (the configuration changed this rule from "${LEVEL[from].en}" to "${LEVEL[to].en}")`,
  };
}

/** How a clause is cited: 「事前審查上傳說明（六）1」; a label that is no bracketed number stands apart. */
export const cited = (title = '', label = ''): string =>
  label.startsWith('（') || label.startsWith(',') ? title + label : `${title} ${label}`;

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Verdict-deciding findings first, then file, then position, then rule id. */
function inOrder(a: ReportFinding, b: ReportFinding): number {
  const [first, second] = [a.locations[0], b.locations[0]];
  return (
    OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome) ||
    text(first?.file ?? '', second?.file ?? '') ||
    (first?.row ?? first?.line ?? 0) - (second?.row ?? second?.line ?? 0) ||
    (first?.column ?? 0) - (second?.column ?? 0) ||
    text(first?.cell ?? '', second?.cell ?? '') ||
    text(first?.pointer ?? '', second?.pointer ?? '') ||
    text(a.ruleId, b.ruleId) ||
    text(a.unit ?? '', b.unit ?? '')
  );
}

/** One hash for loose files, as `sha256sum` would list them by path; see the schema. */
function looseSha256(files: Report['submission']['files']): string | null {
  if (files.some(({ sha256 }) => sha256 === null)) return null;
  const lines = files.map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** Makes the report of one submission. Identical input gives an identical report. */
export function buildReport(input: ReportInput): Report {
  const { submission, files, judged, ruleset, language } = input;
  const tables = [...ruleset.library.codes.values()];
  const isCode = (value: string): boolean => tables.some((table) => Object.hasOwn(table, value));
  const context: ShowContext = { asOf: ruleset.asOf, isCode };
  const findings = judged.findings.map((finding) => reportFinding(finding, input, context)).sort(inOrder);
  const units: ReportUnit[] = judged.units.map(({ unit: { id, kind, locations }, answer }) => ({
    id,
    kind,
    answer,
    locations: locations.map(placed(input)),
  }));
  const counts = countUnits(judged.unitCounts);
  const worst = units.find(({ answer }) => answer === judged.answer) ?? units[0];
  const listed = files
    .map((file) => ({ ...file, path: pathOf(file.path, input) }))
    .sort((a, b) => text(a.path, b.path));
  return {
    tool: { name: 'nhi-precheck', version: input.toolVersion },
    ruleset: {
      version: ruleset.version,
      asOf: ruleset.asOf,
      language,
      ...(ruleset.levels.length > 0 ? { levels: [...ruleset.levels] } : {}),
    },
    submission: {
      channel: submission.channel,
      recognisedBy: submission.recognisedBy,
      name: submission.name.toWellFormed(),
      sha256: submission.form === 'zip' ? input.zipSha256 : looseSha256(listed),
      files: listed,
    },
    verdict: {
      answer: judged.answer,
      sentence: sentence(
        {
          channel: submission.channel,
          answer: judged.answer,
          counts,
          findings: judged.findings,
          outcomes: judged.outcomeCounts,
          first: worst,
          units,
        },
        language,
      ),
      units: counts,
    },
    units,
    findings,
    notChecked: notChecked(ruleset.library, submission.channel, files, counts.total),
    counts: {
      files: files.length,
      records: judged.recordCount,
      rules: ruleset.rules.length,
      findings: judged.findingCount,
    },
  };
}
