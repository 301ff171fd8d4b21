import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** The file of the schema; where it comes from stands in README.md beside it. */
export const SCHEMA_FILE = new URL('./sarif-schema-2.1.0.json', import.meta.url);

/** RFC 3986, "URI-reference": a scheme or none, and nothing but signs that a URI may hold. */
const URI_REFERENCE =
  /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/[^/?#]*)?(?:[a-z0-9._~!$&'()*+,;=:@/-]|%[0-9a-f]{2})*(?:\?(?:[a-z0-9._~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9._~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?$/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
/** RFC 3986, 4.2: without a scheme, the first segment holds no colon. */
const isReference = (text: string): boolean =>
  URI_REFERENCE.test(text) && (SCHEME.test(text) || !text.split(/[/?#]/)[0]?.includes(':'));

/** A check of the official schema, formats included. @returns what is wrong; null when nothing is */
export function sarifChecker(): (log: unknown) => string | null {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  ajv.addFormat('uri-reference', isReference);
  ajv.addFormat('uri', (text) => SCHEME.test(text) && isReference(text));
  ajv.addFormat('uuid', /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
  ajv.addFormat('date-time', (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text));
  const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')));
  return (log) => (validate(log) ? null : ajv.errorsText(validate.errors, { separator: '\n' }));
}

/** As much of a log as the tests look at. */
export interface Log {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly [Run];
}
export interface Run {
  readonly tool: {
    readonly driver: { readonly name: string; readonly version: string; readonly rules: readonly SarifRule[] };
  };
  readonly automationDetails: { readonly id: string };
  readonly language: string;
  readonly columnKind: string;
  readonly invocations: readonly [
    {
      readonly executionSuccessful: boolean;
      readonly ruleConfigurationOverrides?: readonly Any[];
      readonly properties: { readonly submissions: readonly Any[] };
    },
  ];
  readonly artifacts: readonly {
    readonly location: { readonly uri: string };
    readonly hashes?: Record<string, string>;
  }[];
  readonly results: readonly Result[];
}
export interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly defaultConfiguration: { readonly level: string };
}
export interface SarifPlace {
  readonly id?: number;
  readonly message?: { readonly text: string };
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly index?: number };
    readonly region?: { readonly startLine: number; readonly startColumn?: number };
  };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string; readonly kind: string }[];
}
export interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [SarifPlace];
  readonly relatedLocations?: readonly SarifPlace[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}
type Any = Readonly<Record<string, unknown>>;
