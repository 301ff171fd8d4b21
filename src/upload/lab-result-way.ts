import type { Way } from './ways.ts';

const PAGE = '健保資訊網服務系統(VPN)＞我的首頁＞檢驗(查)結果每日上傳作業＞檢驗(查)結果項目資料上傳及查詢';

/** 檢驗(查)結果每日上傳: one zip on one page; to send again is how NHI wants a correction. */
export const labResultWay: Way = {
  namesOnce: false,
  onlyTaken: null,
  seenAt: '檢驗(查)結果項目資料上傳及查詢',
  whatItIs: () => '這是正式上傳，會收件。　A real upload: what is right is taken.',
  steps: () => [],
  next: () => [{ zh: PAGE, en: PAGE }],
};
