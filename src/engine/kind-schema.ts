import { Ajv, type ErrorObject } from 'ajv';
import { segment } from '../readers/pointer.ts';
import type { Check, Failure } from './check.ts';
import type { Library } from './library.ts';
import { PREDICATES } from './predicates/index.ts';
import { asPointer, type Rule } from './rule.ts';
import { predicateContext } from './tables.ts';

const known = new WeakMap<Library, Ajv>();

/** One ajv for a library: its predicates are compiled into it once. */
function ajvOf(library: Library): Ajv {
  const ajv = known.get(library) ?? ajvWithPredicates(library);
  known.set(library, ajv);
  return ajv;
}

function ajvWithPredicates(library: Library): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    ownProperties: true,
  });
  const context = predicateContext(library.codes);
  for (const predicate of PREDICATES) {
    ajv.addKeyword({
      keyword: predicate.name,
      metaSchema: predicate.options,
      errors: false,
      compile: (options: unknown) => predicate.compile(options, context),
    });
  }
  return ajv;
}

const schemaOf = (rule: Rule): object => {
  const must = rule.schema as object;
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  return rule.when === undefined ? must : { if: rule.when, then: must };
};

/** Where an error points: the value that is wrong, or the place where something is missing or too much. */
function pointerOf(error: ErrorObject): string {
  const extra = error.params.missingProperty ?? error.params.additionalProperty;
  return typeof extra === 'string' ? error.instancePath + segment(extra) : error.instancePath;
}

const UNIONS: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'not', 'contains']);

/** Whether a schema path lies below one of `paths`: looked up by its prefixes, so that many errors stay cheap. */
function isBelow(path: string, paths: ReadonlySet<string>): boolean {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
    if (paths.has(path.slice(0, end))) return true;
  return false;
}

/** Errors that only echo another: `if`, and the branches below a union. */
function telling(errors: readonly ErrorObject[]): ErrorObject[] {
  const unions = new Set(errors.filter(({ keyword }) => UNIONS.has(keyword)).map(({ schemaPath }) => schemaPath));
  return errors.filter(({ keyword, schemaPath }) => keyword !== 'if' && !isBelow(schemaPath, unions));
}

/**
 * All schema rules of a record type as one validator; one failure per rule and place.
 * @throws RuleError `bad-check` naming the rule whose schema does not compile
 */
export function schemaCheck(library: Library, rules: readonly Rule[]): Check {
  const ajv = ajvOf(library);
  const compile = (): ReturnType<Ajv['compile']> => {
    try {
      return ajv.compile({ allOf: rules.map(schemaOf) });
    } catch (error) {
      for (const rule of rules) {
        try {
          ajv.compile({ allOf: [schemaOf(rule)] });
        } catch (own) {
          throw library.errorOf(rule, 'bad-check', ['schema'], (own as Error).message);
        }
      }
      throw error;
    }
  };
  const validate = compile();
  return (record) => {
    if (validate(record.data)) return [];
    const failures = new Map<string, Failure>();
    for (const error of telling(validate.errors ?? [])) {
      const rule = rules[Number(error.schemaPath.split('/')[2])];
      if (!rule) throw new Error('an error of the validator belongs to no rule');
      const at = rule.at === undefined ? pointerOf(error) : asPointer(rule.at);
      failures.set(`${rule.id} ${at}`, { rule, at });
    }
    return [...failures.values()];
  };
}
