import { _, type CodeKeywordDefinition } from 'ajv';

type Json = unknown;

const isScalar = (value: Json): boolean => value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** What `not: { const: x }` and `not: { enum: [...] }` forbid; undefined for any other `not`. */
function forbidden(not: Json): readonly Json[] | undefined {
  const entries = Object.entries((not ?? {}) as object);
  const [[keyword, value] = []] = entries;
  if (entries.length !== 1) return undefined;
  if (keyword === 'const' && isScalar(value)) return [value];
  return keyword === 'enum' && Array.isArray(value) && value.every(isScalar) ? value : undefined;
}

/** `not: { required: [a] }`, or with `a` in turn lacking what is required of it, as properties that may not be there. */
function absent(not: Json): object | undefined {
  const { required, properties, ...others } = (not ?? {}) as { required?: Json; properties?: Record<string, Json> };
  if (!Array.isArray(required) || required.length !== 1 || Object.keys(others).length > 0) return undefined;
  const [name] = required;
  if (properties === undefined) return { [name]: false };
  const inner = Object.keys(properties).join() === name ? absent(properties[name]) : undefined;
  return inner && { [name]: { properties: inner } };
}

/** The keys are names here, not keywords. */
const ofProperties = (properties: object): object =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, lean(value)]));

/**
 * The same schema in words that ajv checks without making anything: for `not` it makes an error each time that all is
 * well, which is most of the time and memory of a million records.
 */
export function lean(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(lean);
  if (typeof schema !== 'object' || schema === null) return schema;
  const mayBe = 'properties' in schema || !('not' in schema) ? undefined : absent(schema.not);
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => {
      if (keyword === 'not' && mayBe) return ['properties', mayBe];
      if (keyword === 'const' || keyword === 'enum') return [keyword, value];
      if (keyword === 'properties') return [keyword, ofProperties(value as object)];
      const values = keyword === 'not' ? forbidden(value) : undefined;
      return values ? [IS_NONE_OF.keyword, values] : [keyword, lean(value)];
    }),
  );
}

/** `isNoneOf: [...]`: the value is none of these scalars. */
export const IS_NONE_OF: CodeKeywordDefinition & { readonly keyword: string } = {
  keyword: 'isNoneOf',
  schemaType: 'array',
  code(cxt) {
    const values = cxt.schema as readonly (string | number | boolean | null)[];
    cxt.fail(values.map((value) => _`${cxt.data} === ${value}`).reduce((some, one) => _`${some} || ${one}`));
  },
};
