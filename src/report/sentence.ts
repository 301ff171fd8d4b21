import type { ChannelId } from '../channels/ids.ts';
import { CHANNEL_WORDS } from '../channels/words.ts';
import type { Answer, Outcome } from '../engine/outcome.ts';
import type { Words } from '../engine/rule-schema.ts';
import type { Finding } from '../engine/run.ts';
import type { Language, Report, ReportUnit } from './report-schema.ts';
import { rowsTold } from './rows-told.ts';
import { fill, inLanguage, stateOf, WAITING } from './words.ts';

type Counts = Report['verdict']['units'];

const RETURNS: readonly Answer[] = ['return-file', 'return-unit'];

/** How many units have which answer. */
export function countUnits(answers: ReadonlyMap<Answer, number>): Counts {
  const counts = { total: 0, accept: 0, hold: 0, return: 0 };
  for (const [answer, count] of answers) {
    counts.total += count;
    if (RETURNS.includes(answer)) counts.return += count;
    else if (answer === 'hold' || answer === 'unknown') counts.hold += count;
    else counts.accept += count;
  }
  return counts;
}

/**
 * 「案件 2026051200000001」 for the unit `3501200000_2026051200000001`, 「第 14 列」 for a row of a CSV, 「第 3 筆 hdata」 for a
 * record of an XML; a file without a case number goes by its name.
 * @param whole with the institution, where a case number repeats
 */
export function unitName(
  { id, kind, locations }: Pick<ReportUnit, 'id' | 'kind' | 'locations'>,
  language: Language,
  whole = false,
): string {
  if (kind === 'row') return fill(language === 'en' ? 'row {n}' : '第 {n} 列', { n: locations[0]?.row ?? id });
  if (kind === 'hdata') return fill(language === 'en' ? 'hdata {n}' : '第 {n} 筆 hdata', { n: placeIn(id) });
  const file = locations[0]?.file ?? id;
  const number = id.split('_')[1];
  if (number === undefined) return language === 'en' ? `"${baseOf(file)}"` : `「${baseOf(file)}」`;
  return `${language === 'en' ? 'case' : '案件'} ${whole ? id : number}`;
}

/** The number of an hdata among those of its file. */
const placeIn = (id: string): string => id.slice(id.lastIndexOf('-') + 1);

const baseOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

interface Facts {
  readonly channel: ChannelId;
  readonly answer: Answer;
  readonly counts: Counts;
  readonly findings: readonly Finding[];
  readonly outcomes: ReadonlyMap<Outcome, number>;
  readonly first: ReportUnit | undefined;
  /** As listed in the report. */
  readonly units: readonly ReportUnit[];
}

const count = ({ outcomes }: Facts, ...of: Outcome[]): number =>
  of.reduce((sum, outcome) => sum + (outcomes.get(outcome) ?? 0), 0);

/** Whether those that are neither taken nor returned wait for nothing: they could not be judged. */
const isUnknown = (facts: Facts): boolean => count(facts, 'hold') === 0 && count(facts, 'unknown') > 0;

/** What the units wait for, in one word where they wait for the same. */
function holdWord({ channel, findings }: Facts): Words {
  const holds = findings.filter(({ rule }) => rule.outcome === 'hold');
  const words = new Map(holds.map(({ rule: { status = stateOf(channel, 'hold') } }) => [status.zh, status]));
  const [only] = words.values();
  return only && words.size === 1 ? only : WAITING;
}

/** The words of the channel with numbers in them. */
function wordsOf({ channel }: Facts, language: Language) {
  const { counted, some, taken, returned, whole } = CHANNEL_WORDS[channel];
  const say = (words: Words, n = 0): string => fill(inLanguage(words, language), { n });
  return {
    counted: (n: number) => say(counted, n),
    some: (n: number) => say(some, n),
    taken: say(taken),
    returned: say(returned),
    whole: whole && say(whole),
  };
}

function zh(facts: Facts): string {
  const { answer, counts, first } = facts;
  const reminders = count(facts, 'remind');
  const also = reminders > 0 ? `，另有 ${reminders} 件提醒` : '';
  const one = counts.total === 1;
  const plain = first ? unitName(first, 'zh-TW') : '案件';
  const name = /[」列]$/.test(plain) ? plain : `${plain} `;
  const hold = holdWord(facts).zh;
  const { counted, some, taken, returned, whole = `整批${returned}` } = wordsOf(facts, 'zh-TW');
  switch (answer) {
    case 'return-file':
      return `${whole}：有 ${count(facts, 'return-file')} 個問題讓健保署不收這次送件${also}`;
    case 'return-unit': {
      const errors = count(facts, 'return-unit', 'return-file');
      const holds = count(facts, 'hold');
      const missing = holds > 0 ? `，還要補 ${holds} 件` : '';
      if (one) return `${returned}：${name}有 ${errors} 個錯誤${missing}${also}`;
      const rest = [
        counts.accept > 0 ? some(counts.accept) + taken : '',
        counts.hold > 0 ? `${some(counts.hold)}${isUnknown(facts) ? '無法判斷' : '要等待'}` : '',
      ];
      const parts = rest.filter(Boolean).map((part) => `，${part}`);
      return `${counted(counts.total)}中 ${some(counts.return)}${returned}${parts.join('')}${rowsTold(facts, 'zh-TW')}`;
    }
    case 'hold':
      if (one) return `${taken}，但${name}會停在「${hold}」：要補 ${count(facts, 'hold')} 件${also}`;
      return `${taken}，但 ${counted(counts.total)}中 ${some(counts.hold)}會停在「${hold}」${also}`;
    case 'unknown':
      return `無法判斷${taken.replace('會', '會不會')}：檢查沒有做完（${count(facts, 'unknown')} 個原因），請先排除再檢查一次${also}${one ? '' : rowsTold(facts, 'zh-TW')}`;
    case 'remind':
      return `${taken}，有 ${reminders} 件提醒，送出前請看一下`;
    case 'accept':
      return one ? `${taken}：${name}沒有發現問題` : `${taken}：${counted(counts.total)}都沒有發現問題`;
  }
}

function en(facts: Facts): string {
  const { answer, counts, first } = facts;
  const reminders = count(facts, 'remind');
  const also = reminders > 0 ? `; ${reminders} reminder(s) as well` : '';
  const one = counts.total === 1;
  const name = first ? unitName(first, 'en') : 'the case';
  const waits = isUnknown(facts) ? 'unknown' : 'waiting';
  const hold = holdWord(facts).en;
  const { counted, whole = 'The whole file will be returned' } = wordsOf(facts, 'en');
  switch (answer) {
    case 'return-file':
      return `${whole}: ${count(facts, 'return-file')} problem(s)${also}`;
    case 'return-unit':
      if (one) return `Will be returned: ${name} has ${count(facts, 'return-unit', 'return-file')} error(s)${also}`;
      return `${counts.return} of ${counted(counts.total)} will be returned, ${counts.accept} taken, ${counts.hold} ${waits}${also}${rowsTold(facts, 'en')}`;
    case 'hold':
      if (one)
        return `Will be taken, but ${name} will stop at: ${hold}; ${count(facts, 'hold')} thing(s) to add${also}`;
      return `Will be taken, but ${counts.hold} of ${counted(counts.total)} will stop at: ${hold}${also}`;
    case 'unknown':
      return `Cannot tell whether it will be taken: the check could not be finished (${count(facts, 'unknown')} reason(s))${also}${one ? '' : rowsTold(facts, 'en')}`;
    case 'remind':
      return `Will be taken, with ${reminders} reminder(s)`;
    case 'accept':
      return one
        ? `Will be taken: nothing wrong was found in ${name}`
        : `Will be taken: nothing wrong was found in ${counted(counts.total)}`;
  }
}

/** The first line: will it be taken? */
export function sentence(facts: Facts, language: Language): string {
  return inLanguage({ zh: zh(facts), en: en(facts) }, language);
}
