import { IntakeError, intakeError } from '../../intake/errors.ts';
import { ArchiveError } from '../../readers/archive/errors.ts';
import type { CheckRecord, Location, Unit } from '../record.ts';

/** A limit or fault of ours met while reading. */
export interface Limit {
  readonly limit: string;
  readonly most?: number;
  readonly found?: number;
}

/** What stopped us, when it was a limit or fault of ours; anything else is thrown on. */
export function limitOf(thrown: unknown): Limit {
  const error = intakeError(thrown, '');
  if (error instanceof IntakeError) return { limit: error.code };
  if (error instanceof ArchiveError) {
    const numbers = {
      ...(error.value === null ? {} : { most: error.value }),
      ...(error.found === null ? {} : { found: error.found }),
    };
    return { limit: error.limit ?? error.code, ...numbers };
  }
  throw error;
}

/** The record that makes a unit (or the submission) `unknown`. */
export function limitRecord(unit: Unit | null, location: Location, limit: Limit): CheckRecord {
  return { type: 'prior-auth.limit', unit, data: limit, locate: () => ({ ...location }) };
}
