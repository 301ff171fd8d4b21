import type { Draft } from './row-draft.ts';
import { DAY } from './row-time.ts';
import type { Times } from './row-times.ts';

const HOUR = 60;
const IN_TIME = 24;
const LATE = 72;

/** What the 24 hours of the reward count from; minutes of row-time.ts. */
export interface Clock {
  readonly start: number;
  readonly words: { readonly zh: string; readonly en: string };
}

const CARD = { zh: '補卡的時間（第 4 欄）', en: 'the later card reading (column 4)' };
const RECEIVED = { zh: '收到影像的時間（第 17 欄）', en: 'the receipt of the images (column 17)' };
const EXAM = { zh: '檢查時間（第 12 欄）', en: 'the examination (column 12)' };
const EXAM_DAY = {
  zh: '檢查當天結束（第 12 欄沒有時分）',
  en: 'the end of the day of the examination (column 12 has no time)',
};

/** Where the 24 hours begin; undefined where no examination is known (or one before 1970, which cannot be). */
export function clockOf({ exam, noTime, card, readLater, received }: Times): Clock | undefined {
  if (!(exam > 0)) return undefined;
  if (readLater && card > exam) return { start: card, words: CARD };
  if (received >= exam) return { start: received, words: RECEIVED };
  return noTime ? { start: exam + DAY, words: EXAM_DAY } : { start: exam, words: EXAM };
}

/** The 24 hours at `now` (minutes), for the row: how many whole hours are left or have passed. */
export function rewardAt(row: Draft, { start, words }: Clock, now: number): void {
  const passed = (now - start) / HOUR;
  row.clockZh = words.zh;
  row.clockEn = words.en;
  row.reward = passed <= IN_TIME ? 'open' : passed <= LATE ? 'late' : 'later';
  if (passed <= IN_TIME) row.hoursLeft = Math.floor(IN_TIME - passed);
  else row.hoursPassed = Math.floor(passed);
}
