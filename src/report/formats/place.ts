import type { Language, ReportFinding } from '../report-schema.ts';
import { fill, inLanguage, LABEL } from '../words.ts';

/** A place of a report. */
export type Place = ReportFinding['locations'][number];

/** Brackets as the language has them. */
export const bracketed = (text: string, language: Language): string =>
  language === 'en' ? ` (${text})` : `（${text}）`;

/** The place inside the file, without lines: `Bundle.entry[7]`, `L14`, `(0028,0010)`; empty where it is the file itself. */
export const inside = ({ fhirPath, xpath, pointer, cell, field, record, tag }: Place): string =>
  [fhirPath ?? xpath ?? pointer, cell ?? field, record, tag].filter(Boolean).join(' ');

/** The line in the file, of text and tables alike. */
export const lineOf = ({ row, line }: Place): number | undefined => row ?? line;

/** A place in words: `x.zip!/FHR….JSON 第 581 行（Bundle.entry[7]）`. */
export function where(place: Place, language: Language): string {
  const { file, column, fhirPath, cell } = place;
  const line = lineOf(place);
  const ofText = column !== undefined && fhirPath === undefined ? LABEL.lineColumn : LABEL.line;
  const label = inLanguage(place.row === undefined ? ofText : LABEL.row, language);
  const name = line === undefined ? file : fill(label, { file, line, column: column ?? 1 });
  const rest = cell === undefined ? inside(place) : fill(inLanguage(LABEL.cell, language), { cell });
  if (rest === '') return name;
  return rest.startsWith('(') ? `${name} ${rest}` : name + bracketed(rest, language);
}

/**
 * The file of a shown path that lies on disk: the archive that `!/` enters, or the path itself.
 * @param files known files: a folder may be called `x!`, so only what stands before `!/` as a whole name is an archive
 */
export function outerOf(path: string, files: { has(path: string): boolean }): string {
  for (let at = path.indexOf('!/'); at >= 0; at = path.indexOf('!/', at + 2))
    if (files.has(path.slice(0, at))) return path.slice(0, at);
  return path;
}
