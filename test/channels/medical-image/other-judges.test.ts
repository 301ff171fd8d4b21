import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../../support/archives/scratch.ts';
import { write7z } from '../../support/archives/sevenzip.ts';
import { writeFileSet } from '../../support/dicom/file-set.ts';
import type { DicomdirModel, FileModel, FileSetModel, RecordModel } from '../../support/dicom/model.ts';
import { installed, run } from '../../support/dicom/tools.ts';
import { DCF, imageModel, raisedBy, sized } from '../../support/medical-image/archives.ts';

const IMAGE = 'IMAGES/IM000002';
const WHOLE = imageModel(sized(512, 512));

/** The set with one of its images changed. */
const image = (change: Partial<FileModel>): FileSetModel => ({
  ...WHOLE,
  files: { ...WHOLE.files, [IMAGE]: { ...WHOLE.files[IMAGE], ...change } },
});
/** The set with its DICOMDIR changed. */
const directory = (change: Partial<DicomdirModel>): FileSetModel => ({
  ...WHOLE,
  dicomdir: { records: [], ...WHOLE.dicomdir, ...change },
});
/** All images of the tree changed. */
const images = (records: readonly RecordModel[] = [], change: Partial<RecordModel>): RecordModel[] =>
  records.map((one) => ({
    ...one,
    ...(one.type === 'IMAGE' && change),
    ...(one.children && { children: images(one.children, change) }),
  }));
const outside = directory({ records: images(WHOLE.dicomdir?.records, { file: ['..', 'X'] }) });

/** What we raise, and whether dcmftest, dcmdump and dciodvfy find nothing wrong: docs/decisions/0008-other-dicom-judges.md. */
const CASES: [string, string, FileSetModel, string, [boolean, boolean, boolean]][] = [
  ['whole', IMAGE, WHOLE, '', [true, true, true]],
  ['without its header', IMAGE, image({ preamble: false }), 'medical-image-dcf-file-bare', [false, true, true]],
  [
    'without a transfer syntax',
    IMAGE,
    image({ without: ['00020010'] }),
    'medical-image-dcf-file-no-syntax',
    [true, true, false],
  ],
  ['cut short', IMAGE, image({ cut: -1 }), 'medical-image-dcf-file-cut', [true, false, false]],
  [
    'of another encoding',
    IMAGE,
    image({ meta: { '00020010': '1.2.840.10008.1.2' } }),
    'medical-image-dcf-file-encoding',
    [true, false, false],
  ],
  [
    'not deflated',
    IMAGE,
    image({ meta: { '00020010': '1.2.840.10008.1.2.1.99' } }),
    'medical-image-dcf-file-broken',
    [true, false, true],
  ],
  ['without pixels', IMAGE, image({ pixels: 'none' }), 'dicom-image-without-pixels', [true, true, false]],
  ['without Rows', IMAGE, image({ without: ['00280010'] }), 'dicom-image-size-unknown', [true, true, false]],
  ['of few pixels', IMAGE, image({ pixelBytes: 100 }), 'dicom-image-too-few-pixels', [true, true, false]],
  ['in fragments', IMAGE, image({ pixels: 'encapsulated' }), 'dicom-pixels-fragmented', [true, true, false]],
  [
    'big endian',
    'DICOMDIR',
    directory({ transferSyntax: '1.2.840.10008.1.2.2' }),
    'medical-image-dcf-dicomdir-syntax',
    [true, true, true],
  ],
  [
    'of another class',
    'DICOMDIR',
    directory({ sopClass: '1.2.3' }),
    'medical-image-dcf-dicomdir-class',
    [true, true, false],
  ],
  [
    'implicit',
    'DICOMDIR',
    directory({ transferSyntax: '1.2.840.10008.1.2' }),
    'dicom-dicomdir-implicit',
    [true, true, true],
  ],
  ['of shifted offsets', 'DICOMDIR', directory({ shift: 22 }), 'dicom-offsets-shifted', [true, true, true]],
  ['empty', 'DICOMDIR', directory({ records: [] }), 'medical-image-dcf-dicomdir-empty', [true, true, true]],
  ['that leads outside', 'DICOMDIR', outside, 'medical-image-dcf-file-id-unsafe', [true, true, false]],
];

describe('a file of a set, judged by us and by others', () => {
  test.each(CASES)('%s (%s)', async (_, path, model, rule, [ftest, dump, verify]) => {
    const files = writeFileSet(model);
    const raised = await raisedBy('33070B', DCF, write7z(files), 'U');
    expect(raised).toEqual(rule === '' ? [] : expect.arrayContaining([rule]));
    using folder = scratch(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])));
    const file = join(folder.path, path);
    if (installed('dcmftest')) expect(run('dcmftest', [file]).code === 0, 'dcmftest').toBe(ftest);
    if (installed('dcmdump')) expect(run('dcmdump', [file]).code === 0, 'dcmdump').toBe(dump);
    if (installed('dciodvfy')) expect(!/^Error/m.test(run('dciodvfy', [file]).says), 'dciodvfy').toBe(verify);
  });
});
