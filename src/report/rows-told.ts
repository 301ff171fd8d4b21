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

/** The number of a unit in its file, for units that are told by number: rows of a CSV, hdata of an XML. */
const NUMBERED: Readonly<Record<string, { readonly zh: string; readonly en: string; of(unit: ReportUnit): number }>> = {
  row: { zh: '列', en: 'row', of: ({ locations }) => locations[0]?.row ?? 0 },
  hdata: { zh: '筆', en: 'hdata', of: ({ id }) => Number(id.slice(id.lastIndexOf('-') + 1)) },
};

/**
 * Rows of a CSV, or hdata of an XML, that are taken and not taken, by number: 「（收：第 1、3 列；不收：第 2 列）」. Of too
 * many to list, only those that are not taken, as long as these are few; else nothing.
 * @param counts of all units, listed or not
 */
export function rowsTold(
  { units, counts }: { readonly units: readonly ReportUnit[]; readonly counts: Report['verdict']['units'] },
  language: Language,
): string {
  const [first] = units;
  const named = first && NUMBERED[first.kind];
  if (!named || units.some(({ kind }) => kind !== first.kind)) return '';
  const others = units.filter(({ answer }) => answer !== 'accept' && answer !== 'remind').length;
  if (others === 0 || others !== counts.return + counts.hold) return '';
  const english = language === 'en';
  const parts: string[] = [];
  for (const [answers, word] of ROWS) {
    const rows = units.filter(({ answer }) => answers.includes(answer)).map(named.of);
    if (rows.length === 0 || (answers.includes('accept') && units.length !== counts.total)) continue;
    const told = runs(rows, english ? ', ' : '、');
    if (told === null) return '';
    parts.push(english ? `${word.en}: ${named.en} ${told}` : `${word.zh}：第 ${told} ${named.zh}`);
  }
  return english ? ` (${parts.join('; ')})` : `（${parts.join('；')}）`;
}
