import type { Channel } from '../channel.ts';
import { memberNames, recognise } from './recognise.ts';
import { RECORD_TYPES } from './record-types.ts';
import { records } from './records.ts';

/** 檢驗(查)結果每日上傳: one XML in one zip, an hdata for each 醫令. */
export const labResult: Channel = {
  id: 'lab-result',
  recordTypes: RECORD_TYPES,
  looksFor: {
    zh: '檢驗(查)結果：一個 .zip，裡面只有一個 .xml（根標籤 patient）；還沒壓縮的 .xml 也可以先檢查',
    en: 'lab and examination results: a zip with one XML (root patient) and nothing else; the XML alone can be checked, too',
  },
  recognise,
  names: memberNames,
  records,
};
