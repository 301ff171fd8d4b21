import { ANSWERS, type Answer } from '../engine/outcome.ts';
import type { Report, ReportFinding, ReportUnit } from './report-schema.ts';

const answerOf = ({ outcome }: ReportFinding): Answer => (outcome === 'advise' ? 'accept' : outcome);

const worst = (answers: readonly Answer[]): Answer => ANSWERS.find((answer) => answers.includes(answer)) ?? 'accept';

const kindOf = (id: string, row: number | undefined): string => {
  if (row !== undefined) return 'row';
  return /^hdata-\d+$/.test(id) ? 'hdata' : 'case';
};

/** A unit that the report does not list, by what was found in it. */
function unitOf(id: string, findings: readonly ReportFinding[], ofWhole: readonly Answer[]): ReportUnit {
  const place = findings.flatMap(({ locations }) => locations).find(({ row }) => row !== undefined);
  const answer = worst([...findings.map(answerOf), ...ofWhole]);
  const { file = '', row } = place ?? findings[0]?.locations[0] ?? {};
  return {
    id,
    kind: kindOf(id, row),
    answer,
    locations: [{ file, ...(row === undefined ? {} : { row }) }],
  };
}

/**
 * The units that a person is told of: those that the report lists, then, where there are too many to list, the others in
 * which something was found, so that no finding is lost.
 */
export function unitsTold({ units, findings, verdict }: Report): readonly ReportUnit[] {
  if (units.length === verdict.units.total) return units;
  const listed = new Set(units.map(({ id }) => id));
  const ofWhole = findings.filter(({ unit, outcome }) => unit === null && outcome !== 'remind').map(answerOf);
  const others = Map.groupBy(findings, ({ unit }) => (unit === null || listed.has(unit) ? null : unit));
  return [...units, ...[...others].flatMap(([id, own]) => (id === null ? [] : [unitOf(id, own, ofWhole)]))];
}
