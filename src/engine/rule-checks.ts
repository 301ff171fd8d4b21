import { segment } from '../readers/pointer.ts';
import { checkConditions, type Fail } from './condition-checks.ts';
import { errorCodeOf, errorTable } from './error-code.ts';
import type { Library } from './library.ts';
import { canHave } from './record-fields.ts';
import { asPointer, KINDS, type Rule } from './rule.ts';
import type { Words } from './rule-schema.ts';
import { validators } from './validators.ts';

/** Kinds of check that the design keeps for later. */
const RESERVED = ['xsd', 'profile'] as const;
const PLACEHOLDER = /\{([A-Za-z]+)\}/g;

/** The names in braces of words in both languages. */
const placeholders = ({ zh, en }: Words): string[] =>
  [zh, en].flatMap((text) => [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''));

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
    for (const name of Object.keys(part?.properties ?? {})) add([key, 'properties', name], segment(name));
    for (const [i, name] of (part?.required ?? []).entries()) add([key, 'required', `${i}`], segment(name));
  }
  return found;
}

/** Rules that need each other would silence each other. */
function needsItself({ id, needs }: Rule, byId: ReadonlyMap<string, Rule>): boolean {
  const all = new Set(needs);
  for (const other of all) for (const further of byId.get(other)?.needs ?? []) all.add(further);
  return all.has(id);
}

/** Each placeholder has a value: an argument that points at a field, or `value` where the rule points at one. */
function checkArguments(rule: Rule, fail: Fail): void {
  for (const [name, { at }] of Object.entries(rule.args ?? {}))
    if (name !== 'value' && at === undefined) fail('unknown-argument', ['args', name], `"${name}" needs an \`at\``);
  const nowhere = rule.at === '' || (rule.at === undefined && rule.conditions !== undefined);
  for (const key of ['message', 'todo', 'nhi'] as const)
    for (const name of rule[key] ? placeholders(rule[key]) : [])
      if (name === 'value' ? nowhere && rule.args?.value?.at === undefined : !rule.args?.[name])
        fail('unknown-argument', [key], `{${name}} has no argument`);
}

/**
 * What JSON Schema cannot say of a ruleset: every name used exists, every selector can match.
 * @throws RuleError
 */
export function checkRules(library: Library): void {
  const checks = validators();
  const byId = new Map(library.rules.map((rule) => [rule.id, rule]));
  for (const rule of library.rules) {
    const fail: Fail = (code, keys, what) => {
      throw library.errorOf(rule, code, keys, what);
    };
    for (const kind of RESERVED)
      if (kind in rule) fail('reserved', [kind], `the kind "${kind}" is reserved for later; no rule can have it yet`);
    const type = library.recordTypes.get(rule.record);
    if (!type) throw library.errorOf(rule, 'unknown-record', [], `no channel gives records of type "${rule.record}"`);
    const kinds = KINDS.filter((kind) => kind in rule);
    if (kinds.length !== 1) fail('shape', [], `exactly one of ${KINDS.join(', ')}; here: ${kinds.length}`);
    if (rule.when !== undefined && !rule.schema && !rule.conditions)
      fail('shape', ['when'], '`when` is for `schema` and `conditions`');
    if (rule.from !== undefined && rule.until !== undefined && rule.from > rule.until)
      fail('never-matches', ['until'], 'it ends before it begins');
    if (!library.clauses.has(rule.clause))
      fail('unknown-clause', ['clause'], `"${rule.clause}" is not in clauses.yaml`);
    if (rule.outcome === 'unknown' && !rule.record.endsWith('.limit'))
      fail('shape', ['outcome'], 'unknown is for limits of ours (records of a type *.limit)');
    if (rule.code !== undefined && !errorCodeOf(rule, library))
      fail('unknown-code', ['code'], `"${rule.code}" is not in rules/codes/${errorTable(rule)}.yaml`);
    const also = typeof rule.examples === 'object' ? (rule.examples.also ?? []) : [];
    const named = { needs: rule.needs ?? [], 'examples/also': also };
    for (const [keys, others] of Object.entries(named))
      for (const other of others)
        if (!byId.has(other)) fail('unknown-rule', keys.split('/'), `there is no rule "${other}"`);
    if (needsItself(rule, byId)) fail('never-matches', ['needs'], 'it needs itself, perhaps by way of others');
    for (const { keys, pointer } of pointersOf(rule))
      if (!canHave(type, pointer)) fail('never-matches', keys, `${rule.record} has nothing at "${pointer}"`);
    checkArguments(rule, fail);
    if (rule.conditions === undefined) continue;
    const around = { codes: library.codes, checks, hasFact: (fact: string) => canHave(type, `/${fact}`) };
    for (const key of ['when', 'conditions'] as const)
      if (rule[key] !== undefined)
        checkConditions(rule[key], around, (code, keys, what) => fail(code, [key, ...keys], what));
  }
}
