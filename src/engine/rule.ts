import type { RuleData } from './rule-schema.ts';

/** A loaded rule: its data, and where it stands. */
export interface Rule extends RuleData {
  readonly id: string;
  /** The record type it judges. */
  readonly record: string;
  /** The rule file, relative to `rules/`, and the line where the rule begins. */
  readonly file: string;
  readonly line: number;
}

/** The four kinds that judge; a rule has exactly one. */
export const KINDS = ['schema', 'fhirpath', 'conditions', 'unique'] as const;
export type Kind = (typeof KINDS)[number];

/** The kind of check of a rule. */
export const kindOf = (rule: RuleData): Kind | undefined => KINDS.find((kind) => rule[kind] !== undefined);

/** A field name as JSON Pointer; a pointer stays what it is. */
export const asPointer = (field: string): string => (field === '' || field.startsWith('/') ? field : `/${field}`);

/** Whether a rule is in force on a day (`yyyy-MM-dd`); both ends belong to it. */
export const inForce = (rule: RuleData, day: string): boolean =>
  (rule.from === undefined || rule.from <= day) && (rule.until === undefined || day <= rule.until);
