import { ANSWERS, type Answer } from '../../engine/outcome.ts';
import type { FormatContext } from '../formatter.ts';
import type { Report, ReportFinding } from '../report-schema.ts';
import { unitName } from '../sentence.ts';
import { inLanguage, stateOf } from '../words.ts';

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
  /** Units that are accepted and too many to be listed. */
  readonly unlistedUnits: number;
  readonly unlistedFindings: number;
}

/** Sorts what a report says by units. */
export function byUnit(report: Report, { language, rules }: FormatContext): ByUnit {
  const statuses = new Map(rules.map(({ id, status }) => [id, status]));
  const findings = Map.groupBy(report.findings, ({ unit }) => unit);
  const short = report.units.map((unit) => unitName(unit, language));
  const alike = Map.groupBy(short, (name) => name);
  const units = report.units.map((unit, i): UnitPart => {
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
    unlistedUnits: report.verdict.units.total - report.units.length,
    unlistedFindings: report.counts.findings - report.findings.length,
  };
}

/** NHI does not take it, or takes it but does not go on; or nobody can tell. */
export const isAccepted = (answer: Answer): boolean => answer === 'accept' || answer === 'remind';

/** Reports, those with the worst answers first; else in their order. */
export const worstFirst = (reports: readonly Report[]): readonly Report[] =>
  reports.toSorted((a, b) => ANSWERS.indexOf(a.verdict.answer) - ANSWERS.indexOf(b.verdict.answer));
