import { segment } from '../pointer.ts';

/** A Reference with a literal `reference` inside a resource. */
export interface FoundReference {
  /** JSON Pointer from the resource to the `reference` string. */
  readonly pointer: string;
  readonly reference: unknown;
}

/**
 * Every `reference` in a resource, in document order, however deep and without recursion. Pointers share their
 * beginnings (V8 ropes), so that 10,000 levels do not cost their square.
 * In R4 only the datatype Reference has an element of that name.
 */
export function* references(resource: unknown): Generator<FoundReference> {
  const stack: { value: unknown; pointer: string }[] = [{ value: resource, pointer: '' }];
  for (let at = stack.pop(); at; at = stack.pop()) {
    const { value, pointer } = at;
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value) && Object.hasOwn(value, 'reference')) {
      const reference = (value as { reference: unknown }).reference;
      if (typeof reference !== 'object' || reference === null) yield { pointer: `${pointer}/reference`, reference };
    }
    const keys = Object.keys(value);
    for (let i = keys.length - 1; i >= 0; i--) {
      const key = keys[i] ?? '';
      const inner = (value as Readonly<Record<string, unknown>>)[key];
      if (typeof inner === 'object' && inner !== null) stack.push({ value: inner, pointer: pointer + segment(key) });
    }
  }
}
