import { harmless } from '../report/harmless.ts';
import type { Language } from '../report/report-schema.ts';
import { inLanguage } from '../report/words.ts';
import type { Outcome } from './outcome.ts';
import { BUSINESS, type Purpose } from './purpose.ts';

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
export function* nextLines(purpose: Purpose, language: Language): Generator<string> {
  const say = (zh: string, en: string): string => inLanguage({ zh, en }, language);
  const { name, code, typeCode } = BUSINESS['prior-auth'][purpose];
  const test = purpose === 'test';
  yield say(
    '還沒有上傳。接下來（資料夾裡的 checklist.txt 有完整步驟）：',
    'Not uploaded yet. Next (checklist.txt in the folder has all of it):',
  );
  yield say(
    `  1. VPN「事前審查案件批次上傳」，業務別選「${name}」，加入檔案後送出${test ? '（測試只能用這個網頁）' : `；或傳輸作業平台 TypeCode ${typeCode}、SendA`}`,
    `  1. VPN 事前審查案件批次上傳 with ${name}${test ? ' (a test: by this page alone)' : `, or the transfer platform with TypeCode ${typeCode}, SendA`}`,
  );
  yield say(
    `  2. 「作業監控」要有類別 ${typeCode}、狀態「已完成」；再到「事前審查案件批次初步檢核結果查詢」選 ${code} 看結果`,
    `  2. 作業監控 shows 類別 ${typeCode} 已完成; then look up the preliminary check with ${code}`,
  );
}
