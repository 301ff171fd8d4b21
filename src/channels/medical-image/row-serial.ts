import { digitsAt } from '../../engine/predicates/calendar.ts';
import type { CodeTable } from '../channel.ts';
import type { Serial } from './row-record-type.ts';

const HIGHEST = 1500;
const MOST_KEPT = 100_000;
const DIGITS = /^\d{4}$/;
const VIRTUAL = /^W\d{3}$/;
const IC = /^IC[0-9A-Z]{2}$/;
/** Classes whose serial counts visits: 00 to 09. */
const COUNTED = /^0\d$/;

/**
 * What the visit serial (column 6, four signs) is beside the visit type (column 5). Answers are remembered.
 * @param exceptions the published codes for visits without a card, rules/codes/medical-image-serial-codes.yaml
 */
export function serialReader(exceptions: CodeTable): (serial: string, visitType: string | undefined) => Serial {
  const known = new Map<string, Serial>();
  const look = (serial: string, visitType: string | undefined): Serial => {
    if (Object.hasOwn(exceptions, serial)) return 'fits';
    const counted = DIGITS.test(serial);
    const virtual = VIRTUAL.test(serial) && serial !== 'W000';
    const ic = IC.test(serial);
    if (visitType === 'AC') return ic ? 'fits' : counted || virtual ? 'preventive-missing' : 'unknown';
    if (ic) return visitType !== undefined && COUNTED.test(visitType) ? 'preventive-elsewhere' : 'fits';
    if (virtual) return 'fits';
    if (!counted) return 'unknown';
    return serial !== '0000' && Number(serial) <= HIGHEST ? 'fits' : 'out-of-range';
  };
  return (serial, visitType) => {
    if (visitType !== undefined && visitType.length > 2) return look(serial, undefined);
    const number = visitType === 'AC' ? -1 : digitsAt(serial, 0, 4);
    if (number > 0 && number <= HIGHEST) return 'fits';
    const key = `${visitType}${serial}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = look(serial, visitType);
    if (known.size < MOST_KEPT) known.set(key, answer);
    return answer;
  };
}
