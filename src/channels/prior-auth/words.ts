import type { ChannelWords } from '../words.ts';

/** 事前審查 in words: NHI returns or takes 案件. */
export const PRIOR_AUTH_WORDS: ChannelWords = {
  name: { zh: '事前審查', en: 'Prior authorization' },
  unit: { zh: '案件', en: 'Case' },
  counted: { zh: '{n} 個案件', en: '{n} cases' },
  some: { zh: '{n} 個', en: '{n}' },
  taken: { zh: '會收件', en: 'taken' },
  returned: { zh: '會被退件', en: 'returned' },
  states: {},
  nhi: {
    'return-file': {
      zh: '整批退件：這次送出的檔案都不會進入審查',
      en: 'returns the whole file: nothing in it is reviewed',
    },
    'return-unit': { zh: '退件：這個案件不會進入審查', en: 'returns this case: it is not reviewed' },
    hold: {
      zh: '等待附件檔：補齊以前，案件不會進入審查',
      en: 'waits (等待附件檔): the case is not reviewed until it is complete',
    },
  },
};
