import { pointerKeys } from '../readers/pointer.ts';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON Merge Patch (RFC 7396): null removes; arrays are replaced. The target is not changed. */
function merged(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Json = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}

function mergedAt(target: unknown, [key, ...rest]: string[], patch: unknown): unknown {
  if (key === undefined) return merged(target, patch);
  if (Array.isArray(target)) {
    const index = /^\d+$/.test(key) ? Number(key) : Number.NaN;
    if (!(index < target.length || (index === target.length && rest.length === 0 && patch !== null)))
      throw new RangeError(`the array has no member "${key}"`);
    const removes = rest.length === 0 && patch === null;
    return target.toSpliced(index, 1, ...(removes ? [] : [mergedAt(target[index], rest, patch)]));
  }
  if (!isObject(target) || (rest.length > 0 && !Object.hasOwn(target, key)))
    throw new RangeError(`there is no "${key}"`);
  if (rest.length === 0) return merged(target, { [key]: patch });
  return { ...target, [key]: mergedAt(target[key], rest, patch) };
}

/**
 * A JSON Merge Patch whose keys that begin with `/` are JSON Pointers, which reach into arrays; the index after the
 * last appends. Keys are applied in their order; the base is not changed.
 * @throws RangeError when a pointer leads nowhere
 */
export function applyPatch(base: unknown, patch: Readonly<Json>): unknown {
  let result = base;
  for (const [key, value] of Object.entries(patch))
    result = key.startsWith('/') ? mergedAt(result, pointerKeys(key), value) : merged(result, { [key]: value });
  return result;
}
