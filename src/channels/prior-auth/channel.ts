import type { Channel } from '../channel.ts';
import { DICOM_RECORD_TYPES } from '../dicom/record-types.ts';
import { memberNames } from './members.ts';
import { recognise } from './recognise.ts';
import { RECORD_TYPES } from './record-types.ts';
import { records } from './records.ts';

/** 事前審查: FHR, ATT and DCF files of prior-authorization cases. */
export const priorAuth: Channel = {
  id: 'prior-auth',
  recordTypes: { ...RECORD_TYPES, ...DICOM_RECORD_TYPES },
  looksFor: {
    zh: '事前審查：FHR、ATT、DCF 開頭的檔案，內有這些檔案的 .zip，或內容是 FHIR Bundle 的 .json',
    en: 'prior authorization: files that begin with FHR, ATT or DCF, a .zip of such files, or a .json that is a FHIR Bundle',
  },
  recognise,
  names: memberNames,
  records,
};
