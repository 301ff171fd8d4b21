import type { ChannelId } from '../channels/ids.ts';
import type { Words } from '../engine/rule-schema.ts';

/** What an upload is for: NHI's tests, or a real application. Never to be confused. */
export const PURPOSES = ['production', 'test'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** 業務別: what is chosen on NHI's page for a purpose. */
export interface Business {
  readonly code: string;
  /** As NHI's page spells it. */
  readonly name: string;
  /** TypeCode of 傳輸作業平台. */
  readonly typeCode: string;
}

/** 業務別 by channel and purpose. */
export const BUSINESS: Readonly<Record<ChannelId, Readonly<Record<Purpose, Business>>>> = {
  'prior-auth': {
    production: { code: 'QB1_R', name: 'QB1_R-事前審查正式_FHIR格式', typeCode: '14' },
    test: { code: 'QB1_T', name: 'QB1_T-事前審查測試_FHIR格式', typeCode: '14' },
  },
};

/** What a purpose is called. */
export const PURPOSE_WORDS: Readonly<Record<Purpose, Words>> = {
  production: { zh: '正式', en: 'PRODUCTION' },
  test: { zh: '測試', en: 'TEST' },
};
