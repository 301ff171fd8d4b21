import { pointerKeys } from '../../../src/readers/pointer.ts';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON Merge Patch (RFC 7396) of one value; the target is not changed. */
function merged(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return structuredClone(patch);
  const result: Json = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}

/** The value with `patch` merged in at `keys`; null removes, `-` or one past the end of an array appends. */
function mergedAt(target: unknown, keys: readonly string[], patch: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return merged(target, patch);
  if (Array.isArray(target)) {
    const index = key === '-' ? target.length : Number(key);
    if (!Number.isInteger(index) || index < 0 || index > target.length) throw new Error(`no place for "${key}"`);
    const inner = patch === null && rest.length === 0 ? [] : [mergedAt(target[index], rest, patch)];
    return target.toSpliced(index, 1, ...inner);
  }
  if (rest.length === 0) return merged(target, { [key]: patch });
  const holder = isObject(target) ? target : {};
  return { ...holder, [key]: mergedAt(holder[key], rest, patch) };
}

/**
 * Applies a patch of the corpus: a JSON Merge Patch (null removes) whose keys may be JSON Pointers, which reach into
 * arrays. Keys are applied in order: what removes an array member comes after what speaks of later ones.
 */
export function applyPatch(base: unknown, patch: Readonly<Json>): unknown {
  let result = base;
  for (const [key, value] of Object.entries(patch))
    result = mergedAt(result, key.startsWith('/') ? pointerKeys(key) : [key], value);
  return result;
}
