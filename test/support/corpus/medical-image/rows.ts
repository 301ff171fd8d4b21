import { COLUMNS, type Column } from '../../../../src/channels/medical-image/row-record-type.ts';
import { IMAGE_KINDS, type ImageKind } from '../../dicom/kinds.ts';
import type { Row } from './case-schema.ts';

/** What a usual row is of; `newborn` is an ultrasound of one. */
export const ROW_KINDS = [...IMAGE_KINDS, 'xray-jpg', 'panoramic-jpg', 'newborn'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

export type Cells = Partial<Record<Column, string>>;

const INSTITUTION = '3501200000';

/** A visit on 2026-05-12, of the patient of the usual images. */
const VISIT: Cells = {
  institution: INSTITUTION,
  medicalType: '12',
  examMonth: '11505',
  cardTime: '1150512090000',
  visitType: '01',
  visitSerial: '0012',
  cardNote: '1',
  patientId: 'A123456789',
  birthDate: '0470808',
  examinedAt: '11505120930',
};
const DENTAL: Cells = { ...VISIT, medicalType: '13', visitType: '02', visitSerial: '0013', cardTime: '1150512091500' };

const USUAL: Readonly<Record<RowKind, Cells>> = {
  ct: { ...VISIT, orderCode: '33070B', bodySite: 'U' },
  mri: { ...VISIT, orderCode: '33084B', bodySite: 'H' },
  xray: { ...VISIT, orderCode: '32001C' },
  'xray-jpg': { ...VISIT, orderCode: '32001C' },
  panoramic: { ...DENTAL, orderCode: '34004C', bodySite: 'FM' },
  'panoramic-jpg': { ...DENTAL, orderCode: '34004C', bodySite: 'FM' },
  ultrasound: { ...VISIT, orderCode: '19001C' },
  endoscopy: { ...VISIT, orderCode: '28016C' },
  newborn: { ...VISIT, orderCode: '19018C', newbornBirthDate: '1150501', newbornOrder: 'a' },
};

/** The kind of the images of a usual row. */
export const imagesOf = (kind: RowKind): ImageKind =>
  kind === 'newborn' ? 'ultrasound' : (kind.replace('-jpg', '') as ImageKind);

/** What tells visits apart when report serials are counted. */
const visitOf = ({ institution, cardTime, visitType, visitSerial, patientId }: Cells): string =>
  [institution, cardTime, visitType, visitSerial, patientId].join();

/** A row: its kind and its cells. */
export interface MadeRow {
  readonly kind: RowKind;
  readonly cells: Cells;
}

/** The rows of a case: the usual ones with their changes; report serials and archives are counted. */
export function rowsOf(given: readonly (Row | RowKind)[]): MadeRow[] {
  const visits = new Map<string, number>();
  return given.map((row, i) => {
    const { is = 'ct', ...changes } = typeof row === 'string' ? { is: row } : row;
    const role = is.endsWith('-jpg') ? 'ATT' : 'DCF';
    const usual = { ...USUAL[is], archive: `${role}${INSTITUTION}_A${`${i + 1}`.padStart(11, '0')}.7z` };
    const visit = visitOf({ ...usual, ...(changes as Cells) });
    const serial = (visits.get(visit) ?? 0) + 1;
    visits.set(visit, serial);
    return { kind: is, cells: { ...usual, reportSerial: `${serial}`, ...(changes as Cells) } };
  });
}

/** The line of a row, without its end; a column that is null is empty. */
export const lineOf = ({ cells }: MadeRow): string => COLUMNS.map((column) => cells[column] ?? '').join(',');
