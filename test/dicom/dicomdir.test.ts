import { describe, expect, test } from 'vitest';
import { readDicomdir } from '../../src/readers/dicom/dicomdir.ts';
import type { Dicomdir, DirectoryRecord } from '../../src/readers/dicom/types.ts';
import { changedRecords, dicomdirIn, usualSet } from '../support/dicom/audited.ts';
import { writeDicomdir } from '../support/dicom/dicomdir.ts';
import { writeDicom } from '../support/dicom/file.ts';
import type { DicomdirModel, Elements, RecordModel } from '../support/dicom/model.ts';
import { DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE } from '../support/dicom/part10.ts';
import { CT, INSTANCES, SERIES, STUDY, usualFile } from '../support/dicom/usual.ts';

const IMAGE = 'PATIENT[1]/STUDY[1]/SERIES[1]/IMAGE[1]';
const usual = usualSet().dicomdir;
const read = (changed: Partial<DicomdirModel> = {}): Dicomdir => dicomdirIn(writeDicomdir({ ...usual, ...changed }));
const readRecord = (path: string, change: (record: RecordModel) => RecordModel, at: number): DirectoryRecord =>
  read({ records: changedRecords(usual.records, path, change) }).records[at] as DirectoryRecord;
/** What a record says of itself, wherever it lies. */
const content = ({ offset, next, lower, ...rest }: DirectoryRecord): object => rest;

describe('the file', () => {
  test('what it says of the set', () => {
    expect(read()).toMatchObject({
      transferSyntax: EXPLICIT_LITTLE,
      sopClass: '1.2.840.10008.1.3.10',
      fileSetUid: '2.25.255211775190704149838209461890538536960',
      fileSetId: 'TEST',
      consistency: 0,
      sequence: true,
      cutShort: false,
    });
  });

  test('what is wrong with it is given as it is', () => {
    const wrong = { sopClass: CT, uid: '1.02.3', fileSetId: 'my set', consistency: 0xffff };
    expect(read(wrong)).toMatchObject({ sopClass: CT, fileSetUid: '1.02.3', fileSetId: 'my set', consistency: 0xffff });
  });

  test.each<[keyof Dicomdir, string]>([
    ['transferSyntax', '00020010'],
    ['sopClass', '00020002'],
    ['fileSetUid', '00020003'],
    ['fileSetId', '00041130'],
    ['first', '00041200'],
    ['last', '00041202'],
    ['consistency', '00041212'],
  ])('%s is absent without %s', (field, tag) => {
    expect(read()).toHaveProperty(field);
    expect(read({ without: [tag] })).not.toHaveProperty(field);
    expect(read({ without: [tag] }).records).toHaveLength(5);
  });

  test('an empty File-set ID is none', () => {
    expect(read({ fileSetId: '' })).not.toHaveProperty('fileSetId');
  });

  test('no sequence is not an empty one', () => {
    expect(read({ without: ['00041220'] })).toMatchObject({ sequence: false, records: [], cutShort: false });
    expect(read({ records: [] })).toMatchObject({ sequence: true, records: [], first: 0, last: 0, cutShort: false });
  });

  test('the first and the last record of the root are where the offsets say', () => {
    const twice = [...usual.records, { type: 'PRIVATE', privateUid: '1.2.3' }];
    const { first, last, records } = read({ records: twice });
    expect([first, last]).toEqual([records.at(0)?.offset, records.at(-1)?.offset]);
  });

  test('without DICM at 128 it is not in the file format of PS3.10', () => {
    expect(readDicomdir(writeDicomdir({ ...usual, preamble: false }))).toEqual({ kind: 'not-part-10' });
    expect(readDicomdir(new Uint8Array(0))).toEqual({ kind: 'not-part-10' });
    expect(readDicomdir(writeDicomdir(usual).subarray(1))).toEqual({ kind: 'not-part-10' });
  });

  test('what the preamble holds does not matter', () => {
    expect(read({ preamble: 'MZ\x90 <html> II*\0' })).toEqual(read());
  });

  test('nothing behind DICM, or nothing that makes sense', () => {
    const start = Buffer.alloc(132);
    start.write('DICM', 128);
    expect(readDicomdir(start)).toEqual({ kind: 'header' });
    expect(readDicomdir(Buffer.concat([start, Buffer.from('this is no DICOM file')]))).toEqual({ kind: 'header' });
  });

  test('more records than are allowed are counted', () => {
    const bytes = writeDicomdir(usual);
    expect(readDicomdir(bytes, { maxRecords: 2 })).toEqual({ kind: 'too-many', most: 2, found: 5 });
    expect(readDicomdir(bytes, { maxRecords: 5 }).kind).toBe('dicomdir');
  });

  test('a DICOM file that is no directory is read, and has no records', () => {
    expect(dicomdirIn(writeDicom(usualFile()))).toMatchObject({ sopClass: CT, sequence: false, records: [] });
  });

  test('of group 0002 repeated in the data set, the first counts', () => {
    const bytes = Buffer.from(writeDicomdir(usual));
    const at = bytes.indexOf(Buffer.from('04003011', 'hex'));
    const again = Buffer.concat([Buffer.from('0200100055490600', 'hex'), Buffer.from('1.2.3\0')]);
    expect(dicomdirIn(Buffer.concat([bytes.subarray(0, at), again, bytes.subarray(at)]))).toMatchObject({
      transferSyntax: EXPLICIT_LITTLE,
      records: { length: 5 },
    });
  });

  test('bytes within a larger buffer', () => {
    const bytes = writeDicomdir(usual);
    const around = Buffer.concat([Buffer.alloc(77, 1), bytes, Buffer.alloc(55, 2)]);
    expect(dicomdirIn(around.subarray(77, 77 + bytes.length))).toEqual(read());
  });
});

describe('how it is written', () => {
  const lengths = ['defined', 'undefined'] as const;
  const syntaxes = [EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG];
  test.each(syntaxes.flatMap((transferSyntax) => lengths.map((length) => [transferSyntax, length] as const)))(
    '%s with %s lengths gives the same records',
    (transferSyntax, length) => {
      const found = read({ transferSyntax, lengths: length });
      expect(found).toMatchObject({ transferSyntax, cutShort: false });
      expect(found.records.map(content)).toEqual(read().records.map(content));
      expect(found.first).toBe(found.records[0]?.offset);
    },
  );

  test('the bytes at every offset are the ones of an Item', () => {
    const bytes = Buffer.from(writeDicomdir({ ...usual, lengths: 'undefined' }));
    for (const { offset } of dicomdirIn(bytes).records) {
      expect(bytes.toString('hex', offset, offset + 4)).toBe('feff00e0');
    }
  });

  test('in another way than the transfer syntax says', () => {
    const bytes = Buffer.from(writeDicomdir({ ...usual, transferSyntax: IMPLICIT_LITTLE }));
    bytes.write('1.2.840.10008.9.9', bytes.indexOf(`${IMPLICIT_LITTLE}\0`));
    expect(dicomdirIn(bytes)).toMatchObject({ transferSyntax: '1.2.840.10008.9.9', records: { length: 5 } });
  });

  test('deflated it ends before its sequence', () => {
    expect(read({ transferSyntax: DEFLATED })).toMatchObject({
      transferSyntax: DEFLATED,
      sequence: false,
      cutShort: true,
    });
  });

  test('records in any order keep their index and offset', () => {
    const found = read({ order: 'backward' });
    expect(found.records.map(({ type }) => type)).toEqual(['IMAGE', 'IMAGE', 'SERIES', 'STUDY', 'PATIENT']);
    expect(found.records.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    expect(found.first).toBe(found.records[4]?.offset);
  });

  test('a sequence whose VR is UN', () => {
    const plain = Buffer.from(writeDicomdir({ ...usual, transferSyntax: IMPLICIT_LITTLE, lengths: 'undefined' }));
    const at = plain.indexOf(Buffer.from('04002012', 'hex'));
    const bodyAt = plain.indexOf(Buffer.from('04003011', 'hex'));
    const head = Buffer.from('04002012554e0000ffffffff', 'hex');
    const found = dicomdirIn(Buffer.concat([plain.subarray(0, bodyAt), head, plain.subarray(at + 8)]));
    expect(found.records.map(({ type }) => type)).toEqual(['PATIENT', 'STUDY', 'SERIES', 'IMAGE', 'IMAGE']);
  });
});

describe('a record', () => {
  test('of a patient, a study, a series, an image', () => {
    const [patient, study, series, image] = read().records;
    expect(patient).toMatchObject({ type: 'PATIENT', inUse: 0xffff, patientId: 'T000001', next: 0 });
    expect(study).toMatchObject({ type: 'STUDY', study: STUDY });
    expect(series).toMatchObject({ type: 'SERIES', series: SERIES, modality: 'CT' });
    expect(image).toMatchObject({
      type: 'IMAGE',
      fileId: ['IMAGES', 'IM000001'],
      sopClass: CT,
      sopInstance: INSTANCES[0],
      transferSyntax: EXPLICIT_LITTLE,
      lower: 0,
      next: read().records[4]?.offset,
    });
  });

  test('keys with a value, and those that are there without one', () => {
    const [, study] = read().records;
    expect([...(study?.filled ?? [])]).toEqual(['00080020', '00080030', '00081030', '0020000d', '00200010']);
    expect([...(study?.empty ?? [])]).toEqual(['00080050']);
  });

  test('a value of blanks, or of NUL, is none', () => {
    const elements = { '00080050': '    ', '00081030': { hex: '00000000' } };
    const study = readRecord('PATIENT[1]/STUDY[1]', (record) => ({ ...record, elements }), 1);
    expect([...study.empty]).toEqual(['00080050', '00081030']);
  });

  test('a number that is 0 is a value', () => {
    const image = readRecord(IMAGE, (record) => ({ ...record, elements: { '00280010': 0 } }), 3);
    expect([...image.filled]).toEqual(['00280010']);
  });

  test.each<[keyof DirectoryRecord, string]>([
    ['next', '00041400'],
    ['inUse', '00041410'],
    ['lower', '00041420'],
    ['type', '00041430'],
    ['fileId', '00041500'],
    ['sopClass', '00041510'],
    ['sopInstance', '00041511'],
    ['transferSyntax', '00041512'],
  ])('%s is absent without %s', (field, tag) => {
    expect(readRecord(IMAGE, (record) => record, 3)).toHaveProperty(field);
    expect(readRecord(IMAGE, (record) => ({ ...record, without: [tag] }), 3)).not.toHaveProperty(field);
  });

  test('the rest of it: private UID, general SOP classes, birth date, retired flags', () => {
    const elements: Elements = { '0004151a': ['1.2', '1.3'], '00100030': '19580808' };
    const change = (record: RecordModel): RecordModel => ({ ...record, elements, privateUid: '1.2.9', inUse: 0 });
    expect(readRecord(IMAGE, change, 3)).toMatchObject({
      generalSopClass: ['1.2', '1.3'],
      birthDate: '19580808',
      privateUid: '1.2.9',
      inUse: 0,
    });
  });

  test('components of a File ID are given as written, without their padding', () => {
    const id = { '00041500': { hex: Buffer.from('images \\.\\\\IM-1.dcm\0', 'latin1').toString('hex') } };
    expect(readRecord(IMAGE, (record) => ({ ...record, elements: id }), 3).fileId).toEqual([
      'images',
      '.',
      '',
      'IM-1.dcm',
    ]);
  });

  test('an offset that has not four bytes is none', () => {
    const image = readRecord(IMAGE, (record) => ({ ...record, elements: { '00041400': { hex: '0102' } } }), 3);
    expect(image).not.toHaveProperty('next');
  });

  test('icons are passed over, with their pixels and their delimiters', () => {
    const icon: Elements = { '00280010': 64, '00280011': 64, '7fe00010:OB': { hex: 'feff00e0feffdde0'.repeat(500) } };
    for (const lengths of ['defined', 'undefined'] as const) {
      const elements: Elements = { '00880200:SQ': [icon], '00200013': 7 };
      const records = changedRecords(usual.records, IMAGE, (record) => ({ ...record, elements }));
      const found = read({ records, lengths }).records;
      expect(found).toHaveLength(5);
      expect([...(found[3]?.filled ?? [])]).toEqual(['00200013', '00880200']);
      expect(found[3]?.sopInstance).toBeUndefined();
    }
  });

  test('unknown elements are passed over, in whatever way they are nested', () => {
    const inner: Elements = { '00080100': 'DEEP', '00041430': 'SERIES' };
    for (const lengths of ['defined', 'undefined'] as const) {
      const elements: Elements = {
        '00090010:LO': 'TEST',
        '00091001:UN': [{ '00081140': [inner] }],
        '00091002:OV': { hex: '0'.repeat(32) },
      };
      const records = changedRecords(usual.records, IMAGE, (record) => ({ ...record, elements }));
      const found = read({ records, lengths });
      expect(found).toMatchObject({ cutShort: false, records: { length: 5 } });
      expect([...(found.records[3]?.filled ?? [])]).toEqual(['00090010', '00091001', '00091002']);
    }
  });

  test('elements of group 0002 repeated in it are ignored', () => {
    const elements = { '00020010': '1.2.3', '00020002': '1.2.4' };
    const image = readRecord(IMAGE, (record) => ({ ...record, elements: { ...record.elements, ...elements } }), 3);
    expect(image).toEqual({ ...read().records[3], next: image.next });
  });

  test('names are not kept', () => {
    expect(JSON.stringify(read(), (_, value) => (value instanceof Set ? [...value] : value))).not.toMatch(/CESHI/);
  });
});

describe('texts beyond ASCII', () => {
  const big5 = { hex: Buffer.from([0xb4, 0xfa, 0xb8, 0xd5, 0x5c, 0x5c]).toString('hex') };
  const patient = (elements: Elements): DirectoryRecord =>
    readRecord('PATIENT[1]', (record) => ({ ...record, elements }), 0);

  test.each<[string, Elements, boolean]>([
    ['without a character set', { '00100010': big5 }, true],
    ['with one', { '00080005': 'ISO_IR 192', '00100010': { utf8: '測試' } }, false],
    ['with one that cannot be it', { '00080005': 'ISO_IR 192', '00100010': big5 }, true],
    ['with one that is not defined', { '00080005': 'BIG5', '00100010': big5 }, true],
    ['with one that may be it', { '00080005': 'GB18030', '00100010': big5 }, false],
    ['with the default one, which is ASCII', { '00080005': 'ISO_IR 6', '00100010': big5 }, true],
    ['with an empty one', { '00080005': '', '00100010': big5 }, true],
    ['with one by escapes', { '00080005': ['', 'ISO 2022 IR 149'], '00100010': big5 }, false],
    ['none at all', { '00100010': 'CESHI' }, false],
    ['in a number', { '00100010': 'CESHI', '00280010': 0xb4fa }, false],
  ])('%s', (_, elements, undeclared) => {
    expect(patient(elements).undeclaredText).toBe(undeclared);
  });

  test('with one for the whole file', () => {
    const change = (record: RecordModel): RecordModel => ({ ...record, elements: { '00100010': big5 } });
    const bytes = writeDicomdir({ ...usual, records: changedRecords(usual.records, 'PATIENT[1]', change) });
    const charset = Buffer.concat([Buffer.from('0800050043530a00', 'hex'), Buffer.from('ISO_IR 192')]);
    const undeclared = [bytes, Buffer.concat([bytes, charset])].map(
      (file) => dicomdirIn(file).records[0]?.undeclaredText,
    );
    expect(undeclared).toEqual([true, false]);
  });

  test('in implicit VR by the keys that hold text', () => {
    const change = (elements: Elements): boolean | undefined => {
      const records = changedRecords(usual.records, 'PATIENT[1]', (record) => ({ ...record, elements }));
      return read({ records, transferSyntax: IMPLICIT_LITTLE }).records[0]?.undeclaredText;
    };
    expect([change({ '00100010': big5 }), change({ '00280010': 0xb4fa })]).toEqual([true, false]);
  });

  test('a text is not parted at a backslash, which may be half a character', () => {
    expect(patient({ '00100020': big5 }).patientId).toBe('\xb4\xfa\xb8\xd5\\\\');
  });
});
