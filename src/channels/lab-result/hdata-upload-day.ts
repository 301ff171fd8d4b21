import type { CheckRecord } from '../record.ts';
import { type KeptHdata, keptTimePlace, keptUnit } from './hdata-kept.ts';
import type { UploadDay } from './hdata-record-type.ts';
import type { DayData } from './hdata-record-types.ts';

/** The upload days of the hdata of a file, which all have to be the one that is typed on the page. */
export interface FileDays {
  /** Notes h16 of an hdata. @param time 13 digits */
  add(time: string, day: UploadDay | undefined): void;
  /** The day of most hdata, YYYMMDD: of those of today and yesterday where there are any; of as many, the later one. */
  uploadDay(): string | undefined;
  /** After the last one: hdata of the other day. Those of a day that nobody may type were told as that. */
  records(path: string, kept: KeptHdata): Iterable<CheckRecord>;
}

const DAY = 7;
/** hh, mm and ss behind the day, as a number. */
const TIME = 1e6;
const MOST_DAYS = 10_000;

const isOpen = (day: UploadDay | undefined): boolean => day === 'today' || day === 'yesterday';

/** No hdata yet. */
export function fileDays(): FileDays {
  const counts = new Map<string, number>();
  const open = new Set<string>();

  const most = (days: Iterable<string>): string | undefined =>
    [...days].reduce<string | undefined>((best, day) => {
      const more = (counts.get(day) ?? 0) - (best === undefined ? 0 : (counts.get(best) ?? 0));
      return best === undefined || more > 0 || (more === 0 && day > best) ? day : best;
    }, undefined);
  const uploadDay = (): string | undefined => most(open) ?? most(counts.keys());

  return {
    add(time, word) {
      const day = time.slice(0, DAY);
      const count = counts.get(day);
      if (count === undefined && counts.size >= MOST_DAYS) return;
      counts.set(day, (count ?? 0) + 1);
      if (count === undefined && isOpen(word)) open.add(day);
    },
    uploadDay,
    *records(path, kept) {
      const own = uploadDay();
      if (own === undefined || open.size < 2) return;
      for (let number = 0; number < kept.size; number++) {
        const day = `${Math.floor(kept.time(number) / TIME)}`.padStart(DAY, '0');
        if (day === own || !open.has(day)) continue;
        const data: DayData = { day, uploadDay: own, agrees: false, count: counts.get(own) ?? 0 };
        yield {
          type: 'lab-result.day',
          unit: keptUnit(path, kept, number),
          data,
          locate: () => keptTimePlace(path, kept, number),
        };
      }
    },
  };
}
