import type { TSchema } from '@sinclair/typebox';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';

/** Validates data of our own files (rules, clauses, config, report) against their schemas. */
export interface Validators {
  /** The most telling error, or null. `keys` is the path of what is wrong. */
  firstError(schema: TSchema, data: unknown): { keys: string[]; what: string } | null;
}

const keysOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The deepest error says most: unions report every branch, and the right branch gets furthest. */
function tell(errors: ErrorObject[]): { keys: string[]; what: string } {
  const depth = (error: ErrorObject): number => error.instancePath.split('/').length;
  const [first] = [...errors].sort((a, b) => depth(b) - depth(a));
  const keys = keysOf(first?.instancePath ?? '');
  const extra = first?.params.additionalProperty;
  if (typeof extra === 'string') return { keys: [...keys, extra], what: `unknown key "${extra}"` };
  const allowed = first?.params.allowedValues ?? first?.params.allowedValue;
  return {
    keys,
    what: `${first?.message ?? 'is not valid'}${allowed === undefined ? '' : ` (${JSON.stringify(allowed)})`}`,
  };
}

/** One ajv for all our own files; each schema is compiled once. */
export function validators(): Validators {
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, ownProperties: true });
  const compiled = new Map<TSchema, ValidateFunction>();
  return {
    firstError(schema, data) {
      let validate = compiled.get(schema);
      if (!validate) {
        validate = ajv.compile(schema);
        compiled.set(schema, validate);
      }
      return validate(data) ? null : tell(validate.errors ?? []);
    },
  };
}
