import type { RowData } from './row-record-type.ts';

/** A row while it is made: what is not known is there as undefined, so that all rows have one shape and are quick. */
export type Draft = { -readonly [K in keyof RowData]-?: RowData[K] | undefined };

const isBlank = (code: number): boolean => code === 32 || code === 9;

/** A field without blanks around it; undefined when nothing is left. */
function cell(field: string | undefined): string | undefined {
  if (field === undefined || field === '') return undefined;
  if (!isBlank(field.charCodeAt(0)) && !isBlank(field.charCodeAt(field.length - 1))) return field;
  let [start, end] = [0, field.length];
  while (start < end && isBlank(field.charCodeAt(start))) start++;
  while (end > start && isBlank(field.charCodeAt(end - 1))) end--;
  return start === end ? undefined : field.slice(start, end);
}

/** The columns of a row (latin1, each byte one character), and nothing that follows from them yet. */
export function draftOf(fields: readonly string[]): Draft {
  return {
    institution: cell(fields[0]),
    medicalType: cell(fields[1]),
    examMonth: cell(fields[2]),
    cardTime: cell(fields[3]),
    visitType: cell(fields[4]),
    visitSerial: cell(fields[5]),
    cardNote: cell(fields[6]),
    patientId: cell(fields[7]),
    birthDate: cell(fields[8]),
    orderCode: cell(fields[9]),
    reportSerial: cell(fields[10]),
    examinedAt: cell(fields[11]),
    bodySite: cell(fields[12]),
    archive: cell(fields[13]),
    newbornBirthDate: cell(fields[14]),
    newbornOrder: cell(fields[15]),
    receivedAt: cell(fields[16]),
    damage: undefined,
    fixed: undefined,
    institutionAgrees: undefined,
    monthAgrees: undefined,
    cardAhead: undefined,
    cardLater: undefined,
    serial: undefined,
    idCapital: undefined,
    birthAfterExam: undefined,
    order: undefined,
    kind: undefined,
    examAhead: undefined,
    examTime: undefined,
    sites: undefined,
    archiveName: undefined,
    archiveRole: undefined,
    extension: undefined,
    archiveInstitutionAgrees: undefined,
    attAllowed: undefined,
    archiveThere: undefined,
    archiveTwin: undefined,
    newborn: undefined,
    newbornAge: undefined,
    receivedTime: undefined,
    receivedBeforeExam: undefined,
    receivedAhead: undefined,
  };
}
