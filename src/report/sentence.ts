import type { Answer, Outcome } from '../engine/outcome.ts';
import type { Words } from '../engine/rule-schema.ts';
import type { Finding } from '../engine/run.ts';
import type { Language, Report, ReportUnit } from './report-schema.ts';
import { inLanguage, STATE, WAITING } from './words.ts';

type Counts = Report['verdict']['units'];

const RETURNS: readonly Answer[] = ['return-file', 'return-unit'];

/** How many units have which answer. */
export function countUnits(units: readonly { answer: Answer }[]): Counts {
  const counts = { total: units.length, accept: 0, hold: 0, return: 0 };
  for (const { answer } of units) {
    if (RETURNS.includes(answer)) counts.return++;
    else if (answer === 'hold' || answer === 'unknown') counts.hold++;
    else counts.accept++;
  }
  return counts;
}

/**
 * 「案件 2026051200000001」 for the unit `3501200000_2026051200000001`; a file without a case number goes by its name.
 * @param whole with the institution, where a case number repeats
 */
export function unitName(
  { id, locations }: Pick<ReportUnit, 'id' | 'locations'>,
  language: Language,
  whole = false,
): string {
  const file = locations[0]?.file ?? id;
  const number = id.split('_')[1];
  if (number === undefined) return language === 'en' ? `"${baseOf(file)}"` : `「${baseOf(file)}」`;
  return `${language === 'en' ? 'case' : '案件'} ${whole ? id : number}`;
}

const baseOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

interface Facts {
  readonly answer: Answer;
  readonly counts: Counts;
  readonly findings: readonly Finding[];
  readonly outcomes: ReadonlyMap<Outcome, number>;
  readonly first: ReportUnit | undefined;
}

const count = ({ outcomes }: Facts, ...of: Outcome[]): number =>
  of.reduce((sum, outcome) => sum + (outcomes.get(outcome) ?? 0), 0);

/** What the units wait for, in one word where they wait for the same. */
function holdWord({ findings }: Facts): Words {
  const holds = findings.filter(({ rule }) => rule.outcome === 'hold');
  const words = new Map(holds.map(({ rule: { status = STATE.hold } }) => [status.zh, status]));
  const [only] = words.values();
  return only && words.size === 1 ? only : WAITING;
}

function zh(facts: Facts): string {
  const { answer, counts, first } = facts;
  const reminders = count(facts, 'remind');
  const also = reminders > 0 ? `，另有 ${reminders} 件提醒` : '';
  const one = counts.total === 1;
  const plain = first ? unitName(first, 'zh-TW') : '案件';
  const name = plain.endsWith('」') ? plain : `${plain} `;
  const hold = holdWord(facts).zh;
  switch (answer) {
    case 'return-file':
      return `整批會被退件：有 ${count(facts, 'return-file')} 個問題讓健保署不收這次送件${also}`;
    case 'return-unit': {
      const errors = count(facts, 'return-unit', 'return-file');
      const holds = count(facts, 'hold');
      const missing = holds > 0 ? `，還要補 ${holds} 件` : '';
      if (one) return `會被退件：${name}有 ${errors} 個錯誤${missing}${also}`;
      const rest = [
        counts.accept > 0 ? `${counts.accept} 個會收件` : '',
        counts.hold > 0 ? `${counts.hold} 個要等待` : '',
      ];
      return `${counts.total} 個案件中 ${counts.return} 個會被退件${rest
        .filter(Boolean)
        .map((part) => `，${part}`)
        .join('')}`;
    }
    case 'hold':
      if (one) return `會收件，但${name}會停在「${hold}」：要補 ${count(facts, 'hold')} 件${also}`;
      return `會收件，但 ${counts.total} 個案件中 ${counts.hold} 個會停在「${hold}」${also}`;
    case 'unknown':
      return `無法判斷會不會收件：檢查沒有做完（${count(facts, 'unknown')} 個原因），請先排除再檢查一次${also}`;
    case 'remind':
      return `會收件，有 ${reminders} 件提醒，送出前請看一下`;
    case 'accept':
      return one ? `會收件：${name}沒有發現問題` : `會收件：${counts.total} 個案件都沒有發現問題`;
  }
}

function en(facts: Facts): string {
  const { answer, counts, first } = facts;
  const reminders = count(facts, 'remind');
  const also = reminders > 0 ? `; ${reminders} reminder(s) as well` : '';
  const one = counts.total === 1;
  const name = first ? unitName(first, 'en') : 'the case';
  const hold = holdWord(facts).en;
  switch (answer) {
    case 'return-file':
      return `The whole file will be returned: ${count(facts, 'return-file')} problem(s)${also}`;
    case 'return-unit':
      if (one) return `Will be returned: ${name} has ${count(facts, 'return-unit', 'return-file')} error(s)${also}`;
      return `${counts.return} of ${counts.total} cases will be returned, ${counts.accept} taken, ${counts.hold} waiting${also}`;
    case 'hold':
      if (one)
        return `Will be taken, but ${name} will stop at: ${hold}; ${count(facts, 'hold')} thing(s) to add${also}`;
      return `Will be taken, but ${counts.hold} of ${counts.total} cases will stop at: ${hold}${also}`;
    case 'unknown':
      return `Cannot tell whether it will be taken: the check could not be finished (${count(facts, 'unknown')} reason(s))${also}`;
    case 'remind':
      return `Will be taken, with ${reminders} reminder(s)`;
    case 'accept':
      return one
        ? `Will be taken: nothing wrong was found in ${name}`
        : `Will be taken: nothing wrong was found in ${counts.total} cases`;
  }
}

/** The first line: will it be taken? */
export function sentence(facts: Facts, language: Language): string {
  return inLanguage({ zh: zh(facts), en: en(facts) }, language);
}
