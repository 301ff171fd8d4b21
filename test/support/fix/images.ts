import { writeCab } from '../archives/cab.ts';
import { write7z } from '../archives/sevenzip.ts';
import { writeFileSet } from '../dicom/file-set.ts';
import { fileSetOf } from '../dicom/kinds.ts';

export const INSTITUTION = '3501200000';
/** The day on which `imageOf` says that it was made. */
export const IMAGES_AS_OF = '2026-05-12';
export const CSV = `${INSTITUTION}_20260512_001.csv`;

/** A DCF of one CT of 512 × 512. */
const ct = () => writeFileSet(fileSetOf('ct', [[512, 512]]));
export const dcf7z = (): Uint8Array => write7z(ct());
export const dcfCab = (): Uint8Array => writeCab(ct());

/** The right name of the DCF of a number. */
export const dcfName = (number: number, extension = '7z'): string =>
  `DCF${INSTITUTION}_A${String(number).padStart(11, '0')}.${extension}`;

/** The 17 cells of a row of a CT of the head that would be taken, once the archive of its number is there. */
export const imageRow = (number: number, archive: string = dcfName(number)): string[] => [
  INSTITUTION,
  '12',
  '11505',
  '1150512080015',
  '01',
  '0012',
  '1',
  'A123456789',
  '0470808',
  '33070B',
  String(number),
  '11505120930',
  'H',
  archive,
  '',
  '',
  '',
];

/** A row with other values in some cells, by Excel's letter. */
export const withCells = (row: readonly string[], cells: Readonly<Record<string, string>>): string[] =>
  row.map((cell, i) => cells[String.fromCharCode(65 + i)] ?? cell);

export const csvOf = (rows: readonly (readonly string[])[], end = '\r\n'): string =>
  rows.map((row) => row.join(',') + end).join('');
