import { ANSWERS, type Answer } from '../../engine/outcome.ts';
import type { FormatContext } from '../formatter.ts';
import type { Language, Report, ReportFinding, ReportUnit } from '../report-schema.ts';
import { countUnits, unitName } from '../sentence.ts';
import { unitsTold } from '../units-told.ts';
import { countedUnlisted, inLanguage, stateOf } from '../words.ts';

/** A unit as a person reads it, with what was found in it. */
export interface UnitPart {
  readonly id: string;
  /** 「案件 2026051200000001」, with the institution where the number repeats. */
  readonly name: string;
  readonly answer: Answer;
  /** NHI's word for its state. */
  readonly state: string;
  readonly findings: readonly ReportFinding[];
}

/** A report by units, in the order of the report. */
export interface ByUnit {
  /** Findings that belong to no unit. */
  readonly whole: readonly ReportFinding[];
  readonly units: readonly UnitPart[];
  /** How many units are too many to be told, and what becomes of them; null where there are none. */
  readonly unlistedUnits: string | null;
  readonly unlistedFindings: number;
}

/** Sorts what a report says by units. */
export function byUnit(report: Report, { language, rules }: FormatContext): ByUnit {
  const statuses = new Map(rules.map(({ id, status }) => [id, status]));
  const findings = Map.groupBy(report.findings, ({ unit }) => unit);
  const toldOf = unitsTold(report);
  const short = toldOf.map((unit) => unitName(unit, language));
  const alike = Map.groupBy(short, (name) => name);
  const units = toldOf.map((unit, i): UnitPart => {
    const { id, answer } = unit;
    const own = findings.get(id) ?? [];
    const name = short[i] ?? id;
    const clear = (alike.get(name)?.length ?? 0) > 1 ? unitName(unit, language, true) : name;
    const [first] = own;
    const waiting = first?.outcome === 'hold' ? statuses.get(first.ruleId) : undefined;
    const state = inLanguage(
      (answer === 'hold' ? waiting : undefined) ?? stateOf(report.submission.channel, answer),
      language,
    );
    return { id, name: clear.replace(/^[a-z]/, (letter) => letter.toUpperCase()), answer, state, findings: own };
  });
  return {
    whole: findings.get(null) ?? [],
    units,
    unlistedUnits: unlisted(report, toldOf, language),
    unlistedFindings: report.counts.findings - report.findings.length,
  };
}

/** 「另有 190 個會收件，沒有列出」 */
function unlisted({ submission, verdict }: Report, toldOf: readonly ReportUnit[], language: Language): string | null {
  const told = countUnits(
    new Map([...Map.groupBy(toldOf, ({ answer }) => answer)].map(([answer, { length }]) => [answer, length])),
  );
  const { total, accept, hold, return: returned } = verdict.units;
  if (told.total === total) return null;
  const left = { accept: accept - told.accept, hold: hold - told.hold, return: returned - told.return };
  return countedUnlisted(submission.channel, left, language);
}

/** NHI does not take it, or takes it but does not go on; or nobody can tell. */
export const isAccepted = (answer: Answer): boolean => answer === 'accept' || answer === 'remind';

/** Reports, those with the worst answers first; else in their order. */
export const worstFirst = (reports: readonly Report[]): readonly Report[] =>
  reports.toSorted((a, b) => ANSWERS.indexOf(a.verdict.answer) - ANSWERS.indexOf(b.verdict.answer));
