import type { Failure } from './check.ts';
import type { Rule } from './rule.ts';

/**
 * Leaves out failures whose `needs` failed first. A needed rule on the same record type counts for this record
 * only; one on another record type counts for the whole unit (or the submission).
 */
export function withoutNeedless(
  failures: readonly Failure[],
  failedBefore: (rule: string) => boolean,
  typeOf: (rule: string) => string | undefined,
): Failure[] {
  if (failures.every(({ rule }) => rule.needs === undefined)) return failures as Failure[];
  const failedHere = new Set(failures.map(({ rule }) => rule.id));
  const blocked = (rule: Rule): boolean =>
    (rule.needs ?? []).some((id) => (typeOf(id) === rule.record ? failedHere.has(id) : failedBefore(id)));
  return failures.filter(({ rule }) => !blocked(rule));
}
