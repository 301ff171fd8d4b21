import type { Words } from '../../engine/rule-schema.ts';

/** When NHI's answer to an upload of this channel can be had, and where. */
export const WHEN_TO_LOOK: Words = {
  zh: '健保署的答覆最快在上傳 30 分鐘後才有，網站只保留兩週：在「檢驗(查)結果項目資料上傳及查詢」看到檢核正確或檢核錯誤後下載（*.assaychk.txt 或 *.msg.txt，裝在 .zip；選「加密下載」的，密碼是下載者的身分證號，首碼英文大寫）。',
  en: 'NHI answers 30 minutes after the upload at the earliest, and keeps its files for two weeks: download *.assaychk.txt or *.msg.txt (in a .zip; the password of an encrypted one is the id of the user who downloads, its letter in upper case).',
};
