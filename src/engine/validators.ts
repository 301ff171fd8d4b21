import type { TSchema } from '@sinclair/typebox';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { pointerKeys } from '../readers/pointer.ts';
import { nearest } from './nearest.ts';

/** Validates data of our own files (rules, clauses, config, report) against their schemas. */
export interface Validators {
  /** The most telling error, or null. `keys` is the path of what is wrong. */
  firstError(schema: TSchema, data: unknown): { keys: string[]; what: string } | null;
}

/** How far data is from a branch of a union; the first three only say "or one of the others". */
const WEIGHT: Readonly<Record<string, number>> = { anyOf: 10, const: 10, type: 10, additionalProperties: 2 };
const weight = (errors: readonly ErrorObject[]): number =>
  errors.reduce((sum, { keyword }) => sum + (WEIGHT[keyword] ?? 1), 0);

const listed = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(', ');

/** The deepest error says most; of the branches of a union, the one with the least wrong was meant. */
function tell(errors: ErrorObject[]): { keys: string[]; what: string } {
  const depth = (error: ErrorObject): number => error.instancePath.split('/').length;
  const deepest = Math.max(...errors.map(depth));
  const branchOf = ({ instancePath, schemaPath }: ErrorObject): string =>
    `${instancePath} ${/^.*\/anyOf\/\d+/.exec(schemaPath)?.[0] ?? ''}`;
  const branches = Map.groupBy(
    errors.filter((error) => depth(error) === deepest),
    branchOf,
  );
  const [branch = []] = [...branches.values()].sort((a, b) => weight(a) - weight(b));
  const first = branch.find(({ keyword }) => keyword === 'additionalProperties') ?? branch[0];
  const keys = pointerKeys(first?.instancePath ?? '');
  const extra = first?.params.additionalProperty;
  if (typeof extra === 'string') {
    const near = nearest(extra, Object.keys(first?.parentSchema?.properties ?? {}));
    const meant = near === undefined ? '' : `; did you mean "${near}"?`;
    return { keys: [...keys, extra], what: `unknown key "${extra}"${meant}` };
  }
  const consts = errors.filter(
    ({ keyword, instancePath }) => keyword === 'const' && instancePath === first?.instancePath,
  );
  if (first?.keyword === 'const')
    return { keys, what: `must be one of ${listed(consts.map(({ params }) => params.allowedValue))}` };
  const allowed: unknown[] = first?.params.allowedValues ?? [];
  return { keys, what: `${first?.message ?? 'is not valid'}${allowed.length > 0 ? ` (${listed(allowed)})` : ''}` };
}

/** One ajv for all our own files; each schema is compiled once. */
export function validators(): Validators {
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, ownProperties: true, verbose: true });
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
