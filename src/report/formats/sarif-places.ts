import type { Language, ReportFinding } from '../report-schema.ts';
import { inLanguage, LABEL } from '../words.ts';
import { lineOf, type Place, where } from './place.ts';
import { relativeUri } from './relative-uri.ts';
import { sarifText } from './sarif-text.ts';

/** What kind of place inside a file a key of a location names. */
const KINDS = {
  pointer: 'jsonPointer',
  fhirPath: 'fhirPath',
  xpath: 'xpath',
  cell: 'cell',
  field: 'field',
  tag: 'dicomTag',
  record: 'dicomDirectoryRecord',
} as const satisfies Partial<Record<keyof Place, string>>;

function physical(place: Place, indices: ReadonlyMap<string, number>): object {
  const index = indices.get(place.file);
  const startLine = lineOf(place);
  const { column } = place;
  const region = { startLine, ...(place.line !== undefined && column !== undefined ? { startColumn: column } : {}) };
  return {
    artifactLocation: { uri: relativeUri(place.file), ...(index === undefined ? {} : { index }) },
    ...(startLine === undefined ? {} : { region }),
  };
}

function logical(place: Place, unit: string | null): object[] {
  const inside = Object.entries(KINDS).flatMap(([key, kind]) => {
    const name = place[key as keyof typeof KINDS];
    return name ? [{ fullyQualifiedName: name.toWellFormed(), kind }] : [];
  });
  return unit === null ? inside : [{ name: unit, fullyQualifiedName: unit, kind: 'unit' }, ...inside];
}

/**
 * The places of a finding: the first is where it is, the others are related, numbered from 1 and named in words.
 * @param indices of artifacts by path
 */
export function sarifPlaces(
  { locations: [first, ...others], unit }: ReportFinding,
  indices: ReadonlyMap<string, number>,
  language: Language,
): object {
  if (!first) return {};
  const place = (at: Place, of: string | null): object => {
    const names = logical(at, of);
    return { physicalLocation: physical(at, indices), ...(names.length > 0 ? { logicalLocations: names } : {}) };
  };
  const also = inLanguage(LABEL.also, language);
  const related = others.map((other, i) => ({
    id: i + 1,
    ...place(other, null),
    message: { text: sarifText(`${also}: ${where(other, language)}`) },
  }));
  return { locations: [place(first, unit)], ...(related.length > 0 ? { relatedLocations: related } : {}) };
}
