import type { Answer } from '../engine/outcome.ts';
import type { Language, ReportUnit } from './report-schema.ts';

/** Runs of rows are told up to so many; who wants more looks at the units. */
const MOST = 12;

/** `2, 4–6`; null where there are too many runs. */
function runs(rows: readonly number[], comma: string): string | null {
  const found: [number, number][] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (last && last[1] + 1 === row) last[1] = row;
    else found.push([row, row]);
  }
  if (found.length > MOST) return null;
  return found.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(comma);
}

const isTaken = ({ answer }: { answer: Answer }): boolean => answer === 'accept' || answer === 'remind';

/** Rows of a CSV that are taken and not taken, by number: 「（收：第 1、3 列；不收：第 2 列）」; else nothing. */
export function rowsTold(
  { units, counts }: { readonly units: readonly ReportUnit[]; readonly counts: { readonly total: number } },
  language: Language,
): string {
  if (units.length !== counts.total || units.some(({ kind }) => kind !== 'row')) return '';
  const told = (which: readonly ReportUnit[]): string | null =>
    runs(
      which.map(({ locations }) => locations[0]?.row ?? 0),
      language === 'en' ? ', ' : '、',
    );
  const [taken, others] = [told(units.filter(isTaken)), told(units.filter((unit) => !isTaken(unit)))];
  if (taken === null || others === null) return '';
  if (language === 'en') return `${taken && ` (taken: row ${taken};`}${taken ? '' : ' ('} not taken: row ${others})`;
  return `（${taken && `收：第 ${taken} 列；`}不收：第 ${others} 列）`;
}
