import type { ChannelId } from '../channels/ids.ts';
import type { Words } from '../engine/rule-schema.ts';

/** What an upload is for: NHI's tests, or a real application. Never to be confused. */
export const PURPOSES = ['production', 'test'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** 業務別: what is chosen on NHI's page for a purpose. */
export interface Business {
  /** Null where the page has nothing to choose. */
  readonly code: string | null;
  /** As NHI's page spells it. */
  readonly name: string;
  /** TypeCode of 傳輸作業平台; null where no public document tells it. */
  readonly typeCode: string | null;
  /** How the folder of a package ends. */
  readonly folderEnd: string;
}

/** 業務別 by channel and purpose; null: the channel has no upload of that purpose. */
export const BUSINESS: Readonly<Record<ChannelId, Readonly<Record<Purpose, Business | null>>>> = {
  'prior-auth': {
    production: { code: 'QB1_R', name: 'QB1_R-事前審查正式_FHIR格式', typeCode: '14', folderEnd: 'QB1_R' },
    test: { code: 'QB1_T', name: 'QB1_T-事前審查測試_FHIR格式', typeCode: '14', folderEnd: 'QB1_T' },
  },
  'medical-image': {
    production: { code: null, name: '醫療影像每日上傳作業', typeCode: null, folderEnd: 'medical-image' },
    test: null, // no document has one: an upload is real
  },
  'lab-result': {
    production: { code: null, name: '檢驗(查)結果每日上傳作業', typeCode: null, folderEnd: 'lab-result' },
    test: null, // no document has one
  },
};

/** What is chosen for an upload that the channel has. @throws Error for one that it has not: refuse it before */
export function businessOf(channel: ChannelId, purpose: Purpose): Business {
  const business = BUSINESS[channel][purpose];
  if (!business) throw new Error(`${channel} has no upload for ${purpose}`);
  return business;
}

/** What a purpose is called. */
export const PURPOSE_WORDS: Readonly<Record<Purpose, Words>> = {
  production: { zh: '正式', en: 'PRODUCTION' },
  test: { zh: '測試', en: 'TEST' },
};
