import type { ChannelWords } from '../words.ts';

/** 醫療檢查影像 in words: NHI takes (收檔) or does not take (不收檔) row by row. */
export const MEDICAL_IMAGE_WORDS: ChannelWords = {
  name: { zh: '醫療檢查影像', en: 'Medical images' },
  unit: { zh: '文字檔的列', en: 'Row' },
  counted: { zh: '{n} 筆', en: '{n} rows' },
  some: { zh: '{n} 筆', en: '{n}' },
  taken: { zh: '會收檔', en: 'taken' },
  returned: { zh: '不會收檔', en: 'returned' },
  states: {
    'return-file': { zh: '整批不收檔', en: 'returned with the file' },
    'return-unit': { zh: '不收檔', en: 'returned' },
    remind: { zh: '收檔，有提醒', en: 'taken, with reminders' },
    accept: { zh: '收檔', en: 'taken' },
  },
  nhi: {
    'return-file': {
      zh: '整批不收檔：這次送出的文字檔和影像都不收',
      en: 'takes nothing of this submission: neither the CSV nor the images',
    },
    'return-unit': {
      zh: '這一筆不收檔，其他正確的照收；修正後，這一筆的文字檔和影像要一起重送',
      en: 'does not take this row, others go on; once corrected, its CSV row and its images are sent again together',
    },
    remind: { zh: '仍會收檔', en: 'still takes it' },
    advise: { zh: '仍會收檔', en: 'still takes it' },
  },
};
