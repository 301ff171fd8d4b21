import type { Channel } from '../channel.ts';
import { DICOM_RECORD_TYPES } from '../dicom/record-types.ts';
import { memberNames, recognise } from './recognise.ts';
import { RECORD_TYPES } from './record-types.ts';
import { records } from './records.ts';

/** 醫療檢查影像: a CSV of rows, and an archive of images for each order. */
export const medicalImage: Channel = {
  id: 'medical-image',
  recordTypes: { ...RECORD_TYPES, ...DICOM_RECORD_TYPES },
  looksFor: {
    zh: '醫療檢查影像：醫事機構代碼_西元日期_序號.csv，和它寫的 DCF、ATT 壓縮檔，放在同一個資料夾或一起交給本工具（不要包成 zip）',
    en: 'medical images: institution_date_serial.csv with the DCF and ATT archives that it names, in one folder or given together (not in a zip)',
  },
  recognise,
  names: memberNames,
  records,
};
