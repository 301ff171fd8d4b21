import { Type } from '@sinclair/typebox';
import type { Predicate } from './predicate.ts';

const SHAPE = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Takes a string; true when it is `urn:uuid:` and a lower-case UUID, as Bundle.entry.fullUrl must be (prior-auth §2,
 * entry.fullUrl; the R4 uuid type has the same pattern). Version and variant of the UUID are not looked at.
 */
export const uuidUrn: Predicate = {
  name: 'uuidUrn',
  says: {
    zh: 'urn:uuid: 加小寫 UUID（8-4-4-4-12）',
    en: 'urn:uuid: and a lower-case UUID (8-4-4-4-12)',
  },
  options: Type.Literal(true),
  compile() {
    return (value) => typeof value !== 'string' || SHAPE.test(value);
  },
};
