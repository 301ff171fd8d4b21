import { expect, test } from 'vitest';
import { applyPatch } from '../support/corpus/patch.ts';
import type { FileSetModel } from '../support/dicom/model.ts';
import { usualFileSet } from '../support/dicom/usual.ts';
import { MARKERS } from '../support/product/markers.ts';
import { AS_OF, caseFiles, dcf, KEY, sources } from '../support/product/packages.ts';
import { expectNoLeak } from './outputs.ts';

const IMAGE = '/files/IMAGES~1IM000001/elements';
const PATIENT = '/dicomdir/records/0/elements';
const RECORD = '/dicomdir/records/0/children/0/children/0/children/0';

const raisedBy = (patch: Readonly<Record<string, unknown>>, what: string): Promise<Set<string>> => {
  const bytes = dcf(applyPatch(usualFileSet(), patch) as FileSetModel);
  return expectNoLeak(sources({ ...caseFiles(), [`DCF${KEY}.CAB`]: bytes }), what, { asOf: AS_OF });
};
const inBig5 = { hex: 'bcdab6a7b4fa' };

test.each(Object.entries(MARKERS))('%s in a DICOMDIR and an image is told of, never shown', async (what, marker) => {
  const value = /^[\x20-\x7e]*$/.test(marker) ? marker : { utf8: marker };
  const raised = await raisedBy(
    { [`${PATIENT}/00100020`]: value, [`${PATIENT}/00100010`]: value, [`${IMAGE}/00100020`]: `${what}-OTHER` },
    what,
  );
  // text beyond ASCII is not compared: its character set would have to be guessed
  expect(raised).toContain(value === marker ? 'dicom-reference-keys' : 'dicom-record-charset');
});

test('names in bytes without a character set, other studies, other birth dates', async () => {
  const raised = await raisedBy(
    {
      [`${PATIENT}/00100010`]: inBig5,
      [`${PATIENT}/00100030`]: MARKERS.westernBirth.replaceAll('-', ''),
      [`${IMAGE}/0020000d`]: `1.2.${MARKERS.chart.replace(/^0+/, '')}`,
      [`${IMAGE}/00020010`]: MARKERS.chart,
      [`${RECORD}/elements/00041510`]: `1.2.${MARKERS.chart.replace(/^0+/, '')}`,
    },
    'bytes',
  );
  expect([...raised]).toEqual(expect.arrayContaining(['prior-auth-imaging-birth-date', 'dicom-record-charset']));
});

test('a transfer syntax or file id that carries a person', async () => {
  const raised = await raisedBy(
    {
      '/files/IMAGES~1IM000001/meta': { '00020010': `1.2.${MARKERS.chart.replace(/^0+/, '')}` },
      [`${RECORD}/file`]: [MARKERS.nationalId, MARKERS.chart],
    },
    'ids',
  );
  expect([...raised]).toEqual(expect.arrayContaining(['dicom-transfer-syntax-odd', 'prior-auth-dcf-file-missing']));
});
