import { remember } from '../../readers/remember.ts';
import type { CheckRecord } from '../record.ts';
import type { Clock, ClockFrom, RewardData } from './reward-record-type.ts';
import { type RowList, rowList } from './row-list.ts';
import { DAY, westernDay } from './row-time.ts';
import type { Times } from './row-times.ts';
import { cellOf } from './units.ts';

const HOUR = 60;
const IN_TIME = 24;
const LATE = 72;

const CARD: ClockFrom = { column: 'cardTime', zh: '補卡的時間（第 4 欄）', en: 'the later card reading (column 4)' };
const RECEIVED: ClockFrom = {
  column: 'receivedAt',
  zh: '收到影像的時間（第 17 欄）',
  en: 'the receipt of the images (column 17)',
};
const EXAM: ClockFrom = { column: 'examinedAt', zh: '檢查時間（第 12 欄）', en: 'the examination (column 12)' };
const EXAM_DAY: ClockFrom = {
  column: 'examinedAt',
  zh: '檢查當天結束（第 12 欄沒有時分）',
  en: 'the end of the day of the examination (column 12 has no time)',
};

/** Where the 24 hours begin, the latest of what 四(一) allows; undefined where no examination is known (or one before 1970, which cannot be). */
export function clockOf({ exam, noTime, card, readLater, received }: Times): Clock | undefined {
  if (!(exam > 0)) return undefined;
  const later = readLater && card > exam;
  if (later && !(received > card)) return { start: card, from: CARD };
  if (received >= exam) return { start: received, from: RECEIVED };
  return noTime ? { start: exam + DAY, from: EXAM_DAY } : { start: exam, from: EXAM };
}

/** How far a clock is at `now` (minutes), in whole hours; undefined for one that has not begun. */
export function rewardOf({ start, from }: Clock, now: number): RewardData | undefined {
  if (start > now) return undefined;
  const passed = (now - start) / HOUR;
  const words = { clockZh: from.zh, clockEn: from.en };
  if (passed <= IN_TIME) return { reward: 'open', ...words, hoursLeft: Math.floor(IN_TIME - passed) };
  return { reward: passed <= LATE ? 'late' : 'later', ...words, hoursPassed: Math.floor(passed) };
}

/** Rows by how far their 24 hours are, so that a million of them are some hundred records. */
export interface Rewards {
  add(clock: Clock, row: number, number: number): void;
  records(): Iterable<CheckRecord>;
}

/** @param asOf yyyy-MM-dd; its end is now */
export function rowRewards(csv: string, asOf: string): Rewards {
  const now = (westernDay(asOf) + 1) * DAY;
  const groups = new Map<ClockFrom, Map<number, { clock: Clock; rows: RowList }>>();
  return {
    add(clock, row, number) {
      const byHour = remember(groups, clock.from, () => new Map());
      const passed = (now - clock.start) / HOUR;
      const hour = Math.floor(passed) + Math.ceil(passed); // whole hours apart from what lies between them
      remember(byHour, hour, () => ({ clock, rows: rowList(csv) })).rows.add(row, number);
    },
    *records() {
      for (const byHour of groups.values())
        for (const { clock, rows } of byHour.values()) {
          const data = rewardOf(clock, now);
          if (!data) continue;
          yield {
            type: 'medical-image.reward',
            unit: rows.first(),
            units: () => rows.units(),
            data,
            locate: (_pointer, unit) => cellOf(csv, unit?.locations[0]?.row ?? 0, clock.from.column),
          };
        }
    },
  };
}
