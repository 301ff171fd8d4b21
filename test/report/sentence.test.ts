import { describe, expect, test } from 'vitest';
import type { Answer, Outcome } from '../../src/engine/outcome.ts';
import type { Rule } from '../../src/engine/rule.ts';
import type { Finding } from '../../src/engine/run.ts';
import type { ReportUnit } from '../../src/report/report-schema.ts';
import { countUnits, sentence, unitName } from '../../src/report/sentence.ts';
import { STATE } from '../../src/report/words.ts';
import { ownLibrary } from '../../src/rules.ts';

const { rules } = await ownLibrary();
const holds = rules.filter(({ outcome }) => outcome === 'hold');
const plainHolds = holds.filter(({ status }) => status === undefined);
const ownWords = holds.filter(({ status }) => status !== undefined);
const unit = (id: string, answer: Answer, file = `FHR${id}.JSON`): ReportUnit => ({
  id,
  kind: 'case',
  answer,
  locations: [{ file }],
});
const numbered = (n: number): string => `3501200000_202605120000000${n}`;

/** How many units have which answer. */
const tally = (answers: readonly Answer[]): Map<Answer, number> =>
  new Map([...Map.groupBy(answers, (answer) => answer)].map(([answer, { length }]) => [answer, length]));

function told(
  answer: Answer,
  answers: readonly Answer[],
  outcomes: Partial<Record<Outcome, number>>,
  chosen: Rule[] = [],
) {
  const units = answers.map((each, i) => unit(numbered(i + 1), each));
  const findings = chosen.map((rule) => ({ rule }) as Finding);
  const first = units.find((each) => each.answer === answer) ?? units[0];
  const facts = {
    channel: 'prior-auth',
    units,
    answer,
    counts: countUnits(tally(answers)),
    findings,
    outcomes: new Map(Object.entries(outcomes)),
    first,
  };
  return (['zh-TW', 'en'] as const).map((language) =>
    sentence(facts as unknown as Parameters<typeof sentence>[0], language),
  );
}

test('units are counted under four heads', () => {
  const answers: Answer[] = ['accept', 'remind', 'unknown', 'hold', 'return-unit', 'return-file', 'accept'];
  expect(countUnits(tally(answers))).toEqual({ total: 7, accept: 3, hold: 2, return: 2 });
  expect(countUnits(new Map())).toEqual({ total: 0, accept: 0, hold: 0, return: 0 });
});

describe('one case', () => {
  test.each<[Answer, Partial<Record<Outcome, number>>, string, string]>([
    [
      'accept',
      {},
      '會收件：案件 2026051200000001 沒有發現問題',
      'Will be taken: nothing wrong was found in case 2026051200000001',
    ],
    ['remind', { remind: 2 }, '會收件，有 2 件提醒，送出前請看一下', 'Will be taken, with 2 reminder(s)'],
    [
      'unknown',
      { unknown: 1, remind: 3 },
      '無法判斷會不會收件：檢查沒有做完（1 個原因），請先排除再檢查一次，另有 3 件提醒',
      'Cannot tell whether it will be taken: the check could not be finished (1 reason(s)); 3 reminder(s) as well',
    ],
    [
      'hold',
      { hold: 2, remind: 1 },
      '會收件，但案件 2026051200000001 會停在「等待附件檔」：要補 2 件，另有 1 件提醒',
      'Will be taken, but case 2026051200000001 will stop at: waiting (等待附件檔); 2 thing(s) to add; 1 reminder(s) as well',
    ],
    [
      'return-unit',
      { 'return-unit': 2, hold: 1, remind: 1 },
      '會被退件：案件 2026051200000001 有 2 個錯誤，還要補 1 件，另有 1 件提醒',
      'Will be returned: case 2026051200000001 has 2 error(s)',
    ],
    [
      'return-file',
      { 'return-file': 1, 'return-unit': 5 },
      '整批會被退件：有 1 個問題讓健保署不收這次送件',
      'The whole file will be returned: 1 problem(s)',
    ],
  ])('%s', (answer, outcomes, zh, en) => {
    const [chinese, english] = told(answer, [answer], outcomes, plainHolds.slice(0, 1));
    expect(chinese).toBe(zh);
    expect(english?.startsWith(en)).toBe(true);
  });

  test('what it waits for is said in the word of the rule, or in a wider one where rules differ', () => {
    const [one, other] = [ownWords[0], plainHolds[0]];
    expect(one && other).toBeDefined();
    if (!one || !other) return;
    expect(told('hold', ['hold'], { hold: 1 }, [one])[0]).toContain(`會停在「${one.status?.zh}」`);
    expect(told('hold', ['hold'], { hold: 1 }, [other, other])[0]).toContain('會停在「等待附件檔」');
    expect(told('hold', ['hold'], { hold: 2 }, [one, other])[0]).toContain('會停在「等待補件」');
  });
});

describe('several cases', () => {
  test.each<[Answer, Answer[], Partial<Record<Outcome, number>>, RegExp, RegExp]>([
    ['accept', ['accept', 'accept'], {}, /^會收件：2 個案件都沒有發現問題$/, /nothing wrong was found in 2 cases$/],
    ['remind', ['accept', 'remind'], { remind: 1 }, /^會收件，有 1 件提醒/, /with 1 reminder/],
    [
      'hold',
      ['accept', 'hold', 'hold'],
      { hold: 9 },
      /^會收件，但 3 個案件中 2 個會停在「等待附件檔」/,
      /but 2 of 3 cases will stop/,
    ],
    [
      'return-unit',
      ['accept', 'hold', 'return-unit'],
      { 'return-unit': 9 },
      /^3 個案件中 1 個會被退件，1 個會收件，1 個要等待/,
      /^1 of 3 cases will be returned, 1 taken, 1 waiting/,
    ],
    [
      'return-unit',
      ['return-unit', 'return-unit'],
      { 'return-unit': 9 },
      /^2 個案件中 2 個會被退件$/,
      /^2 of 2 cases will be returned/,
    ],
    [
      'return-file',
      ['return-file', 'return-file'],
      { 'return-file': 2 },
      /^整批會被退件：有 2 個問題/,
      /^The whole file will be returned: 2/,
    ],
    ['unknown', ['unknown', 'accept'], { unknown: 2 }, /^無法判斷.*（2 個原因）/, /^Cannot tell.*\(2 reason/],
  ])('%s', (answer, answers, outcomes, zh, en) => {
    const [chinese, english] = told(answer, answers, outcomes, plainHolds.slice(0, 1));
    expect(chinese).toMatch(zh);
    expect(english).toMatch(en);
  });
});

test('every answer has a sentence and a state in both languages, with no case at all too', () => {
  for (const answer of Object.keys(STATE) as Answer[])
    for (const text of told(answer, [], {})) expect(text).not.toMatch(/undefined|NaN|\{|^$/);
});

test('an hdata goes by its number; a refused file has the word of its channel', () => {
  const hdata = { ...unit('hdata-3', 'return-file', 'x.zip!/x.xml'), kind: 'hdata' };
  expect([unitName(hdata, 'zh-TW'), unitName(hdata, 'en')]).toEqual(['第 3 筆 hdata', 'hdata 3']);
  const counts = countUnits(tally(['return-file']));
  const outcomes = new Map([['return-file', 1]]);
  const facts = {
    channel: 'lab-result',
    units: [hdata],
    answer: 'return-file',
    counts,
    findings: [],
    outcomes,
    first: hdata,
  };
  expect(sentence(facts as unknown as Parameters<typeof sentence>[0], 'zh-TW')).toBe(
    '整個檔案不會收（XML申報檔案處理錯誤）：有 1 個問題讓健保署不收這次送件',
  );
});

test('a case goes by its number, a file without one by its name', () => {
  expect(unitName(unit(numbered(1), 'accept'), 'zh-TW')).toBe('案件 2026051200000001');
  expect(unitName(unit(`${numbered(1)}#2`, 'accept'), 'en')).toBe('case 2026051200000001#2');
  expect(unitName(unit('file-1', 'accept', 'a/b/上傳.json'), 'zh-TW')).toBe('「上傳.json」');
  expect(unitName(unit('file-1', 'accept', 'x.zip!/上傳.json'), 'en')).toBe('"上傳.json"');
});
