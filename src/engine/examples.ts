import type { TSchema } from '@sinclair/typebox';
import type { CheckRecord, Unit } from '../channels/record.ts';
import type { Library } from './library.ts';
import { applyPatch } from './merge-patch.ts';
import type { Rule } from './rule.ts';
import { RuleError } from './rule-error.ts';
import type { Ruleset } from './ruleset.ts';
import { beginRun } from './run.ts';
import { validators } from './validators.ts';
import { readYaml } from './yaml-file.ts';

/** What one example of a rule raises, and what it ought to: the same when the example is right. Sorted rule ids. */
export interface ExampleResult {
  readonly kind: 'good' | 'bad';
  readonly index: number;
  readonly raised: string[];
  readonly expected: string[];
}

const UNIT: Unit = { id: 'example', kind: 'example', locations: [{ file: 'example' }] };
const NO_HISTORY = { knows: () => false };

async function raisedBy(ruleset: Ruleset, type: string, records: readonly object[]): Promise<string[]> {
  const run = beginRun(ruleset, NO_HISTORY, 1);
  for (const data of records) {
    const record: CheckRecord = { type, unit: UNIT, data, locate: (pointer) => ({ file: 'example', pointer }) };
    await run.judge(record);
  }
  const { findings } = await run.finish();
  return [...new Set(findings.map(({ rule }) => rule.id))].sort();
}

/** `rules/<prefix>/base/<name>[.<on>].yaml`: a valid record of the rule's type `prefix.name`. */
async function baseRecord(library: Library, rule: Rule, type: TSchema, on: string | undefined): Promise<object> {
  const [prefix = '', name = ''] = rule.record.split('.');
  const file = `${prefix}/base/${name}${on === undefined ? '' : `.${on}`}.yaml`;
  try {
    return (await readYaml(library.root, file, type, validators())).data as object;
  } catch (error) {
    if (error instanceof RuleError || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw library.errorOf(rule, 'unknown-record', ['examples'], `its examples need a base record: there is no ${file}`);
  }
}

/**
 * Runs the examples of a rule on the base record of its type. A bad one has to raise the rule and what `also` names,
 * a good one nothing at all.
 * @param ruleset one in which the rule is in force
 * @returns nothing for a rule whose cases are in the corpus
 * @throws RuleError when the base record is missing or raises something itself, or when an example is no record
 */
export async function runExamples(library: Library, rule: Rule, ruleset: Ruleset): Promise<ExampleResult[]> {
  const { examples, record } = rule;
  if (examples === 'corpus') return [];
  const type = library.recordTypes.get(record);
  if (!type) throw library.errorOf(rule, 'unknown-record', [], `no channel gives records of type "${record}"`);
  const base = await baseRecord(library, rule, type, examples.on);
  const own = await raisedBy(ruleset, record, [base]);
  if (own.length > 0)
    throw library.errorOf(rule, 'bad-check', ['examples'], `the base record itself raises ${own.join(', ')}`);

  const checks = validators();
  const recordOf = (patch: Record<string, unknown>, keys: string[]): object => {
    try {
      const data = applyPatch(base, patch) as object;
      const wrong = checks.firstError(type, data);
      if (!wrong) return data;
      throw new RangeError(`it is no ${record}: /${wrong.keys.join('/')} ${wrong.what}`);
    } catch (error) {
      if (error instanceof RangeError) throw library.errorOf(rule, 'shape', keys, error.message);
      throw error;
    }
  };
  const results: ExampleResult[] = [];
  for (const kind of ['good', 'bad'] as const) {
    const expected = kind === 'bad' ? [rule.id, ...(examples.also ?? [])].sort() : [];
    for (const [index, example] of examples[kind].entries()) {
      const records = [example].flat().map((patch) => recordOf(patch, ['examples', kind, `${index}`]));
      results.push({ kind, index, raised: await raisedBy(ruleset, record, records), expected });
    }
  }
  return results;
}
