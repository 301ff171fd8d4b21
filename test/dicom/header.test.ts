import dicomParser from 'dicom-parser';
import { describe, expect, test } from 'vitest';
import { drain } from '../../src/intake/collect.ts';
import { ArchiveError } from '../../src/readers/archive/errors.ts';
import { readDicom } from '../../src/readers/dicom/header.ts';
import { inputOf } from '../../src/readers/dicom/header-input.ts';
import type { DicomHeader, Tag } from '../../src/readers/dicom/types.ts';
import { writeDicom } from '../support/dicom/file.ts';
import type { Elements, FileModel } from '../support/dicom/model.ts';
import { DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE } from '../support/dicom/part10.ts';
import { headerIn, pieces, readModel } from '../support/dicom/read.ts';
import { CT, INSTANCES, SERIES, STUDY, usualFile } from '../support/dicom/usual.ts';

const RLE = '1.2.840.10008.1.2.5';
const JPEG = '1.2.840.10008.1.2.4.50';
const NATIVE = [EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED];
const USUAL: DicomHeader = {
  form: 'part-10',
  transferSyntax: EXPLICIT_LITTLE,
  mediaSopClass: CT,
  mediaSopInstance: INSTANCES[0],
  charsets: ['ISO_IR 100'],
  imageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
  sopClass: CT,
  sopInstance: INSTANCES[0],
  studyDate: '20260504',
  modality: 'CT',
  patientId: 'T000001',
  birthDate: '19580808',
  bodyPart: 'CHEST',
  study: STUDY,
  series: SERIES,
  rows: 16,
  columns: 16,
  bits: 16,
  pixels: 'native',
  pixelBytes: 512,
  encoding: 'explicit-little',
};
const ENCODINGS: Partial<Record<string, DicomHeader['encoding']>> = {
  [IMPLICIT_LITTLE]: 'implicit-little',
  [EXPLICIT_BIG]: 'explicit-big',
};
/** The usual file with other elements. */
const usual = (elements: Elements = {}, model: FileModel = {}): FileModel => ({
  ...model,
  elements: { ...usualFile().elements, ...elements },
});

/** A body of which the checksum is wrong. */
async function* failing(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield* pieces(bytes, 100);
  throw new ArchiveError('damaged');
}

/** An icon and codes beneath codes: nothing in here is about the image itself. */
const NESTED: Elements = {
  '00081115': [{ '0020000e': '9.9', '00081140': [{ '00081155': '9.9', '00082218': [{}, { '00080060': 'XX' }] }] }],
  '00880200': [{ '00280010': 64, '00280011': 64, '7fe00010:OB': { hex: 'fefffedd00000000fefffedd' } }],
};

describe('the header', () => {
  const forms = [...NATIVE, RLE, JPEG].flatMap((transferSyntax) =>
    (['defined', 'undefined'] as const).map((lengths) => ({ transferSyntax, lengths })),
  );

  test.each(forms)('is the same however it is written: $transferSyntax, lengths $lengths', async (form) => {
    const { transferSyntax } = form;
    const { pixelBytes, ...open } = USUAL;
    const native = NATIVE.includes(transferSyntax);
    const rest = native ? { ...open, pixelBytes } : { ...open, pixels: 'encapsulated' };
    const encoding = ENCODINGS[transferSyntax] ?? 'explicit-little';
    for (const size of [1, 13, 10_000]) {
      const header = await headerIn(usual(NESTED, form), size);
      expect(header).toEqual({ ...rest, transferSyntax, encoding });
    }
  });

  test.each([EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG])(
    'is what dicom-parser reads: %s',
    async (transferSyntax) => {
      const model = usual(NESTED, { transferSyntax, lengths: 'undefined' });
      const header = await headerIn(model);
      const theirs = dicomParser.parseDicom(writeDicom(model));
      const text = (tag: Tag): string | undefined => theirs.string(`x${tag}`);
      expect(header).toMatchObject({
        sopInstance: text('00080018'),
        imageType: text('00080008')?.split('\\'),
        patientId: text('00100020'),
        series: text('0020000e'),
        rows: theirs.uint16('x00280010'),
        columns: theirs.uint16('x00280011'),
      });
    },
  );

  test('stands behind private values of no known VR, in which nothing has one', async () => {
    const unknown = { '00090010:LO': 'TEST', '00091001:UN': [{ '00080060': 'XX', '00091002:UN': [{}, {}] }] };
    for (const lengths of ['defined', 'undefined'] as const)
      expect(await headerIn(usual(unknown, { lengths }))).toEqual(USUAL);
  });

  test('says what else the file says, and nothing of what is empty', async () => {
    const more = { '0008001a': '1.2.3', '00280008': 30, '00280010': 0, '00100020': '', '00180015': '   ' };
    const header = await headerIn(usual(more, { pixels: 'none' }));
    const { patientId, bodyPart, pixelBytes, ...rest } = USUAL;
    expect(header).toEqual({ ...rest, generalSopClass: '1.2.3', frames: 30, rows: 0, pixels: 'none' });
  });

  test('has texts without padding, of which only the end is padding', async () => {
    const header = await headerIn(usual({ '00100020': ' A 1\0 ', '00080008': ['DERIVED ', '', 'X\0'] }));
    expect(header).toMatchObject({ patientId: ' A 1', imageType: ['DERIVED', '', 'X'] });
  });

  test('has numbers only where there are any', async () => {
    const header = await headerIn(usual({ '00280008': 'many', '00280010': { hex: '' } }, { pixelBytes: 2 }));
    expect(header).not.toHaveProperty('frames');
    expect(header).not.toHaveProperty('rows');
  });
});

describe('character sets', () => {
  test.each<[string, Elements, Partial<DicomHeader>]>([
    ['Big5 without a word of it', { '00080005': '', '00100020': { hex: 'b35ca46a' } }, { patientId: '\xb3\\\xa4j' }],
    [
      'UTF-8',
      { '00080005': 'ISO_IR 192', '00100020': { utf8: '王1' } },
      { charsets: ['ISO_IR 192'], patientId: '\xe7\x8e\x8b1' },
    ],
    [
      'Japanese by escapes',
      { '00080005': ['', 'ISO 2022 IR 87'], '00100020': { hex: '1b2442302d1b2842' } },
      { charsets: ['', 'ISO 2022 IR 87'], patientId: '\x1b$B0-\x1b(B' },
    ],
    [
      'Korean by escapes',
      { '00080005': ['ISO 2022 IR 6', 'ISO 2022 IR 149'], '00100020': { hex: '1b242943c8ab2020' } },
      { charsets: ['ISO 2022 IR 6', 'ISO 2022 IR 149'], patientId: '\x1b$)C\xc8\xab' },
    ],
  ])('%s: bytes as they are', async (_, elements, expected) => {
    expect(await headerIn(usual(elements))).toMatchObject(expected);
  });

  test('names are not kept', async () => {
    expect(JSON.stringify(await headerIn(usual({ '00100010': 'LIN^HIDDEN', '00080090': 'DR^HIDDEN' })))).not.toContain(
      'HIDDEN',
    );
  });
});

describe('pixels', () => {
  test.each<[DicomHeader['pixels'], FileModel]>([
    ['native', { pixels: 'native' }],
    ['none', { pixels: 'none' }],
    ['none', { pixelBytes: 0 }],
    ['encapsulated', { transferSyntax: JPEG }],
    ['encapsulated-in-native', { pixels: 'encapsulated' }],
    ['encapsulated-with-length', { transferSyntax: JPEG, pixels: 'encapsulated-with-length' }],
    ['encapsulated-with-length', { transferSyntax: '1.2.840.10008.1.2.1.98', pixels: 'native' }],
    ['encapsulated', { transferSyntax: '1.2.3.4', pixels: 'encapsulated' }],
    ['unknown', { transferSyntax: '1.2.3.4', pixels: 'native' }],
  ])('%s: %o', async (pixels, model) => {
    expect((await headerIn(usual({}, model))).pixels).toBe(pixels);
  });

  test('may stand behind elements of the newer VRs', async () => {
    const offsets = { '7fe00001:OV': { hex: '0000000000000000' }, '00091001:UV': { hex: '0100000000000000' } };
    expect(await headerIn(usual(offsets, { transferSyntax: JPEG }))).toMatchObject({
      pixels: 'encapsulated',
      rows: 16,
    });
  });

  test.each<[string, number, FileModel]>([
    ['native ones', -1, {}],
    ['encapsulated ones', -9, { transferSyntax: JPEG }],
    ['encapsulated ones without their end', -8, { transferSyntax: JPEG }],
    ['deflated ones', -9, { transferSyntax: DEFLATED }],
    ['ones with a length', -1, { transferSyntax: JPEG, pixels: 'encapsulated-with-length' }],
  ])('%s that are cut short: truncated, header and all', async (_, cut, model) => {
    const header = await headerIn(usual({}, model));
    expect(await readModel(usual({}, { ...model, cut }))).toEqual({ kind: 'dicom', header, truncated: true });
  });

  test('what stands behind them does not count', async () => {
    const bytes = Buffer.concat([writeDicom(usualFile()), Buffer.alloc(500, 'x')]);
    expect(await readDicom(pieces(bytes))).toEqual({ kind: 'dicom', header: USUAL, truncated: false });
  });
});

describe('the input', () => {
  test('fails again for whoever comes after the one that it failed for', async () => {
    const input = inputOf(failing(Buffer.alloc(150)));
    expect((await input.peek(100)).length).toBe(100);
    await expect(input.peek(200)).rejects.toThrow('damaged');
    await expect(drain(input.rest())).rejects.toThrow('damaged');
  });
});

describe('the body', () => {
  test.each<[string, FileModel]>([
    ['an image', usualFile()],
    [
      'a deflated image with something behind',
      usual({ '00091001:OB': { hex: '00'.repeat(99_999) } }, { transferSyntax: DEFLATED }),
    ],
    ['a text', { text: 'x'.repeat(9999) }],
    ['a header that is cut short', { ...usualFile(), cut: 900 }],
    ['nothing', { text: '' }],
  ])('is read to its end, where it may fail: %s', async (_, model) => {
    await expect(readDicom(failing(writeDicom(model)))).rejects.toThrow('damaged');
  });
});
