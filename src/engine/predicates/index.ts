import { bodySites } from './body-sites.ts';
import { fhirInstant } from './fhir-instant.ts';
import { fileName } from './file-name.ts';
import { inTable } from './in-table.ts';
import { institutionCode } from './institution-code.ts';
import type { Predicate } from './predicate.ts';
import { rocDate } from './roc-date.ts';
import { rocTime } from './roc-time.ts';
import { toothCodes } from './tooth-codes.ts';
import { twId } from './tw-id.ts';
import { uuidUrn } from './uuid-urn.ts';
import { wellFormed } from './well-formed.ts';
import { westernDate } from './western-date.ts';

/** All named predicates, in the order of their names; each has a table in `test/predicates/`. */
export const PREDICATES: readonly Predicate[] = [
  bodySites,
  fhirInstant,
  fileName,
  inTable,
  institutionCode,
  rocDate,
  rocTime,
  toothCodes,
  twId,
  uuidUrn,
  wellFormed,
  westernDate,
];
