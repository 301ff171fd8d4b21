import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../support/archives/scratch.ts';
import { writeDicomdir } from '../support/dicom/dicomdir.ts';
import { writeDicom } from '../support/dicom/file.ts';
import { writeFileSet } from '../support/dicom/file-set.ts';
import type { DicomdirModel, FileModel, FileSetModel } from '../support/dicom/model.ts';
import { DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE } from '../support/dicom/part10.ts';
import { installed, run } from '../support/dicom/tools.ts';
import { CT, INSTANCES, SERIES, STUDY, usualFile, usualFileSet } from '../support/dicom/usual.ts';

const RLE = '1.2.840.10008.1.2.5';
const NATIVE = [EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED];
const files = (model: FileSetModel): Record<string, Uint8Array> =>
  Object.fromEntries(writeFileSet(model).map(({ name, bytes }) => [name, bytes]));
const usualDirectory = (): DicomdirModel => usualFileSet().dicomdir ?? { records: [] };

/** Lines of a dump by tag, the first of each. */
function dumped(bytes: Uint8Array): (tag: string) => string {
  using folder = scratch({ file: bytes });
  const { code, says } = run('dcmdump', ['--print-all', join(folder.path, 'file')]);
  expect([code, says.match(/^[EF]:.*/m)]).toEqual([0, null]);
  return (tag) => says.split('\n').find((line) => line.includes(`(${tag})`)) ?? '';
}

describe.skipIf(!installed('dcmdump'))('DCMTK (needs dcmdump)', () => {
  test.each([...NATIVE, RLE])('reads a file of %s, values and all', (transferSyntax) => {
    const dump = dumped(writeDicom({ ...usualFile(), transferSyntax }));
    expect(dump('0010,0020')).toContain('LO [T000001]');
    expect(dump('0020,000d')).toContain(`UI [${STUDY}]`);
    expect(dump('0028,0010')).toContain('US 16');
    expect(dump('7fe0,0010')).not.toBe('');
  });

  test.each(NATIVE)('reads nested sequences of %s, with lengths and without', (transferSyntax) => {
    const inner = { '00080100': 'DEEP', '00080102': 'TEST', '00080104': 'x' };
    const nested = [{ '00080060': 'CT', '00082218': [inner, {}] }];
    const unknown = transferSyntax !== EXPLICIT_BIG && { '00090010:LO': 'TEST', '00091001:UN': nested };
    const elements = { ...usualFile().elements, ...unknown, '00081115': nested };
    for (const lengths of ['defined', 'undefined'] as const) {
      const dump = dumped(writeDicom({ elements, lengths, transferSyntax }));
      expect(dump('0008,0100')).toContain('[DEEP]');
      expect(dump('0010,0020')).toContain('[T000001]');
    }
  });

  test.each<Partial<DicomdirModel>>([
    {},
    { lengths: 'undefined' },
    { order: 'backward' },
    { transferSyntax: IMPLICIT_LITTLE },
    { transferSyntax: EXPLICIT_BIG },
  ])('reads a DICOMDIR and follows its offsets: %o', (changed) => {
    const dump = dumped(writeDicomdir({ ...usualDirectory(), ...changed }));
    expect(Number(/up (\d+)/.exec(dump('0004,1200'))?.[1])).toBeGreaterThan(300);
    expect(dump('0004,1500')).toMatch(/\[IMAGES\\IM00000[12]\]/);
  });
});

describe('a DICOMDIR', () => {
  const records = usualDirectory().records;
  const next = (model: Partial<DicomdirModel>): number => {
    const bytes = Buffer.from(writeDicomdir({ records, ...model }));
    return bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('04000014554c0400', 'hex')) + 8);
  };
  const FIRST = Buffer.from('04000012554c0400', 'hex');

  test('has offsets that lead to an item tag, first byte of the file counted', () => {
    for (const order of ['forward', 'backward'] as const) {
      const bytes = Buffer.from(writeDicomdir({ records, order }));
      const at = bytes.readUInt32LE(bytes.indexOf(FIRST) + 8);
      expect(bytes.toString('hex', at, at + 4)).toBe('feff00e0');
      expect(bytes.toString('latin1', at, at + 90)).toContain('PATIENT');
    }
  });

  test('has offsets as told: shifted, in a circle, to another record, to nowhere', () => {
    const last = 'PATIENT[1]/STUDY[1]/SERIES[1]/IMAGE[2]';
    const self = next({ offsets: { [last]: { next: 'self' } } });
    expect(next({})).toBe(0);
    expect(next({ offsets: { [last]: { next: 'self' } }, shift: 22 })).toBe(self + 22);
    expect(next({ offsets: { [last]: { next: 'PATIENT[1]' } } })).toBeLessThan(self);
    expect(next({ offsets: { [last]: { next: 7 } }, shift: 22 })).toBe(7);
    expect(() => next({ offsets: { [last]: { next: 'PATIENT[9]' } } })).toThrow('PATIENT[9]');
  });

  test('leaves out what it is told to', () => {
    const whole = writeDicomdir({ records });
    expect(writeDicomdir({ records, without: ['00041220'] }).length).toBeLessThan(whole.length - 500);
    expect(writeDicomdir({ records, without: ['00041410'] }).length).toBe(whole.length - 5 * 10);
    expect(writeDicomdir({ records, cut: -3 }).length).toBe(whole.length - 3);
  });
});

describe('a file', () => {
  test.each<[string, FileModel, string]>([
    ['text', { text: 'no DICOM' }, Buffer.from('no DICOM').toString('hex')],
    ['bytes', { bytes: 'ffd8ff', cut: 2 }, 'ffd8'],
    [
      'a bare data set',
      { preamble: false, elements: { '00080060': 'CT' }, pixels: 'none' },
      '0800600043530200' + '4354',
    ],
    [
      'bytes of texts',
      { preamble: false, elements: { '00100020': { utf8: '王' }, '00100010': { hex: 'a4fd' } }, pixels: 'none' },
      '10001000504e0200a4fd' + '100020004c4f0400e78e8b20',
    ],
  ])('can be %s', (_, model, hex) => {
    expect(Buffer.from(writeDicom(model)).toString('hex')).toBe(hex);
  });

  test('a text beyond latin1 or a tag without VR is a mistake of the model', () => {
    expect(() => writeDicom({ elements: { '00100020': '王' } })).toThrow('latin1');
    expect(() => writeDicom({ elements: { '00091001': '1' } })).toThrow('VR');
  });

  test('is the same bytes each time', () => {
    for (const transferSyntax of NATIVE) {
      const model = { ...usualFile(), transferSyntax };
      expect(Buffer.compare(writeDicom(model), writeDicom(model))).toBe(0);
    }
  });
});

describe('the usual file set', () => {
  test('is the study that the base Bundle names', () => {
    const bundle = readFileSync('corpus/prior-auth/base/cancer.json', 'utf8');
    for (const said of [
      `urn:oid:${STUDY}`,
      SERIES,
      ...INSTANCES,
      `urn:oid:${CT}`,
      'T000001',
      '1958-08-08',
      '2026-05-04',
    ])
      expect(bundle).toContain(`"${said}"`);
  });

  test.skipIf(!installed('dciodvfy')).each([EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG, RLE])(
    'dicom3tools find no error in an image of %s (needs dciodvfy)',
    (transferSyntax) => {
      using folder = scratch({ file: writeDicom({ ...usualFile(), transferSyntax }) });
      const { code, says } = run('dciodvfy', [join(folder.path, 'file')]);
      expect([code, says]).toEqual([0, 'CTImage\n']);
    },
  );

  test.skipIf(!installed('dciodvfy'))('nor in its DICOMDIR (needs dciodvfy)', () => {
    using folder = scratch(files(usualFileSet()));
    expect(run('dciodvfy', [join(folder.path, 'DICOMDIR')])).toEqual({ code: 0, says: 'BasicDirectory\n' });
  });

  test.skipIf(!installed('dcmmkdir'))('DCMTK makes a DICOMDIR of its own for the images (needs dcmmkdir)', () => {
    using folder = scratch(files({ ...usualFileSet(), dicomdir: null }));
    const { code, says } = run('dcmmkdir', ['IMAGES/IM000001', 'IMAGES/IM000002'], folder.path);
    expect([code, says]).toEqual([0, '']);
    const theirs = readFileSync(join(folder.path, 'DICOMDIR'), 'latin1');
    for (const uid of INSTANCES) expect(theirs).toContain(uid);
  });

  test('has the DICOMDIR first, or last', () => {
    const names = (model: FileSetModel): string[] => writeFileSet(model).map(({ name }) => name);
    const images = ['IMAGES/IM000001', 'IMAGES/IM000002'];
    expect(names(usualFileSet())).toEqual(['DICOMDIR', ...images]);
    expect(names({ ...usualFileSet(), dicomdirLast: true })).toEqual([...images, 'DICOMDIR']);
  });
});
