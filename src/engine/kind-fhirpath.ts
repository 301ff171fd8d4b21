import type { CheckRecord } from '../channels/record.ts';
import { segment } from '../readers/pointer.ts';
import type { Check, Failure } from './check.ts';
import type { Library } from './library.ts';
import { asPointer, type Rule } from './rule.ts';
import { RuleFault } from './rule-error.ts';

/** What fhirpath gives for a place in the resource; `Bundle.entry[7].resource`. */
interface Node {
  fullPropertyName?(): string | null;
  readonly data: unknown;
}
type Compiled = (input: unknown, environment: Record<string, unknown>) => unknown[];
interface Expressions {
  rule: Rule;
  focus: Compiled;
  assert: Compiled;
}

/**
 * `Bundle.entry[7].value` as a JSON Pointer into `data`; a choice (`value[x]`) finds its typed name. What lies beyond
 * `resolve()` has a path of its own and no pointer: ''.
 */
export function fhirPathPointer(path: string, data: object): string {
  const [root, ...parts] = path.split('.');
  if ((data as { resourceType?: unknown }).resourceType !== root) return '';
  let pointer = '';
  let at: unknown = data;
  for (const part of parts) {
    const [, name = part, index] = /^([^[]+)(?:\[(\d+)\])?$/.exec(part) ?? [];
    const keys = typeof at === 'object' && at !== null ? Object.keys(at) : [];
    const typed = (key: string): boolean => key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length));
    const key = keys.includes(name) ? name : (keys.find(typed) ?? name);
    pointer += segment(key);
    at = (at as Record<string, unknown> | undefined)?.[key];
    if (index !== undefined && Array.isArray(at)) {
      pointer += segment(Number(index));
      at = at[Number(index)];
    }
  }
  return pointer;
}

/** @throws RuleError `bad-check` naming the expression that does not compile */
export async function compileExpressions(
  library: Library,
  rules: readonly Rule[],
  current: () => CheckRecord,
): Promise<Expressions[]> {
  const { default: fhirpath } = await import('fhirpath');
  const { default: r4 } = await import('fhirpath/fhir-context/r4');
  const typed = fhirpath.compile('$this', r4, { resolveInternalTypes: false }) as unknown as Compiled;
  const resolve = (inputs: unknown[]): unknown[] =>
    inputs.flatMap((input) => {
      const reference = typeof input === 'string' ? input : (input as { reference?: unknown } | null)?.reference;
      const target = typeof reference === 'string' ? current().resolve?.(reference) : undefined;
      return target ? typed(target, {}) : [];
    });
  const options = { resolveInternalTypes: false, userInvocationTable: { resolve: { fn: resolve, arity: { 0: [] } } } };
  return rules.map((rule) => {
    const expression = (key: 'focus' | 'assert'): Compiled => {
      try {
        return fhirpath.compile(rule.fhirpath?.[key] ?? '', r4, options) as unknown as Compiled;
      } catch (error) {
        throw library.errorOf(rule, 'bad-check', ['fhirpath', key], (error as Error).message);
      }
    };
    return { rule, focus: expression('focus'), assert: expression('assert') };
  });
}

/** FHIRPath's own reading of a result: one false is false, nothing is `emptyIs`. An element is what it holds. */
const isTrue = (result: unknown[], emptyIs: boolean): boolean =>
  result.length === 0 ? emptyIs : result.every((value) => value !== false && (value as Partial<Node>).data !== false);

/**
 * FHIRPath rules of a record type, with the R4 model; fhirpath is loaded at the first record that needs it.
 * `resolve()` looks into the record's own Bundle and never asks a server.
 */
export function fhirpathCheck(library: Library, rules: readonly Rule[]): Check {
  let record: CheckRecord | undefined;
  let compiled: Promise<Expressions[]> | undefined;
  const current = (): CheckRecord => {
    if (!record) throw new Error('no record is being judged');
    return record;
  };
  return async (given) => {
    compiled ??= compileExpressions(library, rules, current);
    const expressions = await compiled;
    record = given;
    const failures: Failure[] = [];
    for (const { rule, focus, assert } of expressions) {
      try {
        for (const node of focus(given.data, {})) {
          if (isTrue(assert(node, {}), rule.fhirpath?.emptyIs ?? false)) continue;
          const path = (node as Node).fullPropertyName?.();
          const at = rule.at ?? (path ? fhirPathPointer(path, given.data) : '');
          failures.push({ rule, at: asPointer(at) });
        }
      } catch (error) {
        throw new RuleFault(rule.id, error);
      }
    }
    return failures;
  };
}
