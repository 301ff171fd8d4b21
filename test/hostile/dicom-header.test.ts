import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { headerLimits, readDicom } from '../../src/readers/dicom/header.ts';
import type { DicomRead } from '../../src/readers/dicom/types.ts';
import { seeded } from '../support/archives/scratch.ts';
import { writeDicom } from '../support/dicom/file.ts';
import type { FileModel } from '../support/dicom/model.ts';
import { DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE } from '../support/dicom/part10.ts';
import { pieces } from '../support/dicom/read.ts';
import { INSTANCES, usualFile } from '../support/dicom/usual.ts';

const JPEG = '1.2.840.10008.1.2.4.50';
const SYNTAXES = [EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED, JPEG];
const read = (bytes: Uint8Array, limits = headerLimits): Promise<DicomRead> => readDicom(pieces(bytes, 65_536), limits);
const usual = (model: FileModel = {}): Buffer => Buffer.from(writeDicom({ ...usualFile(), ...model }));

/** A header without pixels, with these bytes behind its last element. */
function withTail(transferSyntax: string, ...tail: readonly Uint8Array[]): Buffer {
  const deflated = transferSyntax === DEFLATED;
  const model: FileModel = {
    ...usualFile(),
    transferSyntax: deflated ? EXPLICIT_LITTLE : transferSyntax,
    pixels: 'none',
  };
  if (!deflated) return Buffer.concat([usual(model), ...tail]);
  const start = usual({ ...model, elements: {}, meta: { '00020010': DEFLATED } });
  const body = usual({ ...model, preamble: false });
  return Buffer.concat([start, deflateRawSync(Buffer.concat([body, ...tail]))]);
}

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
/** An item of undefined length that opens a sequence of undefined length, explicit and implicit. */
const OPEN = {
  explicit: hex('28003031 5351 0000 ffffffff feff00e0 ffffffff'),
  implicit: hex('28003031 ffffffff feff00e0 ffffffff'),
};
const CLOSE = hex('feff0de0 00000000 feffdde0 00000000');

describe('damage', () => {
  // cut between two elements it looks like a file without pixels
  test.each(SYNTAXES)('cut anywhere: no file with all its pixels, no half values: %s', async (transferSyntax) => {
    const whole = usual({ transferSyntax });
    const said = await read(whole);
    const end = whole.length - (transferSyntax === DEFLATED ? 4 : 0); // deflate has its end behind the last pixel
    for (let size = 0; size < end; size++) {
      const found = await read(whole.subarray(0, size));
      const cut = found.kind === 'dicom' && (found.truncated || found.header.pixels === 'none');
      expect([size, found.kind, cut]).toEqual([size, size < 132 ? 'other' : 'dicom', size >= 132]);
      if (found.kind === 'dicom')
        expect(said).toMatchObject({ header: { ...found.header, pixels: expect.any(String) } });
    }
  });

  test.each(SYNTAXES)('any byte another: one of the three answers: %s', async (transferSyntax) => {
    const whole = usual({ transferSyntax });
    const random = seeded(20_260_504);
    for (let flip = 0; flip < 200; flip++) {
      const bytes = Buffer.from(whole);
      bytes[random(bytes.length)] = random(256);
      const found = await read(bytes);
      expect(['dicom', 'broken', 'other']).toContain(found.kind);
      if (found.kind === 'other') expect(found.head).toEqual(bytes.subarray(0, 4100));
    }
  });

  test('noise behind DICM', async () => {
    const random = seeded(7);
    for (let round = 0; round < 200; round++) {
      const bytes = Buffer.from(Array.from({ length: 700 }, () => random(256)));
      bytes.write('DICM', 128);
      expect(['dicom', 'broken']).toContain((await read(bytes)).kind);
    }
  });
});

describe('nesting', () => {
  test.each([1_000, 100_000])('%i deep: too deep, with the header so far', async (depth) => {
    const levels = {
      [EXPLICIT_LITTLE]: OPEN.explicit,
      [DEFLATED]: OPEN.explicit,
      [IMPLICIT_LITTLE]: OPEN.implicit,
    };
    for (const [transferSyntax, open] of Object.entries(levels)) {
      const bytes = withTail(transferSyntax, Buffer.alloc(open.length * depth, open), Buffer.alloc(16 * depth, CLOSE));
      const header = { sopInstance: INSTANCES[0], rows: 16, pixels: 'unknown' };
      expect(await read(bytes)).toMatchObject({ kind: 'broken', why: 'too-deep', header });
    }
  });

  test('as deep as real files are: read', async () => {
    const tail = [Buffer.alloc(20 * 30, OPEN.explicit), Buffer.alloc(16 * 30, CLOSE)];
    expect(await read(withTail(EXPLICIT_LITTLE, ...tail))).toMatchObject({ kind: 'dicom', truncated: false });
  });

  test('a sequence, an item, a private value without end: truncated', async () => {
    const heads = [
      '28003031 5351 0000 ffffffff',
      '28003031 5351 0000 ffffffff feff00e0 ffffffff',
      '29000110 554e 0000 ffffffff',
    ];
    for (const head of heads)
      expect(await read(withTail(EXPLICIT_LITTLE, hex(head)))).toMatchObject({ kind: 'dicom', truncated: true });
  });
});

describe('sizes', () => {
  test.each<[string, string]>([
    ['a value', '28001010 5553 ffff 0100'],
    ['a long value', '29000110 4f42 0000 feffffff 00'],
    ['a head without the length', '29000110 5556 0000'],
    ['a sequence', '28003031 5351 0000 ffffff7f feff00e0'],
    ['the pixels', 'e07f1000 4f57 0000 fffffff0 00'],
    ['a fragment', 'e07f1000 4f42 0000 ffffffff feff00e0 00000000 feff00e0 f0ffffff 00'],
  ])('%s that claims more than there is: truncated', async (_, tail) => {
    const found = await read(withTail(EXPLICIT_LITTLE, hex(tail)));
    expect(found).toMatchObject({ kind: 'dicom', truncated: true, header: { sopInstance: INSTANCES[0] } });
  });

  test('a text of a megabyte is not kept', async () => {
    const elements = { ...usualFile().elements, '00100020': null, '00100020:UT': 'x'.repeat(2 ** 20) };
    const found = await read(writeDicom({ elements }));
    expect(found).toMatchObject({ kind: 'dicom', truncated: false });
    expect(found).not.toHaveProperty('header.patientId');
  });

  test('a list of a million empty values, and one of spaces', async () => {
    for (const text of ['\\'.repeat(2 ** 20), `${' '.repeat(2 ** 20)}x`]) {
      const elements = { ...usualFile().elements, '00080008': null, '00080008:UT': text };
      const found = await read(writeDicom({ elements }));
      expect(found).toMatchObject({ kind: 'dicom', truncated: false });
      expect(found).not.toHaveProperty('header.imageType');
    }
  });

  test('more elements than any header has: broken', async () => {
    const empty = hex('29000110 4c4f 0000');
    const bytes = withTail(EXPLICIT_LITTLE, Buffer.alloc(8 * 2_000, empty));
    expect(await read(bytes)).toMatchObject({ kind: 'dicom' });
    expect(await read(bytes, { ...headerLimits, maxElements: 1_000 })).toMatchObject({ kind: 'broken', why: 'limit' });
  });
});

describe('a deflated data set', () => {
  const huge = 300 * 2 ** 20;
  const zeros = Buffer.alloc(huge);

  test('that unpacks to more than we take on, before the pixels: broken; within: not looked at any further', async () => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(huge);
    const before = withTail(DEFLATED, hex('29000110 4f42 0000'), length, zeros);
    expect(await read(before)).toMatchObject({ kind: 'broken', why: 'limit', header: { rows: 16 } });
    const within = withTail(DEFLATED, hex('e07f1000 4f57 0000'), length, zeros);
    expect(await read(within)).toMatchObject({ kind: 'dicom', truncated: false, header: { pixels: 'native' } });
  });

  test('that is none: broken', async () => {
    const bytes = Buffer.concat([
      usual({ elements: {}, meta: { '00020010': DEFLATED }, pixels: 'none' }),
      Buffer.alloc(99, 0xff),
    ]);
    expect(await read(bytes)).toMatchObject({ kind: 'broken', why: 'header', header: { transferSyntax: DEFLATED } });
  });

  test('with something behind it: read', async () => {
    const bytes = Buffer.concat([usual({ transferSyntax: DEFLATED }), Buffer.alloc(2 ** 20, 'x')]);
    expect(await read(bytes)).toMatchObject({ kind: 'dicom', truncated: false, header: { rows: 16 } });
  });
});
