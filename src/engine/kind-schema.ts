import type { TSchema } from '@sinclair/typebox';
import { Ajv, type ErrorObject } from 'ajv';
import { segment } from '../readers/pointer.ts';
import { remember } from '../readers/remember.ts';
import type { Check, Failure } from './check.ts';
import { IS_NONE_OF, lean } from './lean-schema.ts';
import type { Library } from './library.ts';
import { PREDICATES } from './predicates/index.ts';
import { asPointer, type Rule } from './rule.ts';
import { predicateContext } from './tables.ts';

/** For records whose fields are all of our naming, and for those that hold objects out of a file. */
interface Compilers {
  readonly plain: Ajv;
  readonly foreign: Ajv;
}

const known = new WeakMap<Library, Compilers>();

/** One pair for a library: its predicates are compiled into it once. */
function compilersOf(library: Library): Compilers {
  const compilers = known.get(library) ?? { plain: ajvOf(library, false), foreign: ajvOf(library, true) };
  known.set(library, compilers);
  return compilers;
}

/** Whether all keys in a value are of our naming: no lists, and no objects but those whose properties are all told. */
function isPlain(schema: TSchema | undefined): boolean {
  const { type, anyOf, properties = {}, additionalProperties } = (schema ?? {}) as Partial<TSchema>;
  if (Array.isArray(anyOf)) return anyOf.every((one: TSchema) => isPlain(one));
  if (type !== 'object') return type !== undefined && type !== 'array';
  return additionalProperties === false && Object.values<TSchema>(properties).every((one) => isPlain(one));
}

/** @param ownProperties only what a record itself has, were it called `constructor`; it costs a third of the time */
function ajvOf(library: Library, ownProperties: boolean): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    ownProperties,
    messages: false,
    validateSchema: !library.proven,
  });
  ajv.addKeyword(IS_NONE_OF);
  const context = predicateContext(library.codes);
  for (const predicate of PREDICATES) {
    ajv.addKeyword({
      keyword: predicate.name,
      ...(library.proven ? {} : { metaSchema: predicate.options }),
      errors: false,
      compile: (options: unknown) => predicate.compile(options, context),
    });
  }
  return ajv;
}

const NONE: Failure[] = [];

const schemaOf = (rule: Rule): object => {
  const must = lean(rule.schema) as object;
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  return rule.when === undefined ? must : { if: lean(rule.when), then: must };
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
  const { plain, foreign } = compilersOf(library);
  const ajv = isPlain(library.recordTypes.get(rules[0]?.record ?? '')) ? plain : foreign;
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
  /** The rule of an error, by its schema path: there are few paths, and a million records may take the same. */
  const known = new Map<string, Rule>();
  const failureOf = (error: ErrorObject): Failure => {
    const rule = remember(known, error.schemaPath, () => {
      const found = rules[Number(error.schemaPath.split('/')[2])];
      if (!found) throw new Error('an error of the validator belongs to no rule');
      return found;
    });
    return { rule, at: rule.at === undefined ? pointerOf(error) : asPointer(rule.at) };
  };
  return (record) => {
    if (validate(record.data)) return NONE;
    const errors = validate.errors ?? [];
    const [first, second] = errors;
    const isAlone = errors.length === 1 || (errors.length === 2 && second?.keyword === 'if');
    if (first && isAlone) return [failureOf(first)];
    const failures = new Map<string, Failure>();
    for (const error of telling(errors)) {
      const failure = failureOf(error);
      failures.set(`${failure.rule.id} ${failure.at}`, failure);
    }
    return [...failures.values()];
  };
}
