import type { ChannelId } from '../../channels/ids.ts';
import type { Answer, Outcome } from '../../engine/outcome.ts';
import type { Words } from '../../engine/rule-schema.ts';
import type { Language, ReportFinding } from '../report-schema.ts';
import { inLanguage, returnWord } from '../words.ts';

/** Who can repair it. */
export const WHO: Record<ReportFinding['who'], Words> = {
  clinic: { zh: '院所自己', en: 'your institution' },
  vendor: { zh: '資訊廠商', en: 'HIS vendor' },
  pacs: { zh: '影像系統廠商', en: 'PACS vendor' },
  nhi: { zh: '健保署', en: 'NHI' },
};

/** A sign beside the word for an answer: colour alone says nothing to many people. */
export const SIGN: Record<Answer, string> = {
  'return-file': '✖',
  'return-unit': '✖',
  hold: '✖',
  unknown: '?',
  remind: '⚠',
  accept: '✔',
};

/** What a finding does, in a word and a sign. */
const WEIGHT: Record<Outcome, { readonly sign: string; readonly word: Words }> = {
  'return-file': { sign: '✖', word: { zh: '整批退件', en: 'returns the file' } },
  'return-unit': { sign: '✖', word: { zh: '退件', en: 'returned' } },
  hold: { sign: '✖', word: { zh: '要補件', en: 'to be completed' } },
  unknown: { sign: '?', word: { zh: '無法判斷', en: 'cannot tell' } },
  remind: { sign: '⚠', word: { zh: '提醒', en: 'reminder' } },
  advise: { sign: 'ℹ', word: { zh: '建議', en: 'advice' } },
};

/** What a finding does, in a channel's own words. */
export function weightOf(channel: ChannelId, outcome: Outcome, language: Language): { sign: string; word: string } {
  const { sign, word } = WEIGHT[outcome];
  return { sign, word: inLanguage(returnWord(channel, outcome, word), language) };
}

/** What documents say beside the report's own words. */
export const DOC = {
  title: { zh: '健保署上傳預檢', en: 'NHI upload pre-check' },
  none: { zh: '沒有檢查任何送件', en: 'Nothing was checked' },
  submissions: { zh: '送件', en: 'Submissions' },
  submission: { zh: '送件', en: 'Submission' },
  unit: { zh: '收件單位', en: 'Unit' },
  whole: { zh: '整個送件', en: 'The whole submission' },
  answer: { zh: '預判', en: 'Predicted answer' },
  count: { zh: '發現', en: 'Findings' },
  findings: { zh: '發現的問題', en: 'Findings' },
  todoNow: { zh: '現在要做的事', en: 'What to do now' },
  times: { zh: '{n} 處', en: '{n} places' },
  quiet: { zh: '沒有發現問題的 {n} 筆', en: '{n} in which nothing was found' },
  noneFound: { zh: '沒有發現問題', en: 'Nothing wrong was found' },
  moreHere: { zh: '另有 {n} 個沒有列在這裡', en: '{n} more are not listed here' },
  moreAlike: { zh: '同樣的還有 {n} 件', en: '{n} more like these' },
  moreFindings: { zh: '另有 {n} 件發現沒有列出', en: '{n} more findings are not listed' },
  notChecked: { zh: '沒有檢查的事', en: 'What was not checked' },
  notCheckedNote: {
    zh: '這些事本工具看不出來，不影響上面的預判。',
    en: 'This tool cannot see these; they do not change the answer above.',
  },
  clause: { zh: '條文', en: 'Clause' },
  reason: { zh: '原因', en: 'Reason' },
  number: { zh: '項數', en: 'Number' },
  files: { zh: '檔案與雜湊值', en: 'Files and their hashes' },
  file: { zh: '檔案', en: 'File' },
  size: { zh: '大小（位元組）', en: 'Size (bytes)' },
  sha256: { zh: 'SHA-256', en: 'SHA-256' },
  noHash: { zh: '讀不到', en: 'could not be read' },
  rules: { zh: '規則 {version}，依 {asOf}', en: 'rules {version} as of {asOf}' },
  tool: { zh: '由 nhi-precheck {version} 產生', en: 'made by nhi-precheck {version}' },
  prediction: {
    zh: '這是送出前的預判，不是健保署的答覆。',
    en: "This is a prediction made before sending, not NHI's answer.",
  },
  counted: { zh: '{files} 個檔案、{units}', en: '{files} files, {units}' },
  by: { zh: '可處理的人：{who}', en: 'for: {who}' },
  outcome: { zh: '結果', en: 'Outcome' },
  rule: { zh: '規則', en: 'Rule' },
  message: { zh: '哪裡不對', en: 'What is wrong' },
  line: { zh: '行／列', en: 'Line or row' },
  place: { zh: '位置', en: 'Place' },
  who: { zh: '可處理的人', en: 'For' },
  total: {
    zh: '共 {n} 件發現：錯誤 {errors}、提醒 {warnings}、建議 {notes}',
    en: '{n} findings: {errors} errors, {warnings} reminders, {notes} advice',
  },
  shownTen: {
    zh: 'GitHub 一個步驟最多顯示錯誤、提醒、建議各 10 件，其餘看這個步驟的紀錄或其他格式的報告',
    en: 'GitHub shows at most 10 of each kind for a step; the others are in its log or in a report of another format',
  },
  cut: {
    zh: '摘要太長，後面的省略了；全部內容請看其他格式的報告。',
    en: 'The summary was too long and is cut here; a report of another format has everything.',
  },
  details: { zh: '看這 {n} 項', en: 'Show these {n}' },
  detailsFiles: { zh: '看這 {n} 個檔案', en: 'Show these {n} files' },
} satisfies Record<string, Words>;
