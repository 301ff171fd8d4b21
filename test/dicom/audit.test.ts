import { describe, expect, test } from 'vitest';
import type { AuditedRecord, FileSetAudit, ReferencedFile } from '../../src/readers/dicom/types.ts';
import { auditedSet, changedRecords, recordAt, usualSet } from '../support/dicom/audited.ts';
import type { DicomdirModel, Elements, FileModel, RecordModel } from '../support/dicom/model.ts';
import { IMPLICIT_LITTLE } from '../support/dicom/part10.ts';
import { CT, INSTANCES, usualFile } from '../support/dicom/usual.ts';

const PATIENT = 'PATIENT[1]';
const STUDY = `${PATIENT}/STUDY[1]`;
const SERIES = `${STUDY}/SERIES[1]`;
const IMAGE = `${SERIES}/IMAGE[1]`;
const SECOND = `${SERIES}/IMAGE[2]`;
const [FILE, OTHER] = ['IMAGES/IM000001', 'IMAGES/IM000002'];
const usual = usualSet();

type Change = Parameters<typeof changedRecords>[2];
type Files = Readonly<Record<string, FileModel>>;

const audit = (path: string, change: Change, files: Files = usual.files): Promise<FileSetAudit> =>
  auditedSet({ dicomdir: { ...usual.dicomdir, records: changedRecords(usual.dicomdir.records, path, change) }, files });
const withElements =
  (elements: Elements): Change =>
  (record) => ({ ...record, elements: { ...record.elements, ...elements } });
const without =
  (...tags: string[]): Change =>
  (record) => ({ ...record, without: tags });
const same: Change = (record) => record;
const double: Change = (record) => [record, record];
/** The usual files, the first with other elements. */
const changedFile = (elements: Elements, model: FileModel = {}): Files => {
  const file = usualFile();
  return { ...usual.files, [FILE]: { ...file, ...model, elements: { ...file.elements, ...elements } } };
};
const fileOf = async (made: Promise<FileSetAudit>): Promise<ReferencedFile | undefined> =>
  recordAt(await made, IMAGE).file;

test('a file set that is right has nothing to be said of it', async () => {
  const found = await auditedSet(usual);
  expect(found).toMatchObject({ orphans: [], unreachable: [], unreferenced: [], flattened: false, offsets: 'exact' });
  for (const { place, missing1, missing2, repeated, instance, file } of found.records) {
    expect([place, missing1, missing2, repeated, file !== undefined]).toEqual(['fits', [], [], false, instance]);
  }
  expect(recordAt(found, IMAGE).file).toEqual({
    id: FILE,
    match: 'exact',
    file: expect.objectContaining({ path: FILE }),
    odd: false,
    twice: false,
    sopClass: 'agrees',
    sopInstance: 'agrees',
    transferSyntax: 'agrees',
    generalSopClassMissing: false,
    keysDiffer: [],
  });
});

describe('the place of a record', () => {
  const plain = (type: string, ...children: RecordModel[]): RecordModel => ({ type, children });
  const places = async (...records: RecordModel[]): Promise<AuditedRecord['place'][]> =>
    (await auditedSet({ dicomdir: { records }, files: {} })).records.map(({ place }) => place);

  test.each(
    'IMAGE, RT DOSE, RT STRUCTURE SET, RT PLAN, RT TREAT RECORD, PRESENTATION, WAVEFORM, SR DOCUMENT, KEY OBJECT DOC, SPECTROSCOPY, RAW DATA, REGISTRATION, FIDUCIAL, ENCAP DOC, VALUE MAP, STEREOMETRIC, PLAN, MEASUREMENT, SURFACE, TRACT, ASSESSMENT, RADIOTHERAPY, ANNOTATION, WF PRESENTATION'.split(
      ', ',
    ),
  )('%s belongs in a series', async (type) => {
    const found = await places(
      plain('PATIENT', plain('STUDY', plain('SERIES', plain(type)), plain(type)), plain(type)),
      plain(type),
    );
    expect(found).toEqual(['fits', 'fits', 'fits', 'fits', 'misplaced', 'misplaced', 'misplaced']);
  });

  test.each(['HANGING PROTOCOL', 'PALETTE', 'IMPLANT', 'IMPLANT GROUP', 'IMPLANT ASSY', 'INVENTORY'])(
    '%s belongs at the top',
    async (type) => {
      expect(await places(plain(type), plain('PATIENT', plain(type)))).toEqual(['fits', 'fits', 'misplaced']);
    },
  );

  test('patients, studies and series above one another', async () => {
    expect(await places(plain('STUDY', plain('PATIENT'), plain('SERIES', plain('STUDY', plain('SERIES')))))).toEqual([
      'misplaced',
      'misplaced',
      'fits',
      'misplaced',
      'fits',
    ]);
    expect(await places(plain('PATIENT', plain('SERIES')), plain('SERIES'))).toEqual([
      'fits',
      'misplaced',
      'misplaced',
    ]);
  });

  test('PRIVATE may be anywhere, and anything beneath it', async () => {
    const found = await places(
      plain('PRIVATE', plain('IMAGE')),
      plain('PATIENT', plain('PRIVATE', plain('PATIENT')), plain('STUDY', plain('PRIVATE'))),
    );
    expect(found).toEqual(Array(7).fill('fits'));
  });

  test.each('MRDR, VISIT, RESULTS, OVERLAY, CURVE, TOPIC, STORED PRINT, INTERPRETATION, STUDY COMPONENT'.split(', '))(
    '%s is retired, and no fault, nor is what lies beneath it',
    async (type) => {
      expect(await places(plain('PATIENT', plain(type, plain('SERIES'))))).toEqual(['fits', 'retired', 'fits']);
    },
  );

  test('unknown types, and none', async () => {
    expect(await places(plain('NEW THING', plain('SERIES')))).toEqual(['unknown-type', 'fits']);
    expect(await places({ type: 'PATIENT', without: ['00041430'] })).toEqual(['no-type']);
  });

  test('a PRIVATE record says whether it has its UID', async () => {
    const records = [{ type: 'PRIVATE' }, { type: 'PRIVATE', privateUid: '1.2.3' }];
    const found = await auditedSet({ dicomdir: { records }, files: {} });
    expect(found.records.map(({ record }) => record.privateUid)).toEqual([undefined, '1.2.3']);
  });
});

describe('keys', () => {
  const type1 = [
    [PATIENT, '00100020'],
    [STUDY, '00080020'],
    [STUDY, '00080030'],
    [STUDY, '00200010'],
    [STUDY, '0020000d'],
    [SERIES, '00080060'],
    [SERIES, '0020000e'],
    [SERIES, '00200011'],
    [IMAGE, '00200013'],
  ] as const;
  test.each(type1)('%s needs %s, with a value', async (path, tag) => {
    expect(recordAt(await audit(path, without(tag)), path)).toMatchObject({ missing1: [tag], missing2: [] });
    expect(recordAt(await audit(path, withElements({ [tag]: '' })), path)).toMatchObject({ missing1: [tag] });
  });

  test.each([
    [PATIENT, '00100010'],
    [STUDY, '00081030'],
    [STUDY, '00080050'],
  ])('%s needs %s, which may be empty', async (path, tag) => {
    expect(recordAt(await audit(path, without(tag)), path)).toMatchObject({ missing1: [], missing2: [tag] });
    expect(recordAt(await audit(path, withElements({ [tag]: '' })), path).missing2).toEqual([]);
  });

  test('a study that refers to a SOP Instance needs no Study Instance UID', async () => {
    const change: Change = (record) => ({
      ...record,
      without: ['0020000d'],
      elements: { ...record.elements, '00041511': '1.2.3' },
    });
    expect(recordAt(await audit(STUDY, change), STUDY).missing1).toEqual([]);
  });

  test('other types of records are not asked for keys', async () => {
    const found = await audit(IMAGE, (record) => ({ ...record, type: 'SR DOCUMENT', elements: {} }));
    expect(recordAt(found, `${SERIES}/SR DOCUMENT[1]`)).toMatchObject({ missing1: [], missing2: [], instance: true });
  });

  test.each([PATIENT, STUDY, SERIES])('%s twice', async (path) => {
    const found = await audit(path, double);
    const again = recordAt(found, path.replace(/1\]$/, '2]'));
    expect([again.repeated, recordAt(found, path).repeated, recordAt(found, IMAGE).repeated]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('a study twice by (0004,1511) alone', async () => {
    const referring: Change = (record) => {
      const study = { ...record, without: ['0020000d'], elements: { ...record.elements, '00041511': '1.2.3' } };
      return [study, study];
    };
    expect(recordAt(await audit(STUDY, referring), `${PATIENT}/STUDY[2]`).repeated).toBe(true);
  });

  test('an empty Patient ID is not that of another', async () => {
    const found = await audit(PATIENT, (record) => {
      const nameless = { ...record, elements: { '00100020': '' } };
      return [nameless, nameless];
    });
    expect(recordAt(found, 'PATIENT[2]').repeated).toBe(false);
  });
});

describe('a record against its file', () => {
  test.each<[keyof ReferencedFile, string]>([
    ['sopClass', '00041510'],
    ['sopInstance', '00041511'],
    ['transferSyntax', '00041512'],
  ])('%s differs, or is missing', async (field, tag) => {
    expect(await fileOf(audit(IMAGE, withElements({ [tag]: '1.2.3' })))).toMatchObject({ [field]: 'differs' });
    expect(await fileOf(audit(IMAGE, without(tag)))).toMatchObject({ [field]: 'missing' });
  });

  test('the transfer syntax is compared with (0002,0010)', async () => {
    const files = changedFile({}, { transferSyntax: IMPLICIT_LITTLE });
    expect(await fileOf(audit(IMAGE, same, files))).toMatchObject({ transferSyntax: 'differs', sopClass: 'agrees' });
  });

  test('what the file does not say is not compared', async () => {
    const file = await fileOf(audit(IMAGE, same, changedFile({}, { preamble: false })));
    expect(file).not.toHaveProperty('transferSyntax');
    expect(file).toMatchObject({ match: 'exact', sopInstance: 'agrees' });
  });

  test('the related general SOP class of the file has to be said', async () => {
    const files = changedFile({ '0008001a': CT });
    const said = withElements({ '0004151a': ['1.2.3', CT] });
    expect(await fileOf(audit(IMAGE, same, files))).toMatchObject({ generalSopClassMissing: true });
    expect(await fileOf(audit(IMAGE, said, files))).toMatchObject({ generalSopClassMissing: false });
  });

  test.each([
    ['00100020', 'T000002'],
    ['0020000d', '2.25.1'],
    ['0020000e', '2.25.2'],
    ['00080060', 'MR'],
  ])('%s of the records above differs', async (tag, value) => {
    const found = await audit(IMAGE, same, changedFile({ [tag]: value }));
    expect(recordAt(found, IMAGE).file?.keysDiffer).toEqual([tag]);
    expect(recordAt(found, SECOND).file?.keysDiffer).toEqual([]);
  });

  test('keys that one of them lacks do not differ, nor do blanks', async () => {
    const elements = { '00100020': ' T000001 ', '0020000d': '', '00080060': '' };
    expect((await fileOf(audit(IMAGE, same, changedFile(elements))))?.keysDiffer).toEqual([]);
  });

  test('a text beyond ASCII is not compared: it may be the same one in another character set', async () => {
    const records = changedRecords(usual.dicomdir.records, PATIENT, withElements({ '00100020': { utf8: '測試' } }));
    const files = changedFile({ '00100020': { hex: 'b4fab8d5' } });
    const found = await auditedSet({ dicomdir: { records }, files });
    expect(recordAt(found, IMAGE).file?.keysDiffer).toEqual([]);
  });

  test('a file that is no DICOM file is found, and not compared', async () => {
    const found = await audit(IMAGE, same, { ...usual.files, [FILE]: { text: 'hello' } });
    const file = recordAt(found, IMAGE).file;
    expect(file).toMatchObject({ match: 'exact', file: { path: FILE }, keysDiffer: [] });
    expect(file).not.toHaveProperty('sopInstance');
  });

  test('a file that is not there', async () => {
    const found = await audit(IMAGE, same, { [OTHER]: usualFile(INSTANCES[1], 2) });
    expect(recordAt(found, IMAGE).file).toEqual({
      id: FILE,
      match: 'missing',
      odd: false,
      twice: false,
      keysDiffer: [],
    });
  });
});

describe('File IDs', () => {
  const id =
    (...file: string[]): Change =>
    (record) => ({ ...record, file });

  test.each([
    [['images', 'im000001'], 'case'],
    [['IMAGES/IM000001'], 'joined'],
    [['.', 'IMAGES', 'IM000001'], 'stripped'],
  ])('%j is odd, and found', async (file, match) => {
    expect(await fileOf(audit(IMAGE, id(...file)))).toMatchObject({
      match,
      odd: true,
      sopInstance: 'agrees',
    });
  });

  test('a path parted by backslashes in one value is several components', async () => {
    expect(await fileOf(audit(IMAGE, id('IMAGES\\IM000001')))).toMatchObject({ match: 'exact', odd: false });
  });

  test('out of the folder: not looked up', async () => {
    const file = await fileOf(audit(IMAGE, id('..', 'IMAGES', 'IM000001')));
    expect(file).toMatchObject({ id: '../IMAGES/IM000001', match: 'unsafe', odd: true });
    expect(file).not.toHaveProperty('file');
  });

  test('.dcm on every file, as an archive exports it', async () => {
    const files = Object.fromEntries(Object.entries(usual.files).map(([name, file]) => [`${name}.dcm`, file]));
    const found = await auditedSet({ ...usual, files });
    expect(found.records.flatMap(({ file }) => (file ? [file.match] : []))).toEqual(['dcm', 'dcm']);
    expect(found.unreferenced).toEqual([]);
  });

  test('two records of one file, found or not', async () => {
    const found = await audit(SECOND, id('images', 'im000001'));
    expect([recordAt(found, IMAGE).file?.twice, recordAt(found, SECOND).file?.twice]).toEqual([false, true]);
    expect(recordAt(await audit(IMAGE, double, {}), SECOND).file).toMatchObject({ match: 'missing', twice: true });
  });

  test('folders lost while packing', async () => {
    const flat = Object.fromEntries(Object.entries(usual.files).map(([name, file]) => [name.slice(7), file]));
    const found = await auditedSet({ ...usual, files: flat });
    expect(found).toMatchObject({ flattened: true, unreferenced: [] });
    expect(recordAt(found, IMAGE).file).toMatchObject({ match: 'flattened', file: { path: 'IM000001' } });
    expect(await auditedSet({ ...usual, files: { ...usual.files, ...flat } })).toMatchObject({ flattened: false });
    expect(await auditedSet({ ...usual, files: { IM000001: usualFile() } })).toMatchObject({ flattened: false });
    expect(await auditedSet({ ...usual, files: {} })).toMatchObject({ flattened: false });
  });
});

describe('files and records that do not meet', () => {
  test('DICOM files that no record refers to; others may be present', async () => {
    const files = { ...usual.files, 'IMAGES/IM000003': usualFile('2.25.9', 3), 'README.TXT': { text: 'hello' } };
    const found = await auditedSet({ ...usual, files });
    expect(found.unreferenced.map(({ path }) => path)).toEqual(['IMAGES/IM000003']);
  });

  test('a DICOMDIR is not among them, by its name in any case, or by its class', async () => {
    const dicomdir: DicomdirModel = { ...usual.dicomdir, name: 'dicomdir', sopClass: CT };
    const another: FileModel = { meta: { '00020002': '1.2.840.10008.1.3.10' } };
    const found = await auditedSet({ dicomdir, files: { ...usual.files, 'OLD/DICOMDIR': another } });
    expect(found.unreferenced).toEqual([]);
  });

  test('records that refer to a file although they are of no instance use it', async () => {
    const records = [...usual.dicomdir.records, { type: 'NEW THING', file: ['OTHER'] }];
    const found = await auditedSet({ dicomdir: { records }, files: { ...usual.files, OTHER: usualFile('2.25.9') } });
    expect(found.unreferenced).toEqual([]);
    expect(recordAt(found, '?[1]')).toMatchObject({ instance: false, file: { match: 'exact' } });
  });

  test.each(['00041500', '00041430'])('an image without %s is out of reach', async (tag) => {
    const found = await audit(IMAGE, without(tag));
    expect(found.unreachable).toHaveLength(1);
    expect(found.unreachable[0]?.record.index).toBe(3);
  });

  test('an orphan is within reach', async () => {
    const dicomdir = { ...usual.dicomdir, offsets: { [IMAGE]: { next: 0 } } };
    const found = await auditedSet({ ...usual, dicomdir });
    expect(found).toMatchObject({ orphans: { length: 1 }, unreachable: [] });
    expect(found.orphans[0]?.file).toMatchObject({ match: 'exact', sopInstance: 'agrees', keysDiffer: [] });
  });
});
