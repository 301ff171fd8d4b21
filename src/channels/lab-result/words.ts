import type { ChannelWords } from '../words.ts';

/** 檢驗(查)結果每日上傳 in words: NHI answers (檢核正確, 檢核錯誤) hdata by hdata, one for each 醫令. */
export const LAB_RESULT_WORDS: ChannelWords = {
  name: { zh: '檢驗(查)結果', en: 'Lab and examination results' },
  unit: { zh: '醫令（hdata）', en: 'Order (hdata)' },
  counted: { zh: '{n} 筆醫令', en: '{n} orders' },
  some: { zh: '{n} 筆', en: '{n}' },
  taken: { zh: '會檢核正確', en: 'taken' },
  returned: { zh: '會檢核錯誤', en: 'returned' },
  whole: { zh: '整個檔案不會收（XML申報檔案處理錯誤）', en: 'The whole file will be refused (XML申報檔案處理錯誤)' },
  states: {
    'return-file': { zh: '整檔退件', en: 'returned with the file' },
    'return-unit': { zh: '檢核錯誤', en: 'returned' },
    remind: { zh: '檢核正確，有提醒', en: 'taken, with reminders' },
    accept: { zh: '檢核正確', en: 'taken' },
  },
  nhi: {
    'return-file': {
      zh: '整個檔案不收：資料檢核錯誤(XML申報檔案處理錯誤)，裡面的每一筆都不會進入檢核',
      en: 'takes nothing of this file: 資料檢核錯誤(XML申報檔案處理錯誤)',
    },
    'return-unit': {
      zh: '這一筆檢核錯誤，其他正確的照收；以醫令代碼為單位補正後，再送這一筆',
      en: 'finds this order wrong (檢核錯誤), others go on; once corrected, this order is sent again',
    },
    remind: { zh: '仍會收件', en: 'still takes it' },
    advise: { zh: '仍會收件', en: 'still takes it' },
  },
};
