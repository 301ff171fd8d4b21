import { describe, expect, test } from 'vitest';
import { readDicom } from '../../src/readers/dicom/header.ts';
import type { DicomHeader } from '../../src/readers/dicom/types.ts';
import { writeDicom } from '../support/dicom/file.ts';
import type { FileModel } from '../support/dicom/model.ts';
import { EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE } from '../support/dicom/part10.ts';
import { headerIn, pieces, readModel } from '../support/dicom/read.ts';
import { INSTANCES, usualFile } from '../support/dicom/usual.ts';

const file = usualFile();
const IMAGE = { sopInstance: INSTANCES[0], rows: 16, pixels: 'native' } as const;

describe('what stands before the data set', () => {
  test.each<[string, FileModel, Partial<DicomHeader>]>([
    ['a preamble with something in it', { preamble: 'II*\0 a TIFF as well' }, { form: 'part-10' }],
    ['a preamble that looks like a program', { preamble: 'MZ' }, { form: 'part-10' }],
    ['no preamble, nor group 0002', { preamble: false }, { form: 'bare' }],
    ['the same, implicit', { preamble: false, transferSyntax: IMPLICIT_LITTLE }, { form: 'bare' }],
    ['no preamble, but group 0002', { preamble: false, meta: {} }, { form: 'bare', transferSyntax: EXPLICIT_LITTLE }],
    ['no group 0002', { meta: null }, { form: 'part-10' }],
    ['no length of group 0002', { without: ['00020000'] }, { transferSyntax: EXPLICIT_LITTLE }],
  ])('%s', async (_, model, expected) => {
    expect(await headerIn({ ...file, ...model })).toMatchObject({ ...IMAGE, ...expected });
  });

  test('a length of group 0002 that is wrong', async () => {
    const bytes = Buffer.from(writeDicom(file));
    for (const length of [0, 20, 9999]) {
      bytes.writeUInt32LE(length, 140);
      const read = await readDicom(pieces(bytes));
      expect(read).toMatchObject({ kind: 'dicom', truncated: false, header: IMAGE });
    }
  });

  test('no transfer syntax, or a wrong one: the data set is read as it is written', async () => {
    for (const transferSyntax of [EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG]) {
      const missing = await headerIn({ ...file, transferSyntax, without: ['00020010'] });
      expect(missing).toMatchObject(IMAGE);
      expect(missing).not.toHaveProperty('transferSyntax');
      for (const said of [EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG, '1.2.3'])
        expect(await headerIn({ ...file, transferSyntax, meta: { '00020010': said }, pixels: 'none' })).toMatchObject({
          rows: 16,
          transferSyntax: said,
        });
    }
  });

  test('elements of group 0002 that come again do not count', async () => {
    const again = { '00020010': '1.2.3', '00020002': '1.2.3' };
    for (const transferSyntax of [EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG]) {
      const header = await headerIn({ transferSyntax, elements: { ...file.elements, ...again } }, 100);
      expect(header).toEqual({ ...(await headerIn({ ...file, transferSyntax })) });
    }
  });
});

describe('what is no DICOM file', () => {
  test.each<[string, FileModel]>([
    ['nothing', { text: '' }],
    ['a text', { text: 'ISO_IR 100, said the file'.repeat(50) }],
    ['a text in UTF-16', { bytes: Buffer.from('\u0008\u0005CS 病歷'.repeat(50), 'utf16le').toString('hex') }],
    ['a picture', { bytes: 'ffd8ffe000104a46494600010101' }],
    ['zeros', { bytes: '00'.repeat(5000) }],
    ['DICM at the wrong place', { text: `DICM${'x'.repeat(200)}` }],
    ['a program that has 8 as its first word', { bytes: `08000500${'7f454c46'.repeat(99)}` }],
    ['the same with a second one', { bytes: `08000500${'02000000'}7f45${'4c460200'.repeat(99)}` }],
    ['two elements that are out of order', { bytes: '0800160043530200435408000500435302004354' }],
    ['two elements, the second without VR', { bytes: '08000500435302004354080016000200000043540800' }],
    ['two elements of different endianness', { bytes: '08000500435302004354000800164353000243540800' }],
    [
      'two elements of another group',
      { preamble: false, elements: { '00100020': 'A1', '00100040': 'M' }, pixels: 'none' },
    ],
    ['one element', { preamble: false, elements: { '00080060': 'CT' }, pixels: 'none' }],
    [
      'a data set that makes no sense later on',
      { preamble: false, elements: { ...file.elements, '00180050:x!': 'y' } },
    ],
  ])('%s', async (_, model) => {
    const bytes = writeDicom(model);
    expect(await readModel(model)).toEqual({ kind: 'other', head: Buffer.from(bytes.subarray(0, 4100)) });
  });
});

describe('what begins as DICOM does', () => {
  test.each<[string, FileModel]>([
    ['text behind it', { bytes: `${'00'.repeat(128)}${Buffer.from(`DICM${'text '.repeat(99)}`).toString('hex')}` }],
    [
      'text behind it that has a VR by chance',
      { bytes: `${'00'.repeat(128)}${Buffer.from('DICMtextUNdeniably').toString('hex')}` },
    ],
    ['zeros behind it', { bytes: `${'00'.repeat(128)}4449434d${'00'.repeat(999)}` }],
    ['an item before any sequence', { elements: { '00080000:UL': 4, 'fffee000:UT': '' } }],
  ])('%s: broken', async (_, model) => {
    expect(await readModel(model)).toMatchObject({ kind: 'broken', why: 'header', header: { form: 'part-10' } });
  });

  test('a VR that is none, in the first element: broken', async () => {
    const elements = { ...file.elements, '00080005': null, '00080005:x!': 'ISO_IR 100' };
    expect(await readModel({ elements })).toMatchObject({ kind: 'broken', why: 'header' });
  });

  test('a VR that is none: broken, with the header so far', async () => {
    const read = await readModel({ elements: { ...file.elements, '00180050:x!': '5' } });
    expect(read).toMatchObject({ kind: 'broken', why: 'header', header: { sopInstance: INSTANCES[0] } });
    expect(read).not.toHaveProperty('header.rows');
  });

  test('padding behind its last element: read', async () => {
    const bytes = writeDicom({ ...file, pixels: 'none' });
    for (const padding of [1, 2, 7]) {
      const read = await readDicom(pieces(Buffer.concat([bytes, Buffer.alloc(padding)])));
      expect(read).toMatchObject({ kind: 'dicom', truncated: false });
    }
  });

  test('nothing behind it, or no data set: truncated', async () => {
    for (const cut of [132, 140, 300])
      expect(await readModel({ ...file, cut })).toMatchObject({
        kind: 'dicom',
        truncated: true,
        header: { pixels: 'unknown' },
      });
  });
});
