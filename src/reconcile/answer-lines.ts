import type { Words } from '../engine/rule-schema.ts';
import type { Language } from '../report/report-schema.ts';
import { inLanguage } from '../report/words.ts';
import type { AS_OF_BY, Reconciliation } from './result-schema.ts';
import { UNMATCHED_WORDS, UNREAD_WORDS } from './words.ts';

type Counted = Reconciliation['answer']['unread'] | Reconciliation['answer']['unmatched'];

const AS_OF: Readonly<Record<(typeof AS_OF_BY)[number], Words>> = {
  'upload-day': { zh: '上傳日期', en: 'the day of upload' },
  option: { zh: '--as-of', en: '--as-of' },
  today: { zh: '今天，檔案看不出上傳日期', en: 'today: the package does not tell the day of upload' },
};

/** Places that are printed. */
const PLACES = 5;

/** What was compared, what was left over and what was taken for granted. */
export function* answerLines(
  { answer, ruleset, package: own, assumed }: Reconciliation,
  language: Language,
): Generator<string> {
  const say = (zh: string, en: string): string => inLanguage({ zh, en }, language);
  const tallyLines = function* (
    { total, counts, places }: Counted,
    words: Readonly<Record<string, Words>>,
    what: Words,
  ): Generator<string> {
    if (total === 0) return;
    yield `  ${inLanguage(what, language)} ${total}`;
    for (const [why, count] of Object.entries(counts)) {
      const lines = places.filter((place) => place.why === why).slice(0, PLACES);
      const where = lines.map(({ file, line }) => say(`${file} 第 ${line} 行`, `${file} line ${line}`));
      const reason = inLanguage(words[why] ?? { zh: why, en: why }, language);
      yield `    ${reason}: ${count}（${where.join('、')}${count > lines.length ? '…' : ''}）`;
    }
  };
  const asOfBy = AS_OF[ruleset.asOfBy];
  yield '';
  yield say(`檔案  ${own.name}`, `package  ${own.name}`) +
    (own.receipt ? say('（由憑證，雜湊相符）', ' (by its receipt, hashes are the same)') : '');
  yield say(
    `規則  ${ruleset.version}，依 ${ruleset.asOf}（${asOfBy.zh}）`,
    `rules    ${ruleset.version} as of ${ruleset.asOf} (${asOfBy.en})`,
  );
  if (ruleset.changed.length > 0)
    yield say(
      `設定檔調整過的規則  ${ruleset.changed.join('、')}`,
      `changed by the configuration  ${ruleset.changed.join(', ')}`,
    );
  if (answer.receiptNumber) yield say(`收件序號  ${answer.receiptNumber}`, `收件序號  ${answer.receiptNumber}`);
  for (const { name, records } of answer.files)
    yield answer.scope === 'file'
      ? say(`答覆  ${name}`, `answer   ${name}`)
      : say(`答覆  ${name}：${records} 筆記錄`, `answer   ${name}: ${records} records`);
  if (answer.others > 0)
    yield say(
      `  另有 ${answer.others} 個檔案不是認得的答覆，沒有看`,
      `  ${answer.others} more files are no known answers`,
    );
  yield* tallyLines(answer.unread, UNREAD_WORDS, { zh: '讀不懂的地方', en: 'not read' });
  yield* tallyLines(answer.unmatched, UNMATCHED_WORDS, { zh: '對不到的記錄', en: 'records unmatched' });
  if (answer.withoutCode > 0)
    yield say(
      `  沒有代碼也沒有標 * 的記錄 ${answer.withoutCode}，不算退`,
      `  records without code and mark: ${answer.withoutCode}, not counted as refused`,
    );
  for (const words of assumed) yield say(`  假設：${words.zh}`, `  assumed: ${words.en}`);
}
