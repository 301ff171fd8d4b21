import type { Words } from '../engine/rule-schema.ts';
import type { DifferenceKind } from './result-schema.ts';
import type { UnmatchedWhy, UnreadWhy } from './types.ts';

/** Why a part of the answer was not read. */
export const UNREAD_WORDS: Readonly<Record<UnreadWhy, Words>> = {
  cut: { zh: '最後一筆沒有寫完（沒有下載完？）', en: 'the last record is not whole (cut while downloading?)' },
  lines: { zh: '行數不是一筆記錄該有的', en: 'not as many lines as a record has' },
  columns: { zh: '標題看不出欄位', en: 'a heading that does not tell the columns' },
  'long-line': { zh: '一行太長，不是報告的樣子', en: 'a line longer than any report has' },
};

/** Why a record was matched with no unit. */
export const UNMATCHED_WORDS: Readonly<Record<UnmatchedWhy, Words>> = {
  none: {
    zh: '檔案裡沒有這一筆（不是這次上傳，或版面和已知的不同）',
    en: 'not in the package (another upload, or a layout other than the known one)',
  },
  several: { zh: '檔案裡有好幾筆符合', en: 'several fit' },
  'too-few': { zh: '能比對的欄位太少', en: 'too few fields can be compared' },
};

/** What a difference is called. */
export const DIFFERENCE_WORDS: Readonly<Record<DifferenceKind, Words>> = {
  'nhi-only': { zh: '健保署退、我們預判會收', en: 'NHI refused, we predicted it would be taken' },
  'ours-only': { zh: '健保署收、我們預判會退', en: 'NHI took it, we predicted it would be refused' },
  'other-reason': { zh: '兩邊都退，但代碼不完全相同', en: 'Both refused, codes are not quite the same' },
};

/** What a difference means, and what to do. */
export const MEANING_WORDS: Readonly<Record<DifferenceKind, Words>> = {
  'nhi-only': {
    zh: '可能是需要健保署主檔的檢查，或本工具少了一條規則。先照健保署的代碼補正；再把代碼和欄位代號告訴廠商或本工具的維護者',
    en: "A check that needs NHI's master data, or a rule that we lack. Mend it by NHI's code; then tell your vendor or the maintainers code and tag",
  },
  'ours-only': {
    zh: '可能是本工具比健保署嚴。把規則代號告訴廠商或本工具的維護者；確定健保署會收的，可以在 nhi-precheck.yaml 的 rules 調低並寫明理由',
    en: 'We may be stricter than NHI. Tell your vendor or the maintainers the id of the rule; it can be made quieter under `rules` in nhi-precheck.yaml, with a reason',
  },
  'other-reason': {
    zh: '有些規則在公開的文件裡找不到健保署的代碼，所以對不上。以健保署的代碼為準補正',
    en: "For some rules no document tells NHI's code. Go by NHI's",
  },
};

/** What it means that NHI alone refused a whole file. */
export const WHOLE_FILE_MEANING: Words = {
  zh: '健保署的 XML 檢核沒有過，每一筆都沒有進入檢核。先修好預檢報告列的問題和提醒（標籤順序、長度、編碼這類），再用 nhi-precheck check --xsd 看一次，修好後整個檔案重送；兩者都看不出問題的，請告訴廠商或本工具的維護者',
  en: 'The XML did not pass NHI’s check, and nothing in it was looked at. Mend what the report of check says, reminders too (order of tags, lengths, encoding), look with nhi-precheck check --xsd, and send all of it again; where neither finds anything, tell your vendor or us',
};

/** What to leave out when others are told. */
export const NO_DATA: Words = {
  zh: '告訴別人時只要代碼、欄位代號和規則代號；不要附檔案、答覆檔或病人資料。',
  en: "Tell only codes, tags and rule ids: no files, none of NHI's answers, nothing of patients.",
};
