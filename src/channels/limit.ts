import { type Static, Type } from '@sinclair/typebox';
import { IntakeError, intakeError } from '../intake/errors.ts';
import { ArchiveError } from '../readers/archive/errors.ts';
import type { CheckRecord, Location, Unit } from './record.ts';

/** A limit or fault of ours that stopped part of the check; the same for every channel. */
export const LimitRecord = Type.Object(
  { limit: Type.String(), most: Type.Optional(Type.Number()), found: Type.Optional(Type.Number()) },
  { additionalProperties: false },
);

/** A limit or fault of ours met while reading. */
export type Limit = Readonly<Static<typeof LimitRecord>>;

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
  return { type: 'check.limit', unit, data: limit, locate: () => ({ ...location }) };
}
