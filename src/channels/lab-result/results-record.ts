import type { XmlRecord, XmlSegment } from '../../readers/xml/types.ts';
import type { CheckRecord, Location, Unit } from '../record.ts';
import type { ResultsData } from './results-record-type.ts';
import { fieldPlace } from './units.ts';

/** The results of an hdata, and their numbers (r1; NaN where it is none) one by one. */
export interface Together {
  readonly record: XmlRecord;
  readonly order: string | undefined;
  readonly numbers: readonly number[];
  /** Whether a table fixes the numbers of this order. */
  readonly fixed: boolean;
}

type Told = 'told' | 'untold';

const isCounted = (numbers: readonly number[]): boolean => numbers.every((number, i) => number === i + 1);

/** The place of the first number that was there before; -1 where there is none. */
function repeatedAt(numbers: readonly number[]): number {
  const seen = new Set<number>();
  return numbers.findIndex((number) => {
    if (Number.isNaN(number)) return false;
    const known = seen.has(number);
    seen.add(number);
    return known;
  });
}

/** The first that is not there; nothing can be said where one of them is no count. */
function absentNumber(numbers: readonly number[]): number | undefined {
  if (!numbers.every((number) => Number.isInteger(number) && number > 0)) return undefined;
  const whole = new Set(numbers);
  for (let i = 1; i <= whole.size; i++) if (!whole.has(i)) return i;
  return undefined;
}

/** What tables 8 and 11 want beside another result. */
function companions({ record, order, numbers }: Together): Partial<ResultsData> {
  const resultOf = (number: number): string | undefined => segmentOf(number)?.fields.r4;
  const segmentOf = (number: number): XmlSegment | undefined => record.segments[numbers.indexOf(number)];
  // That it has no result is told of itself.
  const told = (number: number): Told => (segmentOf(number) === undefined ? 'untold' : 'told');
  if (order === 'Y00009') return resultOf(1)?.includes('8') ? { otherDisease: told(2) } : {};
  if (order === '14074C') return resultOf(1) === '1' ? { viralCount: told(2) } : {};
  if (order !== 'Y00010') return {};
  const endings = [...(resultOf(201) === '6' ? [301] : []), ...(resultOf(202) === '7' ? [302] : [])];
  const untold = endings.find((number) => told(number) === 'untold');
  if (untold !== undefined) return { otherEnding: 'untold', endingNumber: untold };
  return endings.length > 0 ? { otherEnding: 'told' } : {};
}

function dataOf(together: Together): { data: ResultsData; again: number } {
  const { numbers, fixed } = together;
  const count = numbers.length;
  if (isCounted(numbers) && !fixed) return { data: { count, repeated: 'none', numbering: 'whole' }, again: -1 };
  const again = repeatedAt(numbers);
  const absent = absentNumber(numbers);
  const repeated =
    again < 0 ? ({ repeated: 'none' } as const) : { repeated: 'some' as const, repeatedNumber: numbers[again] ?? 0 };
  const gap =
    absent === undefined ? ({ numbering: 'whole' } as const) : { numbering: 'gap' as const, absentNumber: absent };
  return { data: { count, ...repeated, ...(fixed ? companions(together) : gap) }, again };
}

/** What the results of an hdata are together. @param path of the XML */
export function resultsRecord(path: string, together: Together, unit: Unit): CheckRecord {
  const { record } = together;
  const { data, again } = dataOf(together);
  const locate = (pointer: string): Location => {
    const segment = pointer === '/repeated' ? record.segments[again] : record.segments[0];
    return segment ? fieldPlace(path, segment, '/r1') : { file: path, ...record.place() };
  };
  return { type: 'lab-result.results', unit, data, locate };
}
