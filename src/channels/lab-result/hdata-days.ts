import { digitsAt } from '../../engine/predicates/calendar.ts';
import { rocDay, westernDay } from '../medical-image/row-time.ts';
import type { UploadDay } from './hdata-record-type.ts';

const MOST_KEPT = 1_000;

/** Tells an upload date YYYMMDD from the as-of day. @param asOf yyyy-MM-dd */
export function uploadDays(asOf: string): (day: string) => UploadDay {
  const today = westernDay(asOf);
  const known = new Map<string, UploadDay>();
  const look = (day: string): UploadDay => {
    const behind = today - rocDay(day);
    if (behind === 0) return 'today';
    return behind === 1 ? 'yesterday' : behind > 1 ? 'earlier' : 'later';
  };
  return (day) => {
    const before = known.get(day);
    if (before) return before;
    const answer = look(day);
    if (known.size < MOST_KEPT) known.set(day, answer);
    return answer;
  };
}

/**
 * A date or date and time as a number that sorts, of the first `digits` digits: years before the Republic are below 0.
 * For dates that were found right.
 */
export function sortable(value: string, digits: number): number {
  const length = Math.min(digits, value.length);
  if (!value.startsWith('-')) return digitsAt(value, 0, length);
  return digitsAt(value, 3, length - 3) - digitsAt(value, 1, 2) * 10 ** (length - 3);
}
