import type { CheckRecord, Location, Unit } from '../channels/record.ts';
import { valueAt } from '../readers/pointer.ts';
import { remember } from '../readers/remember.ts';
import type { Check, Failure } from './check.ts';
import type { History } from './kind-unique.ts';
import { withoutNeedless } from './needs.ts';
import type { Answer, Outcome } from './outcome.ts';
import { asPointer, type Rule } from './rule.ts';
import { RuleError, RuleFault } from './rule-error.ts';
import type { Ruleset } from './ruleset.ts';

/** 發現: which rule, which unit, which values, where. No words in it. */
export interface Finding {
  readonly rule: Rule;
  readonly unit: Unit | null;
  /** Raw values, not yet masked; `value` is the one at the first place. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly locations: readonly Location[];
  /** Values for the rule's fix, where it has one. */
  readonly fix: { from?: unknown; to?: unknown } | null;
}

/** What a run knows after the last record. */
export interface Judged {
  readonly units: readonly { unit: Unit; answer: Answer }[];
  /** Never accepted where there was nothing to judge. */
  readonly answer: Answer;
  readonly findings: readonly Finding[];
  /** Exact, also where more were found than are listed. */
  readonly findingCount: number;
  /** The same by outcome. */
  readonly outcomeCounts: ReadonlyMap<Outcome, number>;
  readonly recordCount: number;
  /** Rules that looked at a record at least once. */
  readonly evaluated: ReadonlySet<string>;
}

/** The judging of one submission. */
export interface Run {
  /** Findings of one record; a promise only where the record type needs a library that is asynchronous. */
  judge(record: CheckRecord): Finding[] | Promise<Finding[]>;
  finish(): Promise<Judged>;
}

function findingOf({ rule, at, other }: Failure, record: CheckRecord): Finding {
  const named = (rule.places ?? []).flatMap((name) => record.places?.[name] ?? []);
  const own = named.length > 0 && rule.at === undefined ? named : [record.locate(at), ...named];
  const locations = other ? [...own, other.record.locate(other.at)] : own;
  const args: Record<string, unknown> = at === '' ? {} : { value: valueAt(record.data, at) };
  for (const [name, arg] of Object.entries(rule.args ?? {}))
    if (arg.at !== undefined) args[name] = valueAt(record.data, asPointer(arg.at));
  const part = (field: string | undefined): unknown => field && valueAt(record.data, asPointer(field));
  const fix = rule.fix ? { from: part(rule.fix.from), to: part(rule.fix.to) } : null;
  return { rule, unit: record.unit, args, locations, fix };
}

/**
 * Begins judging one submission.
 * @param maxPerRule findings of one rule beyond this are counted, not kept
 */
export function beginRun(ruleset: Ruleset, history: History, maxPerRule: number): Run {
  const typeOf = new Map(ruleset.rules.map((rule) => [rule.id, rule.record]));
  const needed = new Set(ruleset.rules.flatMap((rule) => rule.needs ?? []));
  const unique = new Map<string, Check | undefined>();
  const units = new Map<string, { unit: Unit; outcomes: Set<Outcome>; failed: Set<string> }>();
  const whole = { outcomes: new Set<Outcome>(), failed: new Set<string>() };
  const kept: Finding[] = [];
  const counts = new Map<string, number>();
  const types = new Set<string>();
  let records = 0;

  const scopeOf = (unit: Unit | null): { outcomes: Set<Outcome>; failed: Set<string> } => {
    if (!unit) return whole;
    return remember(units, unit.id, () => ({ unit, outcomes: new Set(), failed: new Set() }));
  };

  const keep = (record: CheckRecord, failures: Failure[]): Finding[] => {
    const scope = scopeOf(record.unit);
    const failedBefore = (id: string): boolean => scope.failed.has(id) || whole.failed.has(id);
    const real = withoutNeedless(failures, failedBefore, (id) => typeOf.get(id));
    for (const { rule } of failures) if (needed.has(rule.id)) scope.failed.add(rule.id);
    const found: Finding[] = [];
    for (const failure of real) {
      const { id, outcome } = failure.rule;
      if (ruleset.off.has(id)) continue;
      scope.outcomes.add(outcome);
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      if (count <= maxPerRule) found.push(findingOf(failure, record));
    }
    for (const finding of found) kept.push(finding);
    return found;
  };

  const fault = (type: string, error: unknown): never => {
    if (error instanceof RuleError || error instanceof RuleFault) throw error;
    throw new RuleFault(
      ruleset
        .rulesOf(type)
        .map((rule) => rule.id)
        .join(' or '),
      error,
    );
  };

  const NONE: Finding[] = [];
  /** A limit of ours (a record of a type `*.limit`) that no rule tells of would end as accepted. */
  const unmissed = ({ type, data }: CheckRecord): Finding[] => {
    if (type.endsWith('.limit') && valueAt(data, '/limit') !== 'none') fault(type, new Error('no rule tells of it'));
    return NONE;
  };

  return {
    judge(record) {
      records++;
      scopeOf(record.unit);
      const { type } = record;
      types.add(type);
      if (!unique.has(type)) unique.set(type, ruleset.uniqueOf(type, history));
      const own = unique.get(type);
      const pending: Promise<Failure[]>[] = [];
      const failures: Failure[] = [];
      try {
        for (const check of own ? [...ruleset.checksOf(type), own] : ruleset.checksOf(type)) {
          const result = check(record);
          if (result instanceof Promise) pending.push(result);
          else for (const failure of result) failures.push(failure);
        }
      } catch (error) {
        fault(type, error);
      }
      if (pending.length === 0) return failures.length === 0 ? unmissed(record) : keep(record, failures);
      return Promise.all(pending).then(
        (more) => keep(record, [...failures, ...more.flat()]),
        (error: unknown) => fault(type, error),
      );
    },
    async finish() {
      const answered: { unit: Unit; answer: Answer }[] = [];
      const all = new Set([whole, ...units.values()].flatMap(({ outcomes }) => [...outcomes]));
      const passedDown: Outcome[] = [
        ...(all.has('return-file') ? (['return-file'] as const) : []),
        ...(whole.outcomes.has('unknown') ? (['unknown'] as const) : []),
      ];
      for (const { unit, outcomes } of units.values()) {
        answered.push({ unit, answer: await ruleset.policy(new Set([...outcomes, ...passedDown])) });
      }
      const findingCount = [...counts.values()].reduce((sum, count) => sum + count, 0);
      const outcomeCounts = new Map<Outcome, number>();
      for (const { id, outcome } of ruleset.rules)
        outcomeCounts.set(outcome, (outcomeCounts.get(outcome) ?? 0) + (counts.get(id) ?? 0));
      const worst = await ruleset.policy(all);
      const answer = units.size === 0 && (worst === 'accept' || worst === 'remind') ? 'unknown' : worst;
      const evaluated = new Set([...types].flatMap((type) => ruleset.rulesOf(type).map((rule) => rule.id)));
      return { units: answered, answer, findings: kept, findingCount, outcomeCounts, recordCount: records, evaluated };
    },
  };
}
