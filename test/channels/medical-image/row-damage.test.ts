import { expect, it } from 'vitest';
import { damageOf } from '../../../src/channels/medical-image/row-damage.ts';
import type { Column, Damage } from '../../../src/channels/medical-image/row-record-type.ts';
import { halfWidth, textOf } from '../../../src/readers/half-width.ts';
import { dataOf, judged, type Patch, raised } from './row-judged.ts';

const latin1 = (text: string): string => Buffer.from(text).toString('latin1');

/** Column, cell, what happened to it, what it was. */
const DAMAGED: [Column, string, Damage, string | undefined][] = [
  ['institution', '101090517', 'zeros', '0101090517'],
  ['institution', '3.5012E+09', 'exponent', undefined],
  ['institution', '350102a009', 'case', '350102A009'],
  ['medicalType', latin1('１２'), 'wide', '12'],
  ['examMonth', '9912', 'zeros', '09912'],
  ['examMonth', '108/5', 'separators', '10805'],
  ['examMonth', '2019-05', 'separators', '10805'],
  ['examMonth', '201905', 'western', '10805'],
  ['cardTime', '1.08051E+12', 'exponent', undefined],
  ['cardTime', '1.08E+12', 'exponent', undefined],
  ['cardTime', '991231235959', 'zeros', '0991231235959'],
  ['cardTime', '2019/5/1 9:30:15', 'separators', '1080501093015'],
  ['cardTime', '2019/5/1 09:30', 'separators', undefined], // the seconds are gone
  ['cardTime', '20190501093015', 'western', '1080501093015'],
  ['visitType', '1', 'zeros', '01'],
  ['visitSerial', '12', 'zeros', '0012'],
  ['cardNote', latin1('１'), 'wide', '1'],
  ['patientId', latin1('Ａ１２３４５６７８９'), 'wide', 'A123456789'],
  ['birthDate', '500101', 'zeros', '0500101'],
  ['birthDate', '91231', 'zeros', '0091231'],
  ['birthDate', '-51231', 'zeros', '-051231'],
  ['birthDate', '50/1/1', 'separators', undefined], // 50 may be of either calendar
  ['birthDate', '1961/1/1', 'separators', '0500101'],
  ['birthDate', '19610101', 'western', '0500101'],
  ['examinedAt', '108/05/01', 'separators', undefined], // the time is gone
  ['examinedAt', '2019/5/1 10:10', 'separators', '10805011010'],
  ['examinedAt', '201905011010', 'western', '10805011010'],
  ['examinedAt', '1.08E+10', 'exponent', undefined],
  ['bodySite', '1.12131E+17', 'exponent', undefined],
  ['archive', latin1('ＤＣＦ3501200000＿A00000000001．7z'), 'wide', 'DCF3501200000_A00000000001.7z'],
  ['newbornBirthDate', '2019-04-20', 'separators', '1080420'],
  ['newbornOrder', latin1('ａ'), 'wide', 'a'],
  ['receivedAt', '2019/5/2 9:30', 'separators', '10805020930'],
];

it.each(DAMAGED)('%s %j is damaged by %s: %j', (column, value, kind, fixed) => {
  expect(damageOf(column, value, undefined)).toEqual({ kind, fixed });
});

/** Wrong, but nobody knows why. */
const OTHERS: [Column, string][] = [
  ['institution', '35012'],
  ['examMonth', '10813'],
  ['examMonth', '1081'],
  ['examMonth', '1/2/3'],
  ['cardTime', '108050109301'],
  ['cardTime', '20190230093015'],
  ['birthDate', '108051'],
  ['birthDate', '0500230'],
  ['birthDate', '18000101'],
  ['examinedAt', '1080501'],
  ['examinedAt', '1080501101'],
  ['visitSerial', '0'],
  ['visitSerial', '00012'],
  ['patientId', 'A12345678'],
  ['visitType', 'X'],
];

it.each(OTHERS)('%s %j is wrong in another way', (column, value) => {
  const found = damageOf(column, value, undefined);
  if (found?.fixed !== undefined) expect.fail(`it became ${found.fixed}`);
  expect(['separators', undefined]).toContain(found?.kind);
});

it('restores the institution only to that of the CSV name', () => {
  expect(damageOf('institution', '101090517', '0101090517')?.fixed).toBe('0101090517');
  expect(damageOf('institution', '101090517', '3501200000')).toBeUndefined();
  expect(damageOf('institution', '1090517', '0001090517')?.fixed).toBe('0001090517');
});

it.each<[string, string | undefined]>([
  ['ABC', 'ABC'],
  [latin1('Ａ1'), 'A1'],
  ['\xa2\xaf\xa2\xb8\xa2\xcf\xa3\x43', '09Az'], // Big5
  ['Ａ１', 'A1'], // decoded from UTF-16
  [latin1('Ａ　'), 'A '],
  [latin1('頭'), undefined],
  [latin1('Ａ頭'), undefined],
  ['\xef\xbc', undefined],
  ['\xff', undefined],
])('%j in half-width signs is %j', (text, half) => {
  expect(halfWidth(text)).toBe(half);
});

it.each([
  [latin1('頭Ａ'), '頭Ａ'],
  ['\xc0\x59', '頭'], // Big5
  ['頭', '頭'],
])('%j is shown as %s', (text, shown) => {
  expect(textOf(text)).toBe(shown);
});

/** Signs that no value has: told at the cell, and not as any other fault of it. */
const UNREADABLE: [Patch, string][] = [
  [{ institution: latin1('台大') }, 'institution'],
  [{ examMonth: latin1('五月') }, 'exam-month'],
  [{ visitSerial: '00\x001' }, 'visit-serial'],
  [{ visitSerial: '\xa4\x40\xa4\x47' }, 'visit-serial'], // Big5, four bytes
  [{ patientId: latin1('王小明1') }, 'patient-id'], // ten bytes
  [{ patientId: 'A12345678\0' }, 'patient-id'],
  [{ orderCode: latin1('電腦斷層'), bodySite: '' }, 'order-code'],
  [{ orderCode: '33070B\0', bodySite: '' }, 'order-code'],
  [{ reportSerial: latin1('一') }, 'report-serial'],
  [{ examinedAt: latin1('2019/5/1 上午 09:30') }, 'examined-at'],
  [{ bodySite: latin1('頭部') }, 'body-site'],
  [{ orderCode: '18005C', bodySite: latin1('腹部') }, 'body-site'],
  [{ archive: latin1('DCF3501200000_中00000000001.7z') }, 'archive-name'],
  [{ newbornBirthDate: '1080420', newbornOrder: latin1('男') }, 'newborn-order'],
  [{ receivedAt: latin1('無') }, 'received-at'],
];

it.each(UNREADABLE)('%j raises the damage of %s alone', async (patch, rule) => {
  expect(await raised(patch)).toEqual([`${rule}-damaged`]);
});

/** One finding for a damaged cell, with what it was. */
const CELLS: [Patch, string, Column, string | undefined][] = [
  [{ institution: latin1('３501200000') }, 'institution-damaged', 'institution', '3501200000'],
  [
    { institution: '101090517', csv: '0101090517', archive: 'DCF0101090517_A00000000001.7z' },
    'institution-damaged',
    'institution',
    '0101090517',
  ],
  [{ examMonth: '2019/5' }, 'exam-month-damaged', 'examMonth', '10805'],
  [{ cardTime: '1.08E+12' }, 'card-time-damaged', 'cardTime', undefined],
  [{ visitType: '1' }, 'visit-type-damaged', 'visitType', '01'],
  [{ visitSerial: '12' }, 'visit-serial-damaged', 'visitSerial', '0012'],
  [{ birthDate: '500101' }, 'birth-date-damaged', 'birthDate', '0500101'],
  [{ orderCode: latin1('３3070B') }, 'order-code-damaged', 'orderCode', '33070B'],
  [{ examinedAt: '2019/5/1 10:10' }, 'examined-at-damaged', 'examinedAt', '10805011010'],
  [{ orderCode: '34004C', bodySite: '1.1E+17' }, 'body-site-damaged', 'bodySite', undefined],
  [
    { archive: latin1('DCF3501200000＿A00000000001.7z') },
    'archive-name-damaged',
    'archive',
    'DCF3501200000_A00000000001.7z',
  ],
  [{ newbornBirthDate: '108/4/20', newbornOrder: 'A' }, 'newborn-birth-date-damaged', 'newbornBirthDate', '1080420'],
  [{ receivedAt: '201905011100' }, 'received-at-damaged', 'receivedAt', '10805011100'],
  [{ patientId: 'a123456789' }, 'patient-id-case', 'patientId', 'A123456789'],
  [{ orderCode: '33070b' }, 'order-letter-case', 'orderCode', '33070B'],
  [{ bodySite: 'n j' }, 'body-site-lower', 'bodySite', 'NJ'],
];

it.each(CELLS)('%j raises %s alone, on %s, mended to %j', async (patch, rule, column, fixed) => {
  const findings = await judged(patch);
  expect(findings.map((one) => one.rule.id)).toEqual([`medical-image-${rule}`]);
  expect(findings[0]?.fix).toEqual({ from: textOf(patch[column] ?? ''), to: fixed });
  expect(findings[0]?.rule.fix?.id).toBe('csv-cell');
  expect(findings[0]?.locations[0]?.field).toBe(column);
  if (fixed !== undefined) expect(await raised({ ...patch, [column]: fixed })).toEqual([]);
});

it('leaves a site alone that nobody asked for', async () => {
  expect(await raised({ orderCode: '18005C', bodySite: '1.1E+17' })).toEqual([]);
});

it('knows nothing of damage in a row that is right', () => {
  const { damage, fixed } = dataOf({});
  expect({ damage, fixed }).toEqual({ damage: undefined, fixed: undefined });
});
