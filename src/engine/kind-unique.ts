import type { CheckRecord } from '../channels/record.ts';
import { valueAt } from '../readers/pointer.ts';
import type { Check, Failure } from './check.ts';
import { asPointer, type Rule } from './rule.ts';

/** What went out before, from the ledger. */
export interface History {
  /** Whether the key of a rule (the values of its `unique.key`) was handed over earlier. */
  knows(ruleId: string, key: readonly unknown[]): boolean;
}

/** The values of the key; undefined while a part is missing (that is another rule's matter). */
function keyOf(record: CheckRecord, fields: readonly string[]): readonly unknown[] | undefined {
  const parts = fields.map((field) => valueAt(record.data, asPointer(field)));
  return parts.some((part) => part === undefined || part === null) ? undefined : parts;
}

type Holder = { record: CheckRecord; at: string };

/** Keys that may not repeat within a unit, a submission, or the history. State lives for one submission. */
export function uniqueCheck(rules: readonly Rule[], history: History): Check {
  const seen = new Map<Rule, Map<string, Holder>>(rules.map((rule) => [rule, new Map()]));
  return (record) => {
    const failures: Failure[] = [];
    for (const rule of rules) {
      const { key: fields, within } = rule.unique ?? { key: [], within: 'unit' };
      const key = keyOf(record, fields);
      if (key === undefined) continue;
      const at = asPointer(rule.at ?? fields[0] ?? '');
      if (within === 'history') {
        if (history.knows(rule.id, key)) failures.push({ rule, at });
        continue;
      }
      const scoped = JSON.stringify(within === 'unit' ? [record.unit?.id ?? null, ...key] : key);
      const holder = seen.get(rule)?.get(scoped);
      if (holder) failures.push({ rule, at, other: holder });
      else seen.get(rule)?.set(scoped, { record, at });
    }
    return failures;
  };
}
