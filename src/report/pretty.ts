import { styleText } from 'node:util';
import stringWidth from 'string-width';
import { ANSWERS, type Answer, type Outcome } from '../engine/outcome.ts';
import type { Words } from '../engine/rule-schema.ts';
import { cleaned } from './formats/clean.ts';
import { bracketed } from './formats/place.ts';
import { told } from './formats/told.ts';
import type { Language, Report, ReportFinding, ReportUnit } from './report-schema.ts';
import { unitName } from './sentence.ts';
import { unitsTold } from './units-told.ts';
import { channelName, fill, inLanguage, LABEL, LEVEL, REASON, returnWord, stateOf, unitsCounted } from './words.ts';

/** What the terminal adds to the report. */
export interface PrettyOptions {
  readonly colour: boolean;
  readonly verbose: boolean;
  /** How long the check took; null leaves it out, so that two runs say the same. */
  readonly seconds: number | null;
  /** Begin with the name of the submission: where there are several. */
  readonly named: boolean;
  /** NHI's word for what a rule makes a unit wait for. */
  status(ruleId: string): Words | undefined;
  /** The words of a clause. */
  clause(id: string): string;
}

type Style = Parameters<typeof styleText>[0];
const WIDTH = 80;
const MARK: Record<Outcome, { sign: string; style: Style }> = {
  'return-file': { sign: '✖', style: 'red' },
  'return-unit': { sign: '✖', style: 'red' },
  hold: { sign: '✖', style: 'magenta' },
  unknown: { sign: '?', style: 'magenta' },
  remind: { sign: '⚠', style: 'yellow' },
  advise: { sign: 'ℹ', style: 'blue' },
};
const STYLE: Record<Answer, Style> = {
  'return-file': ['bold', 'red'],
  'return-unit': ['bold', 'red'],
  hold: ['bold', 'magenta'],
  unknown: ['bold', 'magenta'],
  remind: ['bold', 'yellow'],
  accept: ['bold', 'green'],
};

const say = (key: keyof typeof LABEL, language: Language): string => inLanguage(LABEL[key], language);

function* findingLines(
  finding: ReportFinding,
  language: Language,
  paint: (style: Style, text: string) => string,
): Generator<string> {
  const { sign, style } = MARK[finding.outcome];
  yield `  ${paint(style, sign)} ${finding.message}`;
  const width = language === 'en' ? 7 : 8;
  for (const { label, text } of told(finding, language))
    yield `      ${paint('dim', label)}${' '.repeat(Math.max(1, width + 1 - stringWidth(label)))}${text}`;
}

/** So many units are all told, also those in which nothing was found, or nothing but advice. */
const FEW = 20;
const rank = ({ answer }: ReportUnit): number => ANSWERS.indexOf(answer);

/** So many findings of one rule in one unit are told whole. */
const ALIKE = 3;

/** The findings of one unit; unless all are asked for, a line stands for what a rule finds again and again. */
function* unitLines(
  findings: readonly ReportFinding[],
  { verbose }: PrettyOptions,
  language: Language,
  paint: (style: Style, text: string) => string,
): Generator<string> {
  const counts = new Map<string, number>();
  const totals = Map.groupBy(findings, ({ ruleId }) => ruleId);
  for (const finding of findings) {
    const count = (counts.get(finding.ruleId) ?? 0) + 1;
    counts.set(finding.ruleId, count);
    const left = (totals.get(finding.ruleId)?.length ?? 0) - ALIKE;
    if (verbose || count <= ALIKE) yield* findingLines(finding, language, paint);
    if (!verbose && count === ALIKE && left > 0) yield `    ${paint('dim', fill(say('alike', language), { n: left }))}`;
  }
}

/** Units in which nothing is found but what was told of so many units before: they are counted. */
function repeating(): (findings: readonly ReportFinding[]) => boolean {
  const units = new Map<string, number>();
  return (findings) => {
    const rules = new Set(findings.map(({ ruleId }) => ruleId));
    if ([...rules].every((rule) => (units.get(rule) ?? 0) >= FEW)) return true;
    for (const rule of rules) units.set(rule, (units.get(rule) ?? 0) + 1);
    return false;
  };
}

function heading(
  left: string,
  { answer, state }: { answer: Answer; state: string },
  paint: (style: Style, text: string) => string,
): string {
  const gap = Math.max(2, WIDTH - stringWidth(left) - stringWidth(state));
  return `${paint('bold', left)}${' '.repeat(gap)}${paint(STYLE[answer], state)}`;
}

/** What a unit waits for, where its first deciding finding has a word of its own. */
function waiting([first]: readonly ReportFinding[], { status }: PrettyOptions): Words | undefined {
  return first?.outcome === 'hold' ? status(first.ruleId) : undefined;
}

/** Rules that the configuration made louder or quieter, and why. */
export function levelLines({ submission: { channel }, ruleset: { levels = [], language } }: Report): string[] {
  return levels.map(({ ruleId, from, to, reason }) => {
    const word = (level: typeof from | typeof to): string =>
      inLanguage(returnWord(channel, level, LEVEL[level]), language);
    const why = reason === null ? '' : fill(say('reason', language), { reason });
    return fill(say('level', language), { rule: ruleId, from: word(from), to: word(to) }) + why;
  });
}

function* notCheckedLines(report: Report, { verbose, clause }: PrettyOptions, language: Language): Generator<string> {
  const total = report.notChecked.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return;
  const reasons = Map.groupBy(report.notChecked, ({ reason }) => reason);
  const parts = [...reasons].map(
    ([reason, rows]) => `${inLanguage(REASON[reason], language)} ${rows.reduce((sum, { count }) => sum + count, 0)}`,
  );
  const line = fill(say('notChecked', language), { n: total, parts: parts.join(language === 'en' ? ', ' : '、') });
  yield line + (verbose ? '' : say('verbose', language));
  if (verbose)
    for (const row of report.notChecked)
      yield `  · ${clause(row.clause)}${bracketed(`${inLanguage(REASON[row.reason], language)} ${row.count}`, language)}`;
}

/** The report as a person reads it in a terminal: the answer first, then each case and its findings. */
export function pretty(given: Report, options: PrettyOptions, write: (text: string) => void): void {
  const report = cleaned(given);
  const { language } = report.ruleset;
  const { channel } = report.submission;
  const paint = (style: Style, text: string): string =>
    options.colour ? styleText(style, text, { validateStream: false }) : text;
  const by = { name: 'byName', content: 'byContent', option: 'byOption' } as const;
  const header = fill(say('header', language), {
    channel: channelName(channel, language),
    by: say(by[report.submission.recognisedBy], language),
    version: report.ruleset.version,
    asOf: report.ruleset.asOf,
    files: report.counts.files,
    units: unitsCounted(channel, report.verdict.units.total, language),
  });
  const took =
    options.seconds === null ? '' : ` · ${fill(say('seconds', language), { seconds: options.seconds.toFixed(1) })}`;
  const name = options.named ? [paint('bold', `── ${report.submission.name}`)] : [];
  const lines = [...name, paint(STYLE[report.verdict.answer], report.verdict.sentence), header + took];
  lines.push(...levelLines(report).map((line) => paint('yellow', line)));
  const byUnit = Map.groupBy(report.findings, ({ unit }) => unit);
  const whole = byUnit.get(null);
  if (whole) {
    lines.push('', paint('bold', say('whole', language)));
    lines.push(...unitLines(whole, options, language, paint));
  }
  const units = unitsTold(report);
  const names = Map.groupBy(units, (unit) => unitName(unit, language));
  const nameOf = (unit: ReportUnit): string => {
    const short = unitName(unit, language);
    const name = (names.get(short)?.length ?? 0) > 1 ? unitName(unit, language, true) : short;
    return name.replace(/^[a-z]/, (letter) => letter.toUpperCase());
  };
  // of many, what decides comes first; of a few, the order of the file is easier to follow
  const inTurn = units.length > FEW ? units.toSorted((a, b) => rank(a) - rank(b)) : units;
  let advice = 0;
  const isRepeated = repeating();
  const repeated = { units: 0, findings: 0 };
  for (const unit of inTurn) {
    const { id, answer } = unit;
    const findings = byUnit.get(id) ?? [];
    const isQuiet =
      findings.length === 0 || (!options.verbose && findings.every(({ outcome }) => outcome === 'advise'));
    if (isQuiet && units.length > FEW) {
      advice += findings.length;
      continue;
    }
    if (!options.verbose && findings.length > 0 && isRepeated(findings)) {
      repeated.units++;
      repeated.findings += findings.length;
      continue;
    }
    const state = waiting(findings, options) ?? stateOf(channel, answer);
    lines.push('', heading(nameOf(unit), { answer, state: inLanguage(state, language) }, paint));
    lines.push(...unitLines(findings, options, language, paint));
  }
  if (repeated.units > 0) {
    const counted = unitsCounted(channel, repeated.units, language);
    lines.push('', fill(say('repeated', language), { units: counted, n: repeated.findings }));
  }
  if (advice > 0) lines.push('', fill(say('advice', language), { n: advice }));
  const unlisted = report.counts.findings - report.findings.length;
  if (unlisted > 0) lines.push('', fill(say('unlisted', language), { n: unlisted }));
  lines.push('', ...notCheckedLines(report, options, language));
  write(`${lines.join('\n').trimEnd()}\n`);
}
