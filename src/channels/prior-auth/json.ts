/** Reading parsed JSON that may be of any shape. */

export type Json = Readonly<Record<string, unknown>>;

/** An object that is no array, or undefined. */
export const object = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;

/** An own property of an object, or undefined. */
export const at = (value: unknown, key: string): unknown => {
  const holder = object(value);
  return holder && Object.hasOwn(holder, key) ? holder[key] : undefined;
};

/** An array, or an empty one for anything else. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A string, or undefined. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The codings of a CodeableConcept. */
export const codings = (concept: unknown): readonly Json[] =>
  list(at(concept, 'coding'))
    .map(object)
    .filter((coding) => coding !== undefined);

/** Whether text shows a FHIR Bundle, or anything that claims a profile of TW PAS. */
export const looksLikeBundle = (text: string): boolean =>
  /"resourceType"\s*:\s*"Bundle"/.test(text) || text.includes('nhicore.nhi.gov.tw/pas/');
