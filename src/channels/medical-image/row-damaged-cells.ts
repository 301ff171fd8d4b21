import { textOf } from '../../readers/half-width.ts';
import type { CodeTable } from '../channel.ts';
import { DAMAGE_WORDS, damageOf, isForeign } from './row-damage.ts';
import type { Draft } from './row-draft.ts';
import type { OrderFacts } from './row-order.ts';
import type { Column } from './row-record-type.ts';
import { withoutMarks } from './row-sites.ts';
import { rocDay } from './row-time.ts';
import type { Times } from './row-times.ts';

const ID = 10;
const SERIAL = 4;
const DIGITS = /^[0-9]{1,6}$/;
const LETTER = /^[A-Za-z]$/;

function isInstitution(value: string): boolean {
  if (value.length !== 10) return false;
  for (let i = 0; i < 10; i++) {
    const code = value.charCodeAt(i);
    if (!((code >= 48 && code <= 57) || (code >= 65 && code <= 90))) return false;
  }
  return true;
}

/** YYYMM; the years before the Republic are for dates alone. */
const isMonth = (value: string): boolean =>
  value.length === 5 && !value.startsWith('-') && !Number.isNaN(rocDay(`${value}01`));

/** Whether a value is visible ASCII alone. */
function isPlain(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}

const isSmall = (code: number): boolean => code >= 97 && code <= 122;

/** What is certain of columns whose letters are in the other case, or have marks between them. */
function restore(row: Draft, order: OrderFacts | undefined): void {
  const { patientId, orderCode, bodySite, sites } = row;
  if (patientId?.length === ID && row.damage?.patientId === undefined) {
    row.idCapital = !isSmall(patientId.charCodeAt(0)) && !isSmall(patientId.charCodeAt(1));
    if (!row.idCapital) row.fixed = { ...row.fixed, patientId: patientId.toUpperCase() };
  }
  if (order && orderCode !== undefined && order.before === 'letter-case')
    row.fixed = { ...row.fixed, orderCode: order.code };
  if (bodySite === undefined) return;
  if (sites === 'letters-lower' || sites === 'teeth-lower')
    row.fixed = { ...row.fixed, bodySite: withoutMarks(bodySite).toUpperCase() };
  if (sites === 'teeth-apart' || sites === 'blank-inside')
    row.fixed = { ...row.fixed, bodySite: withoutMarks(bodySite) };
}

/**
 * Finds the cells of a row that Excel or a hand damaged, and what they were: fills `damage` and `fixed`. Only cells
 * that are not as they should be are looked at closely.
 */
export function damageCells({
  csvInstitution,
  codes,
}: {
  readonly csvInstitution: string | undefined;
  codes(name: string): CodeTable;
}): (row: Draft, times: Times, order: OrderFacts | undefined) => void {
  const medicalTypes = new Set(Object.keys(codes('medical-image-medical-types')));
  const visitTypes = new Set(Object.keys(codes('medical-image-visit-types')));
  const look = (row: Draft, column: Column): void => {
    const value = row[column];
    const found = value === undefined ? undefined : damageOf(column, value, csvInstitution);
    if (value === undefined || !found) return;
    row.damage = { ...row.damage, [column]: DAMAGE_WORDS[found.kind] };
    if (isForeign(value)) row[column] = textOf(value);
    if (found.fixed !== undefined) row.fixed = { ...row.fixed, [column]: found.fixed };
  };
  return (row, { card, exam, received, birth, newborn }, order) => {
    const { institution, medicalType, examMonth, visitType, visitSerial, cardNote } = row;
    if (institution !== undefined && institution !== csvInstitution && !isInstitution(institution))
      look(row, 'institution');
    if (medicalType !== undefined && !medicalTypes.has(medicalType)) look(row, 'medicalType');
    if (examMonth !== undefined && !isMonth(examMonth)) look(row, 'examMonth');
    if (Number.isNaN(card)) look(row, 'cardTime');
    if (visitType !== undefined && !visitTypes.has(visitType)) look(row, 'visitType');
    if (visitSerial !== undefined && (visitSerial.length !== SERIAL || !isPlain(visitSerial))) look(row, 'visitSerial');
    if (cardNote !== '1' && cardNote !== '2') look(row, 'cardNote');
    if (row.patientId !== undefined && (row.patientId.length !== ID || !isPlain(row.patientId))) look(row, 'patientId');
    if (Number.isNaN(birth)) look(row, 'birthDate');
    if (order?.before === 'unlisted') look(row, 'orderCode');
    if (row.reportSerial !== undefined && !DIGITS.test(row.reportSerial)) look(row, 'reportSerial');
    if (Number.isNaN(exam)) look(row, 'examinedAt');
    if (row.bodySite !== undefined && (order?.site === 'none' ? !isPlain(row.bodySite) : row.sites !== 'good'))
      look(row, 'bodySite');
    if (row.archiveName !== undefined && row.archiveName !== 'good') look(row, 'archive');
    if (Number.isNaN(newborn)) look(row, 'newbornBirthDate');
    if (row.newbornOrder !== undefined && !LETTER.test(row.newbornOrder)) look(row, 'newbornOrder');
    if (Number.isNaN(received)) look(row, 'receivedAt');
    if (row.damage?.bodySite) row.sites = undefined;
    if (row.damage?.archive) row.archiveName = undefined;
    restore(row, order);
  };
}
