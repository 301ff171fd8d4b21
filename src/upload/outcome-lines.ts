import type { ChannelId } from '../channels/ids.ts';
import { harmless } from '../report/harmless.ts';
import type { Language } from '../report/report-schema.ts';
import { inLanguage } from '../report/words.ts';
import type { Outcome } from './outcome.ts';
import type { Purpose } from './purpose.ts';
import type { TypeCodes } from './transport.ts';
import { WAYS } from './ways.ts';

/** What became of one submission, in lines for a person. */
export function* outcomeLines({ name, result, why }: Outcome, language: Language): Generator<string> {
  const say = (zh: string, en: string): string => inLanguage({ zh, en }, language);
  const shown = harmless(name);
  if (why) {
    yield say(`✖ 沒有移交：${shown}`, `✖ Not handed over: ${shown}`);
    yield `    ${inLanguage(why, language)}`;
    return;
  }
  if (result?.kind === 'would') {
    yield say(`○ 會移交：${shown}`, `○ Would be handed over: ${shown}`);
    yield say(`    資料夾  ${harmless(result.target)}`, `    folder     ${harmless(result.target)}`);
  }
  if (result?.kind !== 'sent') return;
  yield say(`✔ 已移交：${shown}`, `✔ Handed over: ${shown}`);
  yield say(`    資料夾  ${harmless(result.target)}`, `    folder     ${harmless(result.target)}`);
  yield say(`    憑證    ${harmless(result.receipt)}`, `    receipt    ${harmless(result.receipt)}`);
  yield say(`    步驟    ${harmless(result.checklist)}`, `    checklist  ${harmless(result.checklist)}`);
  if (result.unmarked)
    yield say(
      '    ⚠ 移交紀錄沒有寫完：下一次移交之前，請先別刪除這個資料夾',
      '    ⚠ The ledger could not be marked: leave this folder in place until the next hand-over',
    );
}

/** What to do once something was handed over. */
export function* nextLines(
  channel: ChannelId,
  purpose: Purpose,
  typeCodes: TypeCodes,
  language: Language,
): Generator<string> {
  yield inLanguage(
    {
      zh: '還沒有上傳。接下來（資料夾裡的 checklist.txt 有完整步驟）：',
      en: 'Not uploaded yet. Next (checklist.txt in the folder has all of it):',
    },
    language,
  );
  for (const [index, words] of WAYS[channel].next(purpose, typeCodes).entries())
    yield `  ${index + 1}. ${inLanguage(words, language)}`;
}
