import { Type } from '@sinclair/typebox';
import { digitsAt, isRealDate } from './calendar.ts';
import type { Predicate } from './predicate.ts';

/** Date, T, time to 23:59:60, any fraction, zone: Z, or an offset below or at 14:00. No quantifier is nested. */
const SHAPE =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))$/;

/**
 * Takes a string; true when it is an R4 instant: yyyy-MM-ddThh:mm:ss, an optional fraction, and the time zone that may
 * not be left out (Z or ±hh:mm up to 14:00). The zone is checked for form only; which zone it is does not matter.
 *
 * The pattern is that of R4 (Datatypes, instant): year 0001 and later, 24:00 refused, leap second 60 allowed at any
 * minute, capital T and Z, any number of decimals. Beyond the pattern the date must exist in the Gregorian calendar
 * (the pattern lets 02-30 pass). Source: prior-auth §2 (Bundle.timestamp) and U18 (需包含時區).
 */
export const fhirInstant: Predicate = {
  name: 'fhirInstant',
  says: {
    zh: 'FHIR instant：YYYY-MM-DDThh:mm:ss，至少到秒且含時區（Z 或 ±hh:mm），確有此日',
    en: 'a FHIR instant: YYYY-MM-DDThh:mm:ss with seconds and time zone (Z or ±hh:mm), on a real date',
  },
  options: Type.Literal(true),
  compile() {
    return (value) => {
      if (typeof value !== 'string') return true;
      return SHAPE.test(value) && isRealDate(digitsAt(value, 0, 4), digitsAt(value, 5, 2), digitsAt(value, 8, 2));
    };
  },
};
