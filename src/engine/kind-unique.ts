import type { CheckRecord } from '../channels/record.ts';
import { valueAt } from '../readers/pointer.ts';
import type { Check, Failure } from './check.ts';
import { asPointer, type Rule } from './rule.ts';

/** What went out before, from the ledger. */
export interface History {
  /** Whether this key of this rule was handed over earlier. */
  knows(ruleKey: string, key: string): boolean;
}

/** The fields of the key as one string; undefined while a part is missing (that is another rule's matter). */
function keyOf(record: CheckRecord, fields: readonly string[]): string | undefined {
  const parts = fields.map((field) => valueAt(record.data, asPointer(field)));
  return parts.some((part) => part === undefined || part === null) ? undefined : JSON.stringify(parts);
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
        const first = valueAt(record.data, asPointer(fields[0] ?? ''));
        if (history.knows(fields[0] ?? '', String(first))) failures.push({ rule, at });
        continue;
      }
      const scoped = within === 'unit' ? `${record.unit?.id ?? ''} ${key}` : key;
      const holder = seen.get(rule)?.get(scoped);
      if (holder) failures.push({ rule, at, other: holder });
      else seen.get(rule)?.set(scoped, { record, at });
    }
    return failures;
  };
}
