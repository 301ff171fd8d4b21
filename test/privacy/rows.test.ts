import { describe, expect, test } from 'vitest';
import { COLUMNS, type Column } from '../../src/channels/medical-image/row-record-type.ts';
import { precheck } from '../../src/precheck.ts';
import type { CaseFile } from '../support/corpus/case-schema.ts';
import { imageFilesOf } from '../support/corpus/medical-image/pack.ts';
import { type Cells, rowsOf } from '../support/corpus/medical-image/rows.ts';
import { MARKED, MARKERS } from '../support/product/markers.ts';
import { AS_OF, sources } from '../support/product/packages.ts';
import { expectNoLeak, printed } from './outputs.ts';

type Given = Pick<CaseFile, 'rows' | 'csv' | 'images'>;

const filesOf = (given: Given) =>
  sources(Object.fromEntries(imageFilesOf(given).map(({ name, bytes }) => [name, Buffer.from(bytes)])));
const raisedBy = (given: Given, what: string): Promise<Set<string>> =>
  expectNoLeak(filesOf(given), what, { asOf: AS_OF });

const [{ cells: usual = {} } = {}] = rowsOf([{ is: 'newborn', newbornBirthDate: '1150501' }]);
const line = (cells: Cells): string => COLUMNS.map((column) => cells[column] ?? '').join(',');
const ofText = (text: string): Given => ({ rows: ['newborn'], csv: { text } });

/** A row of a person: columns 8, 9, 12 and 15 tell of one. */
const PERSON: Cells = {
  ...usual,
  patientId: MARKERS.nationalId,
  birthDate: MARKERS.rocBirth,
  newbornBirthDate: MARKERS.rocBirth,
};

/** How a marker may stand in a cell. */
const FORMS = ['*', ' *', '*,', '"*"', '"*', '*"', '*\0', '*\t', '**', "'*", '=*', '＂*'];
const dressed = (form: string, marker: string): string => form.replaceAll('*', marker);

describe('rows', () => {
  test('every marker in every column', async () => {
    const rows = COLUMNS.flatMap((column) => MARKED.map((marker) => line({ ...usual, [column]: marker })));
    const raised = await raisedBy(ofText(`${rows.join('\r\n')}\r\n`), 'columns');
    expect(raised.size).toBeGreaterThan(17);
  });

  test.each(FORMS)('written as %j in columns 8, 9, 12, 14 and 15', async (form) => {
    const columns: Column[] = ['patientId', 'birthDate', 'examinedAt', 'archive', 'newbornBirthDate'];
    const rows = columns.flatMap((column) =>
      MARKED.map((marker) => line({ ...usual, [column]: dressed(form, marker) })),
    );
    await raisedBy(ofText(`${line(usual)}\r\n${rows.join('\r\n')}\r\n`), form);
  });

  test('ids in the name of an archive that is not there', async () => {
    const ids = [MARKERS.nationalId, MARKERS.residentId, MARKERS.oldResidentId];
    const names = ids.flatMap((id) => [
      `${id}.7z`,
      `DCF3501200000_${id}AB.7z`,
      `${id}/x.7z`,
      `DCF${id}_A00000000001.7z`,
    ]);
    const raised = await raisedBy(ofText(names.map((archive) => line({ ...usual, archive })).join('\r\n')), 'names');
    expect([...raised]).toContain('medical-image-named-missing');
  });

  test('columns shifted, either way: the birth date of a baby too, which is near the day', async () => {
    const cells = COLUMNS.map((column) => ({ ...PERSON, newbornBirthDate: '1150321' })[column] ?? '');
    const rows = cells.map((_, by) => [...cells.slice(by), ...cells.slice(0, by)].join(','));
    const given = ofText(rows.join('\r\n'));
    await raisedBy(given, 'shifted');
    const all = await printed(await precheck(filesOf(given), { asOf: AS_OF }));
    expect(all).not.toContain('1150321');
  });

  test('a CSV that cannot be read as one', async () => {
    const person = line(PERSON);
    for (const [what, text] of Object.entries({
      header: `醫事機構代碼,姓名,${MARKERS.name}\r\n${person}\r\n`,
      tabs: `${person.replaceAll(',', '\t')}\r\n`,
      semicolons: `${person.replaceAll(',', ';')}\r\n`,
      unclosed: `${person}\r\n"${person}\r\n${MARKED.join('\r\n')}`,
      lines: MARKED.join('\r\n'),
      'lone returns': `${person}\r${person}\r`,
      fields: `${person},${MARKED.join(',')}\r\n${MARKED.join(',')}\r\n`,
      nul: person.replaceAll(',', '\0,'),
    }))
      await raisedBy(ofText(text), what);
    for (const csv of [{ encoding: 'utf-16' }, { encoding: 'big5' }, { bom: true }] as const)
      await raisedBy(
        { rows: ['newborn'], csv: { ...csv, text: `${person}\r\n${MARKERS.name},${person}\r\n` } },
        'encoded',
      );
  });
});

describe('images', () => {
  const IMAGE = '/files/IMAGES~1IM000001/elements';
  const PATIENT = '/dicomdir/records/0/elements';
  const inUtf8 = { utf8: MARKERS.name };

  test('headers that tell of the person, and of another one than the row', async () => {
    for (const id of [MARKERS.nationalId, MARKERS.chart, MARKERS.letteredChart, MARKERS.phone]) {
      const set = {
        [`${PATIENT}/00100020`]: id,
        [`${PATIENT}/00100010`]: inUtf8,
        [`${IMAGE}/00100020`]: `${id}X`,
        [`${IMAGE}/00100010`]: inUtf8,
        [`${IMAGE}/00100030`]: MARKERS.westernBirth.replaceAll('-', ''),
        [`${IMAGE}/00080020`]: MARKERS.westernBirth.replaceAll('-', ''),
        [`${IMAGE}/00080060`]: id.slice(0, 16),
      };
      const raised = await raisedBy({ rows: ['mri'], images: { '1': { set } } }, id);
      expect([...raised]).toEqual(
        expect.arrayContaining(['medical-image-images-birth-date', 'medical-image-dcf-two-patients']),
      );
    }
  });

  test('ids in the names of what lies in an archive', async () => {
    for (const id of [MARKERS.nationalId, MARKERS.residentId, MARKERS.oldResidentId]) {
      const odd = { [`${id}.png`]: { file: 'picture.png' }, [`CT ${id}.jpeg`]: { jpeg: { size: '1500x1500' } } };
      await raisedBy({ rows: ['xray-jpg', 'ct'], images: { '1': { contents: odd }, '2': { contents: odd } } }, id);
    }
  });
});
