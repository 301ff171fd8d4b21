import type { CheckRecord } from '../channels/record.ts';
import type { Rule } from './rule.ts';

/** A rule that does not hold for a record, and where in it. */
export interface Failure {
  readonly rule: Rule;
  /** JSON Pointer into the record's data. */
  readonly at: string;
  /** Another record that takes part, e.g. the first holder of a repeated key. */
  readonly other?: { record: CheckRecord; at: string };
}

/** Judges one record by all rules of one kind. */
export type Check = (record: CheckRecord) => Failure[] | Promise<Failure[]>;
