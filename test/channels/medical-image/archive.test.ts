import { describe, expect, test } from 'vitest';
import { writeCab } from '../../support/archives/cab.ts';
import { write7z } from '../../support/archives/sevenzip.ts';
import { writeZip } from '../../support/archives/zip.ts';
import { fixture } from '../../support/content/fixture.ts';
import { writeFileSet } from '../../support/dicom/file-set.ts';
import type { FileSetModel, RecordModel } from '../../support/dicom/model.ts';
import { ATT, DCF, imageModel, imageSet, jpegSized, raisedBy, sized } from '../../support/medical-image/archives.ts';

type File = { name: string; bytes: Uint8Array };
const CT = imageSet(sized(512, 512));
const CAB = DCF.replace('.7z', '.CAB');
const cabinet = (files: readonly File[]): Uint8Array =>
  writeCab(files.map(({ name, bytes }) => ({ name: name.replaceAll('/', '\\'), bytes })));
const named = (files: readonly File[], name: (path: string) => string): File[] =>
  files.map((file) => ({ ...file, name: name(file.name) }));
/** The usual set as two reports (SR). */
const REPORTS = writeFileSet(reportsOf(imageModel({ '00080060': 'SR', '00280010': null, '00280011': null })));
const EMPTY = new Uint8Array(0);
const EMPTY_7Z = Buffer.from(`377abcaf271c00048d9bd50f${'00'.repeat(20)}`, 'hex');

/** Each image a report without pixels. */
function reportsOf({ dicomdir, files }: FileSetModel): FileSetModel {
  const asReports = (records: readonly RecordModel[] = []): RecordModel[] =>
    records.map(({ type, elements, children, ...record }) => ({
      ...record,
      type: type === 'IMAGE' ? 'SR DOCUMENT' : type,
      elements: { ...elements, ...(type === 'SERIES' && { '00080060': 'SR' }) },
      ...(children && { children: asReports(children) }),
    }));
  const bare = Object.entries(files).map(([name, file]) => [name, { ...file, pixels: 'none' as const }] as const);
  return {
    dicomdir: dicomdir && { ...dicomdir, records: asReports(dicomdir.records) },
    files: Object.fromEntries(bare),
  };
}

/** A cabinet with a flag or size of its header changed. */
function changedCab(change: (bytes: Buffer) => void): Uint8Array {
  const bytes = Buffer.from(cabinet(CT));
  change(bytes);
  return bytes;
}

describe('a DCF', () => {
  test.each<[string, string, Uint8Array, string[]]>([
    ['of a CT', DCF, write7z(CT), []],
    ['of a CT as a cabinet', CAB, cabinet(CT), []],
    ['that is a zip', DCF, writeZip(CT), ['medical-image-archive-kind']],
    ['that is a cabinet called .7z', DCF, cabinet(CT), ['medical-image-archive-kind-differs']],
    ['with a password', DCF, write7z(CT, { password: 'x' }), ['medical-image-archive-encrypted']],
    [
      'with a password for the names too',
      DCF,
      write7z(CT, { password: 'x', names: true }),
      ['medical-image-archive-encrypted'],
    ],
    ['of no files', DCF, EMPTY_7Z, ['medical-image-archive-empty']],
    ['of no bytes', DCF, Buffer.alloc(0), ['medical-image-archive-zero']],
    ['that spans disks', CAB, changedCab((cab) => cab.writeUInt16LE(1, 30)), ['medical-image-archive-volumes']],
    ['that claims 3 GB', CAB, changedCab((cab) => cab.writeUInt32LE(3e9, 8)), ['medical-image-archive-cab-size']],
    [
      'with a file that claims 2 GB',
      CAB,
      changedCab((cab) => cab.writeUInt32LE(0x7fff_ffff, cab.readUInt32LE(16))),
      ['medical-image-archive-cab-size'],
    ],
    ['without DICOMDIR', DCF, write7z(CT.slice(1)), ['medical-image-dcf-dicomdir-missing']],
    ['in a folder', DCF, write7z(named(CT, (path) => `CD/${path}`)), ['medical-image-dcf-dicomdir-in-folder']],
    [
      'whose folders were lost',
      CAB,
      cabinet(named(CT, (path) => path.replace(/^.*\//, ''))),
      ['medical-image-dcf-folders-lost'],
    ],
    ['of JPEG', DCF, write7z([{ name: 'a.jpg', bytes: jpegSized(1500, 1500) }]), ['medical-image-dcf-pictures']],
    ['of an archive alone', DCF, write7z([{ name: 'a.7z', bytes: write7z(CT) }]), ['medical-image-dcf-nested']],
    ['of reports alone', DCF, write7z(REPORTS), ['medical-image-dcf-no-picture']],
    ['with an archive', DCF, write7z([...CT, { name: 'x.7z', bytes: EMPTY_7Z }]), ['medical-image-dcf-nested']],
    ['with a viewer', DCF, write7z([...CT, { name: 'VIEW.EXE', bytes: Buffer.from('MZ') }]), ['dicom-extra-files']],
    [
      'with a name twice',
      CAB,
      cabinet([...CT, { name: 'a', bytes: EMPTY }, { name: 'A', bytes: EMPTY }]),
      ['dicom-extra-files', 'medical-image-archive-name-repeated'],
    ],
    [
      'with a name that leads away',
      CAB,
      cabinet([...CT, { name: '../a', bytes: EMPTY }]),
      ['dicom-extra-files', 'medical-image-archive-name-hostile'],
    ],
    ['without one image', DCF, write7z(CT.slice(0, -1)), ['medical-image-dcf-file-missing']],
  ])('%s', async (_, name, bytes, rules) => {
    expect(await raisedBy('33070B', name, bytes, 'U')).toEqual(rules);
  });

  test('of two patients, or two studies', async () => {
    const other = { ...sized(512, 512), '00100020': 'T2' };
    expect(await raisedBy('33070B', DCF, write7z(imageSet(sized(512, 512), other)), 'U')).toEqual([
      'dicom-reference-keys',
      'medical-image-dcf-two-patients',
    ]);
    const study = { ...sized(512, 512), '0020000d': '2.25.1' };
    expect(await raisedBy('33070B', DCF, write7z(imageSet(sized(512, 512), study)), 'U')).toEqual([
      'dicom-reference-keys',
      'medical-image-dcf-studies',
    ]);
  });

  test.each([
    ['cut short', { cut: -100 }, ['medical-image-dcf-file-cut']],
    ['not DICOM', { text: 'a text' }, ['dicom-extra-files', 'medical-image-dcf-file-not-dicom']],
    ['without its header', { preamble: false }, ['medical-image-dcf-file-bare']],
  ])('with an image that is %s', async (_, change, rules) => {
    const model = imageModel(sized(512, 512));
    const [first = ''] = Object.keys(model.files);
    const files = writeFileSet({ ...model, files: { ...model.files, [first]: { ...model.files[first], ...change } } });
    expect(await raisedBy('33070B', DCF, write7z(files), 'U')).toEqual(expect.arrayContaining(rules));
  });

  test('cut at any tenth cannot be read', async () => {
    const noise = Buffer.from(CT[1]?.bytes ?? []);
    for (let at = 2_000; at < noise.length; at++) noise[at] = (at * 2_654_435_761) >>> 24;
    const [directory = { name: '', bytes: noise }, , second = directory] = CT;
    const whole = write7z([directory, { name: 'IMAGES/IM000001', bytes: noise }, second], { switches: ['-mx0'] });
    for (let tenth = 0; tenth < 10; tenth++) {
      const rules = await raisedBy('33070B', DCF, whole.subarray(0, (whole.length * tenth) / 10), 'U');
      expect(rules, `${tenth} tenths`).toEqual([
        tenth === 0 ? 'medical-image-archive-zero' : 'medical-image-archive-damaged',
      ]);
    }
  });
});

describe('an ATT', () => {
  const jpeg = { name: 'IMG_1.jpg', bytes: jpegSized(1500, 1500) };
  test.each<[string, File[], string[]]>([
    ['of one JPEG', [jpeg], []],
    ['of several', [jpeg, { ...jpeg, name: 'IMG_2.JPG' }], []],
    ['called .jpeg', [{ ...jpeg, name: 'IMG_1.jpeg' }], ['medical-image-jpeg-extension']],
    ['of a PNG', [{ name: 'a.png', bytes: fixture('picture.png') }], ['medical-image-att-pictures']],
    ['of a PNG called .jpg', [{ name: 'a.jpg', bytes: fixture('picture.png') }], ['medical-image-jpeg-disguised']],
    ['of a text called .jpg', [{ name: 'a.jpg', bytes: Buffer.from('a text\n') }], ['medical-image-jpeg-disguised']],
    ['of an empty .jpg', [{ name: 'a.jpg', bytes: Buffer.alloc(0) }], ['medical-image-jpeg-empty']],
    ['of a text', [{ name: 'a.txt', bytes: Buffer.from('a text\n') }], ['medical-image-att-no-jpeg']],
    ['of DICOM', CT, ['medical-image-att-dicom']],
    [
      'packed on a Mac',
      [jpeg, { name: '__MACOSX/._IMG_1.jpg', bytes: Buffer.from('0005160700020000', 'hex') }],
      ['medical-image-att-extras'],
    ],
    ['with a text', [jpeg, { name: 'a.txt', bytes: Buffer.from('a text\n') }], ['medical-image-att-extras']],
    ['with a zip', [jpeg, { name: 'a.zip', bytes: writeZip([jpeg]) }], ['medical-image-att-nested']],
    ['of a JPEG under a Chinese name', [{ ...jpeg, name: '影像.jpg' }], ['medical-image-att-names']],
    [
      'of the beginning of a JPEG',
      [{ name: 'a.jpg', bytes: jpeg.bytes.subarray(0, 100) }],
      ['medical-image-jpeg-broken'],
    ],
    ['of a JPEG cut short', [{ name: 'a.jpg', bytes: jpeg.bytes.subarray(0, 3_000) }], ['medical-image-jpeg-cut']],
    [
      'of a JPEG of 65,535 × 65,535 in 1 KB',
      [{ name: 'a.jpg', bytes: jpegSized(65_535, 65_535, 0) }],
      ['medical-image-jpeg-too-little'],
    ],
    [
      'of the same, cut',
      [{ name: 'a.jpg', bytes: jpegSized(65_535, 65_535, 0).subarray(0, -2) }],
      ['medical-image-jpeg-cut'],
    ],
    [
      'of a small JPEG with a thumbnail',
      [{ name: 'a.jpg', bytes: fixture('thumbnail.jpg') }],
      ['medical-image-size-xray'],
    ],
    [
      'of a small CMYK JPEG',
      [{ name: 'a.jpg', bytes: fixture('cmyk.jpg') }],
      ['medical-image-jpeg-cmyk', 'medical-image-size-xray'],
    ],
  ])('%s', async (_, files, rules) => {
    expect(await raisedBy('32001C', ATT, write7z(files))).toEqual(rules);
  });

  test('of a JPEG under a name in Big5', async () => {
    const name = Buffer.from('bcf6b9b32e6a7067', 'hex');
    expect(await raisedBy('32001C', ATT.replace('.7z', '.CAB'), writeCab([{ ...jpeg, name }]))).toEqual([
      'medical-image-att-names',
    ]);
  });
});
