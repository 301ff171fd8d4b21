import type { Answer } from '../engine/outcome.ts';
import type { Words } from '../engine/rule-schema.ts';
import type { Language, Report, ReportUnit } from './report-schema.ts';

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

const ROWS: readonly [readonly Answer[], Words][] = [
  [['accept', 'remind'], { zh: '收', en: 'taken' }],
  [['return-unit', 'return-file', 'hold'], { zh: '不收', en: 'not taken' }],
  [['unknown'], { zh: '無法判斷', en: 'unknown' }],
];

/**
 * Rows of a CSV that are taken and not taken, by number: 「（收：第 1、3 列；不收：第 2 列）」. Of too many to list, only
 * those that are not taken, as long as these are few; else nothing.
 * @param counts of all units, listed or not
 */
export function rowsTold(
  { units, counts }: { readonly units: readonly ReportUnit[]; readonly counts: Report['verdict']['units'] },
  language: Language,
): string {
  if (units.some(({ kind }) => kind !== 'row')) return '';
  const others = units.filter(({ answer }) => answer !== 'accept' && answer !== 'remind').length;
  if (others === 0 || others !== counts.return + counts.hold) return '';
  const english = language === 'en';
  const parts: string[] = [];
  for (const [answers, word] of ROWS) {
    const rows = units.filter(({ answer }) => answers.includes(answer)).map(({ locations }) => locations[0]?.row ?? 0);
    if (rows.length === 0 || (answers.includes('accept') && units.length !== counts.total)) continue;
    const told = runs(rows, english ? ', ' : '、');
    if (told === null) return '';
    parts.push(english ? `${word.en}: row ${told}` : `${word.zh}：第 ${told} 列`);
  }
  return english ? ` (${parts.join('; ')})` : `（${parts.join('；')}）`;
}
