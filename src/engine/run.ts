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
import { unitStore } from './unit-store.ts';

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
  /** All up to 10,000; beyond that those not accepted, up to 10,000. */
  readonly units: readonly { unit: Unit; answer: Answer }[];
  /** How many units have which answer, exact. */
  readonly unitCounts: ReadonlyMap<Answer, number>;
  /** The answer of any unit, listed or not, by its number. */
  answerOf(number: number): Answer | undefined;
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

function findingOf({ rule, at, other }: Failure, record: CheckRecord, unit: Unit | null): Finding {
  const named = (rule.places ?? []).flatMap((name) => record.places?.[name] ?? []);
  const own = named.length > 0 && rule.at === undefined ? named : [record.locate(at, unit), ...named];
  const from = (unit && record.from?.(unit)) ?? [];
  const locations = [...own, ...from, ...(other ? [other.record.locate(other.at)] : [])];
  const args: Record<string, unknown> = at === '' ? {} : { value: valueAt(record.data, at) };
  for (const [name, arg] of Object.entries(rule.args ?? {}))
    if (arg.at !== undefined) args[name] = valueAt(record.data, asPointer(arg.at));
  const part = (field: string | undefined): unknown => field && valueAt(record.data, asPointer(field));
  const fix = rule.fix ? { from: part(rule.fix.from), to: part(rule.fix.to) } : null;
  return { rule, unit, args, locations, fix };
}

/**
 * Begins judging one submission.
 * @param maxPerRule findings of one rule beyond this are counted, not kept
 */
export function beginRun(ruleset: Ruleset, history: History, maxPerRule: number): Run {
  const typeOf = new Map(ruleset.rules.map((rule) => [rule.id, rule.record]));
  const neededElsewhere = new Set(
    ruleset.rules.flatMap((rule) => (rule.needs ?? []).filter((id) => typeOf.get(id) !== rule.record)),
  );
  const unique = new Map<string, Check | undefined>();
  const units = unitStore();
  const failedIn = new Map<string, Set<string>>();
  const whole = { outcomes: new Set<Outcome>(), failed: new Set<string>() };
  const kept: Finding[] = [];
  const counts = new Map<string, number>();
  const types = new Set<string>();
  let records = 0;

  const failedOf = ({ unit }: CheckRecord): Set<string> =>
    unit ? remember(failedIn, unit.id, () => new Set()) : whole.failed;

  const keep = (record: CheckRecord, failures: Failure[]): Finding[] => {
    const failed = record.unit ? failedIn.get(record.unit.id) : undefined;
    const failedBefore = (id: string): boolean => failed?.has(id) === true || whole.failed.has(id);
    const real = withoutNeedless(failures, failedBefore, (id) => typeOf.get(id));
    for (const { rule } of failures) if (neededElsewhere.has(rule.id)) failedOf(record).add(rule.id);
    const found: Finding[] = [];
    for (const failure of real) {
      const { id, outcome } = failure.rule;
      if (ruleset.off.has(id)) continue;
      const count = (unit: Unit | null): void => {
        if (unit) units.add(unit, outcome);
        else whole.outcomes.add(outcome);
        const sum = (counts.get(id) ?? 0) + 1;
        counts.set(id, sum);
        if (sum <= maxPerRule) found.push(findingOf(failure, record, unit));
      };
      if (record.units) for (const unit of record.units()) count(unit);
      else count(record.unit);
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
      const { type, unit } = record;
      if (unit) units.see(unit);
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
      const all = new Set([...whole.outcomes, ...units.outcomes()]);
      const passedDown: Outcome[] = [
        ...(all.has('return-file') ? (['return-file'] as const) : []),
        ...(whole.outcomes.has('unknown') ? (['unknown'] as const) : []),
      ];
      const answered = await units.answered(ruleset.policy, passedDown);
      const findingCount = [...counts.values()].reduce((sum, count) => sum + count, 0);
      const outcomeCounts = new Map<Outcome, number>();
      for (const { id, outcome } of ruleset.rules)
        outcomeCounts.set(outcome, (outcomeCounts.get(outcome) ?? 0) + (counts.get(id) ?? 0));
      const worst = await ruleset.policy(all);
      const answer = answered.counts.size === 0 && (worst === 'accept' || worst === 'remind') ? 'unknown' : worst;
      const evaluated = new Set([...types].flatMap((type) => ruleset.rulesOf(type).map((rule) => rule.id)));
      const told = { findings: kept, findingCount, outcomeCounts, recordCount: records, evaluated };
      const { units: listed, counts: unitCounts, answerOf } = answered;
      return { units: listed, unitCounts, answerOf, answer, ...told };
    },
  };
}
