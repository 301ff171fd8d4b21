import { factsOf } from './conditions.ts';
import type { Library } from './library.ts';
import { canHave } from './record-fields.ts';
import { asPointer, kindOf, type Rule } from './rule.ts';
import { type Conditions, ConditionsSchema } from './rule-schema.ts';
import { type Validators, validators } from './validators.ts';

const PLACEHOLDER = /\{([A-Za-z]+)\}/g;

/** The names in braces of a rule's words. */
export function placeholders(rule: Rule): Set<string> {
  const words = [rule.message, rule.todo, ...(rule.nhi ? [rule.nhi] : [])].flatMap((both) => [both.zh, both.en]);
  return new Set(words.flatMap((text) => [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '')));
}

/** The fields of the record that a rule points at. */
function pointersOf(rule: Rule): { keys: string[]; pointer: string }[] {
  const found: { keys: string[]; pointer: string }[] = [];
  const add = (keys: string[], field: string | undefined): void => {
    if (field !== undefined) found.push({ keys, pointer: asPointer(field) });
  };
  add(['at'], rule.at);
  for (const [name, arg] of Object.entries(rule.args ?? {})) add(['args', name, 'at'], arg.at);
  add(['fix', 'from'], rule.fix?.from);
  add(['fix', 'to'], rule.fix?.to);
  for (const field of rule.unique?.key ?? []) add(['unique', 'key'], field);
  for (const key of ['when', 'schema'] as const) {
    if (rule.schema === undefined) continue;
    const part = rule[key] as { properties?: object; required?: string[] } | undefined;
    for (const name of [...Object.keys(part?.properties ?? {}), ...(part?.required ?? [])])
      add([key, name], `/${name}`);
  }
  return found;
}

function checkConditions(library: Library, checks: Validators, rule: Rule): void {
  const type = library.recordTypes.get(rule.record);
  for (const key of ['when', 'conditions'] as const) {
    const part = rule[key];
    if (part === undefined) continue;
    const wrong = checks.firstError(ConditionsSchema, part);
    if (wrong) throw library.errorOf(rule, 'shape', [key, ...wrong.keys], wrong.what);
    for (const fact of factsOf(part as Conditions)) {
      if (type && !canHave(type, `/${fact}`))
        throw library.errorOf(rule, 'never-matches', [key], `${rule.record} has no fact "${fact}"`);
    }
  }
}

/**
 * What JSON Schema cannot say of a ruleset: every name used exists, every selector can match.
 * @throws RuleError
 */
export function checkRules(library: Library): void {
  const checks = validators();
  const ids = new Set(library.rules.map((rule) => rule.id));
  for (const rule of library.rules) {
    const fail = (code: Parameters<Library['errorOf']>[1], keys: string[], what: string): never => {
      throw library.errorOf(rule, code, keys, what);
    };
    const type = library.recordTypes.get(rule.record);
    if (!type) fail('unknown-record', [], `no channel gives records of type "${rule.record}"`);
    const kinds = ['schema', 'fhirpath', 'conditions', 'unique'].filter((kind) => kind in rule);
    if (kinds.length !== 1)
      fail('shape', [], `exactly one of schema, fhirpath, conditions, unique; here: ${kinds.length}`);
    if (!library.clauses.has(rule.clause))
      fail('unknown-clause', ['clause'], `"${rule.clause}" is not in clauses.yaml`);
    if (rule.outcome === 'unknown' && !rule.record.endsWith('.limit'))
      fail('shape', ['outcome'], 'unknown is for limits of ours (records of a type *.limit)');
    for (const other of [
      ...(rule.needs ?? []),
      ...(typeof rule.examples === 'object' ? (rule.examples.also ?? []) : []),
    ])
      if (!ids.has(other)) fail('unknown-rule', ['needs'], `there is no rule "${other}"`);
    for (const { keys, pointer } of pointersOf(rule))
      if (type && !canHave(type, pointer)) fail('never-matches', keys, `${rule.record} has nothing at "${pointer}"`);
    for (const name of placeholders(rule))
      if (name !== 'value' && !rule.args?.[name]) fail('unknown-argument', ['message'], `{${name}} has no argument`);
    if (kindOf(rule) === 'conditions') checkConditions(library, checks, rule);
  }
}
