import { digitsAt } from '../../engine/predicates/calendar.ts';
import type { CodeTable } from '../channel.ts';
import type { Serial } from './hdata-record-type.ts';

const VIRTUAL = /^W\d{3}$/;
const IC = /^IC[0-9A-Z]{2}$/;
const LATER = 'Z000';

/**
 * What a visit serial of four signs is.
 * @param exceptions known codes of card faults; the list that NHI's document speaks of is not in it
 */
export function serialOf(serial: string, exceptions: CodeTable): Serial {
  const number = digitsAt(serial, 0, 4);
  if (number > 0) return 'number';
  if (serial === LATER) return 'later';
  const known = Object.hasOwn(exceptions, serial) || IC.test(serial) || (VIRTUAL.test(serial) && serial !== 'W000');
  return known ? 'code' : 'unknown';
}
