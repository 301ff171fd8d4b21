import { describe, expect, it } from 'vitest';
import { judged, type Patch, raised } from './row-judged.ts';

const DENTAL: Patch = { medicalType: '13', orderCode: '34004C', bodySite: 'FM' };
const NEWBORN: Patch = { newbornBirthDate: '1080420', newbornOrder: 'a' };

/** Rows that are right in every column. */
const GOOD: [string, Patch][] = [
  ['a CT', {}],
  ['an MRI with letters that came later', { orderCode: '33085B', bodySite: 'BD' }],
  ['an MRI with S and T', { orderCode: '33085B', bodySite: 'ST' }],
  ['FM on a CT: F and M', { bodySite: 'FM' }],
  ['a panoramic X-ray', DENTAL],
  ['single, milk and supernumerary teeth', { ...DENTAL, bodySite: '115519' }],
  ['01271C with a quarter', { ...DENTAL, orderCode: '01271C', bodySite: 'UR' }],
  ['an X-ray as JPG, without a site', { orderCode: '32001C', bodySite: '', archive: 'ATT3501200000_A00000000001.CAB' }],
  ['an ultrasound with a site that nobody asked for', { orderCode: '18005C', bodySite: '??' }],
  ['a newborn', NEWBORN],
  ['a newborn of 60 days', { newbornBirthDate: '1080302', newbornOrder: 'B' }],
  ['a patient born before the Republic', { birthDate: '-051231' }],
  ['an examination elsewhere without a time', { examinedAt: '10805010000', receivedAt: '10805010900' }],
  ['an examination by a laboratory without a time', { examinedAt: '10805010000', medicalType: '50' }],
  ['a later card reading', { cardNote: '2', cardTime: '1080501180000' }],
  ['one in the minute of the examination', { cardNote: '2', cardTime: '1080501101001' }],
  ['blanks around values', { institution: ' 3501200000 ', bodySite: 'H\t' }],
  ['visit types since', { visitType: 'BG' }],
  ['preventive care', { visitType: 'AC', visitSerial: 'IC29' }],
  ['an exception code', { visitSerial: 'C001' }],
  ['a virtual card', { visitSerial: 'W999' }],
  ['19007B before 110-06', { orderCode: '19007B', bodySite: '' }],
  [
    '19007C since',
    {
      asOf: '2021-06-01',
      orderCode: '19007C',
      bodySite: '',
      examMonth: '11006',
      examinedAt: '11006010000',
      medicalType: '50',
    },
  ],
  ['a leap day', { asOf: '2020-02-29', examMonth: '10902', examinedAt: '10902291010', cardTime: '1090229093015' }],
  ['the last minute of the as-of day', { examinedAt: '10805012359', cardTime: '1080501235959' }],
  ['a resident number of the old form', { patientId: 'AC01234567' }],
  [
    'an institution with a letter',
    { institution: '350102A009', csv: '350102A009', archive: 'DCF350102A009_A00000000001.7z' },
  ],
];

/** What is wrong with a row, and the rules that say so: one for a cell. */
const WRONG: [Patch, string[]][] = [
  [{ institution: '' }, ['institution-empty']],
  [{ institution: '35012' }, ['institution']],
  [{ institution: '3501200001' }, ['institution-differs']],
  [{ medicalType: '' }, ['medical-type-empty']],
  [{ medicalType: '16' }, ['medical-type']],
  [{ examMonth: '' }, ['exam-month-empty']],
  [{ examMonth: '10813' }, ['exam-month']],
  [{ examMonth: '10804' }, ['exam-month-differs']],
  [{ examMonth: '-0505' }, ['exam-month']],
  [{ cardTime: '' }, ['card-time-empty']],
  [{ cardTime: '1080230093015' }, ['card-time']],
  [{ cardTime: '10805010930' }, ['card-time']],
  [{ cardTime: '1080502000000' }, ['card-time-ahead']],
  [{ cardTime: '-050501093015' }, ['before-republic']],
  [{ cardTime: '-50501093015' }, ['card-time']],
  [{ examinedAt: '-0505010930' }, ['before-republic', 'exam-month-differs']],
  [{ receivedAt: '-0505021000' }, ['before-republic']],
  [{ ...NEWBORN, newbornBirthDate: '-050420' }, ['before-republic']],
  [{ examinedAt: '10805030000' }, ['examined-ahead']],
  [{ visitType: '' }, ['visit-type-empty']],
  [{ visitType: 'YA' }, ['visit-type']],
  [{ visitType: 'XA' }, ['visit-type']],
  [{ visitSerial: '' }, ['visit-serial-empty']],
  [{ visitSerial: '00012' }, ['visit-serial']],
  [{ visitSerial: '0000' }, ['visit-serial-range']],
  [{ visitSerial: '1501' }, ['visit-serial-range']],
  [{ visitSerial: 'W000' }, ['visit-serial-unknown']],
  [{ visitSerial: 'ic29', visitType: 'AC' }, ['visit-serial-unknown']],
  [{ visitSerial: 'IC02' }, ['visit-serial-ic']],
  [{ visitType: 'AC' }, ['visit-serial-preventive']],
  [{ cardNote: '' }, ['card-note-empty']],
  [{ cardNote: '3' }, ['card-note']],
  [{ cardNote: '2' }, ['card-not-later']],
  [{ cardNote: '2', cardTime: '1080501101000' }, ['card-not-later']],
  [{ patientId: '' }, ['patient-id-empty']],
  [{ patientId: 'A12345678' }, ['patient-id']],
  [{ patientId: 'a123456789' }, ['patient-id-case']],
  [{ patientId: 'A123456788' }, ['patient-id-check']],
  [{ birthDate: '' }, ['birth-date-empty']],
  [{ birthDate: '0500230' }, ['birth-date']],
  [{ birthDate: '1080502' }, ['birth-after-exam']],
  [{ orderCode: '' }, ['order-code-empty']],
  [{ orderCode: '33070B3307100' }, ['order-code']],
  [{ orderCode: '26072B' }, ['order-unlisted']],
  [{ orderCode: '33070b' }, ['order-letter-case']],
  [{ orderCode: '19007C' }, ['order-not-yet']],
  [{ orderCode: '33070b', bodySite: '' }, ['body-site-missing', 'order-letter-case']],
  [{ reportSerial: '' }, ['report-serial-empty']],
  [{ reportSerial: '0' }, ['report-serial']],
  [{ reportSerial: '1000000' }, ['report-serial']],
  [{ examinedAt: '' }, ['examined-at-empty']],
  [{ examinedAt: '10805012460' }, ['examined-at']],
  [{ examinedAt: '10805020000', medicalType: '50' }, ['examined-ahead']],
  [{ examinedAt: '10805010000' }, ['exam-time-unknown']],
  [{ bodySite: '' }, ['body-site-missing']],
  [{ bodySite: '11' }, ['body-site-teeth']],
  [{ bodySite: 'h' }, ['body-site-lower']],
  [{ bodySite: 'HX' }, ['body-site']],
  [{ bodySite: 'N J' }, ['body-site-blank']],
  [{ bodySite: 'HH' }, ['body-site-repeated']],
  [{ bodySite: 'T' }, ['body-site-mr-on-ct']],
  [{ bodySite: 'HAFUNJKGCIPEQMVSTOB' }, ['body-site-many']],
  [{ bodySite: 'H A F U N J K G C I' }, ['body-site-many']],
  [{ ...DENTAL, bodySite: '' }, ['teeth-missing']],
  [{ ...DENTAL, bodySite: 'NJ' }, ['teeth-letters']],
  [{ ...DENTAL, bodySite: 'fm' }, ['body-site-lower']],
  [{ ...DENTAL, bodySite: '113' }, ['teeth-odd']],
  [{ ...DENTAL, bodySite: '10' }, ['teeth']],
  [{ ...DENTAL, bodySite: '11 21' }, ['teeth-apart']],
  [{ ...DENTAL, bodySite: '11121314151617182122' }, ['teeth-many']],
  [{ ...DENTAL, bodySite: '1111' }, ['body-site-repeated']],
  [{ ...DENTAL, bodySite: 'FM11' }, ['teeth-full-and-single']],
  [{ ...DENTAL, bodySite: 'UR' }, ['teeth-area']],
  [{ archive: '' }, ['archive-name-empty']],
  [{ archive: 'images/DCF3501200000_A00000000001.7z' }, ['named-folder']],
  [{ archive: 'DCF3501200000_A00000000001' }, ['named-extension-missing']],
  [{ archive: 'DCF3501200000_A00000000001.zip' }, ['named-extension']],
  [{ archive: 'IMG3501200000_A00000000001.7z' }, ['named-kind']],
  [{ archive: 'Dcf3501200000_A00000000001.7z' }, ['named-kind-lower']],
  [{ archive: 'DCF350120000_A00000000001.7z' }, ['named-institution']],
  [{ archive: 'DCF3501200000-A00000000001.7z' }, ['named-underscore']],
  [{ archive: 'DCF3501200000_A0000000001.7z' }, ['named-case-number']],
  [{ archive: 'DCF3501200000_2026051200000001.7z' }, ['named-case-number']],
  [{ archive: 'DCF3501200001_A00000000001.7z' }, ['named-institution-differs']],
  [{ archive: 'DCF3501200000_A00000000001.7Z' }, ['named-extension-case']],
  [{ archive: 'DCF3501200000_A00000000001.cab' }, ['named-extension-case']],
  [{ archive: 'ATT3501200000_A00000000001.7z' }, ['named-att-not-allowed']],
  [{ join: { there: 'missing', twin: false } }, ['named-missing']],
  [{ join: { there: 'missing', twin: false }, archive: 'DCF3501200000_A00000000001.cab' }, ['named-missing']],
  [
    { join: { there: 'missing', twin: false }, archive: 'DCF3501200001_A00000000001.7z' },
    ['named-institution-differs'],
  ],
  [{ join: { there: 'other-case', twin: false } }, ['named-other-case']],
  [{ join: { there: 'other-case', twin: false }, archive: 'DCF3501200000_A00000000001.7Z' }, ['named-other-case']],
  [{ join: { there: 'exact', twin: true } }, ['named-twin']],
  [{ newbornBirthDate: '1080420' }, ['newborn-mark-missing']],
  [{ newbornOrder: 'A' }, ['newborn-date-missing']],
  [{ ...NEWBORN, newbornBirthDate: '1080431' }, ['newborn-birth-date']],
  [{ ...NEWBORN, newbornBirthDate: '1080301' }, ['newborn-older']],
  [{ ...NEWBORN, newbornBirthDate: '1080502' }, ['newborn-unborn']],
  [{ ...NEWBORN, newbornOrder: '1' }, ['newborn-mark']],
  [{ receivedAt: '1080501' }, ['received-at']],
  [{ receivedAt: '10805010900' }, ['received-before-exam']],
  [{ receivedAt: '10805021000' }, ['received-ahead']],
  [{ receivedAt: '10805010000' }, ['received-zero']],
];

describe('a row', () => {
  it.each(GOOD)('%s raises nothing', async (_, patch) => {
    expect(await raised(patch)).toEqual([]);
  });

  it.each(WRONG)('%j raises %j', async (patch, expected) => {
    expect(await raised(patch)).toEqual(expected);
  });

  it('points at the cell', async () => {
    const [finding] = await judged({ examinedAt: '10805012460' });
    expect(finding?.locations).toEqual([{ file: 'a.csv', row: 1, field: 'examinedAt' }]);
  });

  it('tells 19007B since 110-06', async () => {
    const later = { asOf: '2021-06-01', examMonth: '11006', examinedAt: '11006011010', cardTime: '1100601090000' };
    expect(await raised({ ...later, orderCode: '19007B', bodySite: '' })).toEqual(['order-replaced']);
  });

  it('says nothing of an institution that differs where the CSV name tells none', async () => {
    expect(
      await raised({ csv: undefined, institution: '1111111111', archive: 'DCF1111111111_A00000000001.7z' }),
    ).toEqual([]);
  });
});
