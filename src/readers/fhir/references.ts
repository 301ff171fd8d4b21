import { segment } from '../pointer.ts';

/** A Reference with a literal `reference` inside a resource. */
export interface FoundReference {
  /** JSON Pointer from the resource to the `reference` string. */
  readonly pointer: string;
  readonly reference: unknown;
}

interface Step {
  readonly parent: Step | null;
  readonly key: string | number;
}

function pointerOf(step: Step | null): string {
  const parts: string[] = [];
  for (let at = step; at; at = at.parent) parts.push(segment(at.key));
  return parts.reverse().join('');
}

/**
 * Every `reference` in a resource, in document order, however deep and without recursion.
 * In R4 only the datatype Reference has an element of that name.
 */
export function* references(resource: unknown): Generator<FoundReference> {
  const stack: { value: unknown; step: Step | null }[] = [{ value: resource, step: null }];
  for (let at = stack.pop(); at; at = stack.pop()) {
    const { value, step } = at;
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value) && Object.hasOwn(value, 'reference')) {
      const reference = (value as { reference: unknown }).reference;
      if (typeof reference !== 'object' || reference === null)
        yield { pointer: `${pointerOf(step)}/reference`, reference };
    }
    const entries = Array.isArray(value) ? value.map((item, i) => [i, item] as const) : Object.entries(value);
    for (const [key, inner] of [...entries].reverse())
      if (typeof inner === 'object' && inner !== null) stack.push({ value: inner, step: { parent: step, key } });
  }
}
