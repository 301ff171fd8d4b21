import { isRealDate, isRealTime } from '../../engine/predicates/calendar.ts';

/** Which years a date may be of, counted by the Republic. */
export interface Years {
  readonly first: number;
  readonly last: number;
}

/** The parts of a date by how many digits it has: the first three, the others two digits. */
const PARTS: Readonly<Record<number, number>> = { 5: 2, 7: 3, 11: 5, 13: 6 };

const two = (digits: string): string => digits.padStart(2, '0');

function isReal([year = 0, month = 0, day = 1, hour = 0, minute = 0, second = 0]: readonly number[]): boolean {
  return isRealDate(1911 + year, month, day) && isRealTime(hour, minute, second);
}

/** All dates that digits can be read as when zeros before parts are missing: each part at least one digit. */
function readings(digits: string, parts: number, years: Years): Set<string> {
  const found = new Set<string>();
  const go = (at: number, taken: readonly string[]): void => {
    if (taken.length === parts) {
      if (at !== digits.length) return;
      const numbers = taken.map(Number);
      const year = numbers[0] ?? 0;
      if (year < years.first || year > years.last || !isReal(numbers)) return;
      found.add([(taken[0] ?? '').padStart(3, '0'), ...taken.slice(1).map(two)].join(''));
      return;
    }
    const most = taken.length === 0 ? 3 : 2;
    for (let length = 1; length <= most; length++)
      if (at + length <= digits.length) go(at + length, [...taken, digits.slice(at, at + length)]);
  };
  go(0, []);
  return found;
}

/**
 * A date of the Republic with the zero that it lacks: `600101` is 0600101, since no other reading is a real day of these
 * years. Null where there is no reading, or more than one; what lacks more than one digit may lack its day or seconds.
 * @param value digits alone
 * @param lengths how many digits the date may have: of 5, 7, 11, 13
 */
export function padded(value: string, lengths: readonly number[], years: Years): string | null {
  const length = value.length + 1;
  if (!/^[0-9]+$/.test(value) || !lengths.includes(length)) return null;
  const [only, ...others] = readings(value, PARTS[length] ?? 0, years);
  return others.length > 0 ? null : (only ?? null);
}
