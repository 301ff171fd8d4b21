import type { CheckRecord } from '../channels/record.ts';
import { conditionsCheck } from './kind-conditions.ts';
import { compileExpressions } from './kind-fhirpath.ts';
import { schemaCheck } from './kind-schema.ts';
import type { Library } from './library.ts';
import { kindOf } from './rule.ts';

const noRecord = (): CheckRecord => {
  throw new Error('nothing is judged while compiling');
};

/**
 * Compiles all rules of a library, in force or not. A check compiles only what it meets, on first use; the tests of a
 * ruleset compile everything.
 * @throws RuleError `bad-check`
 */
export async function compileAll(library: Library): Promise<void> {
  for (const rules of Map.groupBy(library.rules, ({ record }) => record).values()) {
    const kinds = Map.groupBy(rules, kindOf);
    const [schema, conditions, fhirpath] = [kinds.get('schema'), kinds.get('conditions'), kinds.get('fhirpath')];
    if (schema) schemaCheck(library, schema);
    if (conditions) conditionsCheck(library, conditions);
    if (fhirpath) await compileExpressions(library, fhirpath, noRecord);
  }
}
