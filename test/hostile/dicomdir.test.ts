import { describe, expect, test } from 'vitest';
import { auditFileSet } from '../../src/readers/dicom/audit.ts';
import { readDicomdir } from '../../src/readers/dicom/dicomdir.ts';
import type { FileInSet } from '../../src/readers/dicom/types.ts';
import { seeded } from '../support/archives/scratch.ts';
import { changedRecords, dicomdirIn, usualSet } from '../support/dicom/audited.ts';
import { writeDicomdir } from '../support/dicom/dicomdir.ts';
import type { DicomdirModel } from '../support/dicom/model.ts';
import { EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE } from '../support/dicom/part10.ts';

const IMAGE = 'PATIENT[1]/STUDY[1]/SERIES[1]/IMAGE[1]';
const usual = usualSet().dicomdir;
const files: FileInSet[] = [{ path: 'IMAGES/IM000001' }, { path: 'IMAGES/IM000002' }];
const written = (changed: Partial<DicomdirModel> = {}): Buffer => Buffer.from(writeDicomdir({ ...usual, ...changed }));
/** Every way to write it. */
const WAYS = [EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG].flatMap((transferSyntax) =>
  (['defined', 'undefined'] as const).map((lengths) => [transferSyntax, lengths] as const),
);

/** Reads and audits, whatever it is; every record that was read has one place in a tree without circles. */
function judged(bytes: Uint8Array): ReturnType<typeof readDicomdir> {
  const read = readDicomdir(bytes);
  if (read.kind !== 'dicomdir') return read;
  const { records, offsets, orphans, shift } = auditFileSet(read.dicomdir, files);
  expect(records.map(({ record }) => record)).toEqual(read.dicomdir.records);
  for (const audited of records) {
    const above = new Set([audited]);
    for (let at = audited.parent; at; at = at.parent) {
      expect(above.has(at)).toBe(false);
      above.add(at);
    }
  }
  expect(new Set(records.map(({ path }) => path)).size).toBe(records.length);
  expect(shift !== undefined).toBe(offsets === 'shifted');
  expect(offsets !== 'rebuilt' && orphans.length > 0).toBe(false);
  return read;
}

describe('damage', () => {
  test.each(WAYS)('cut anywhere, it says so: %s, %s', (transferSyntax, lengths) => {
    const whole = written({ transferSyntax, lengths });
    for (let size = 0; size < whole.length; size++) {
      const read = judged(whole.subarray(0, size));
      if (read.kind === 'dicomdir') {
        expect([size, read.dicomdir.cutShort || !read.dicomdir.sequence]).toEqual([size, true]);
      } else expect([size, read.kind]).toEqual([size, size < 132 ? 'not-part-10' : 'header']);
    }
  });

  test.each([2, 3, 4, 5, 6, 7, 8, 9])('cut at %i tenths: the records before are read', (tenth) => {
    const whole = written();
    const size = Math.floor((whole.length * tenth) / 10);
    const left = dicomdirIn(whole.subarray(0, size));
    const { records } = dicomdirIn(whole);
    const before = records.filter((_, index) => (records[index + 1]?.offset ?? whole.length) <= size);
    expect(left.cutShort).toBe(true);
    expect(left.records.slice(0, before.length)).toEqual(before);
  });

  test.each(WAYS)('any byte another, 200 times: %s, %s', (transferSyntax, lengths) => {
    const whole = written({ transferSyntax, lengths });
    const random = seeded(20_261_121);
    for (let flip = 0; flip < 200; flip++) {
      const bytes = Buffer.from(whole);
      for (let times = random(3); times >= 0; times--) bytes[random(bytes.length)] = random(256);
      judged(bytes);
    }
  });

  test('an item longer than the file, or than the items it swallows', () => {
    const whole = written();
    const { records } = dicomdirIn(whole);
    const last = records[4]?.offset ?? 0;
    for (const length of [0x7fffffff, 0xfffffffe, 10_000]) {
      whole.writeUInt32LE(length, last + 4);
      expect(judged(whole)).toMatchObject({ dicomdir: { records: { length: 5 }, cutShort: true } });
    }
    const first = written();
    first.writeUInt32LE(first.length, (records[0]?.offset ?? 0) + 4);
    expect(judged(first)).toMatchObject({ dicomdir: { records: { length: 5 }, cutShort: false } });
  });

  test('a sequence longer than the file, or shorter than its items', () => {
    const whole = written();
    const at = whole.indexOf(Buffer.from('040020125351', 'hex')) + 8;
    whole.writeUInt32LE(0x10000000, at);
    expect(judged(whole)).toMatchObject({ dicomdir: { records: { length: 5 }, cutShort: true } });
    whole.writeUInt32LE(whole.length - at - 4 - 22, at);
    expect(judged(whole)).toMatchObject({ dicomdir: { records: { length: 5 }, cutShort: true } });
  });

  test('an element longer than its item: the others are read', () => {
    const whole = written();
    const at = whole.indexOf(Buffer.from('CHEST CT'));
    whole.writeUInt16LE(60_000, at - 2);
    const { records, cutShort } = dicomdirIn(whole);
    expect([cutShort, records.map(({ type }) => type)]).toEqual([
      false,
      ['PATIENT', 'STUDY', 'SERIES', 'IMAGE', 'IMAGE'],
    ]);
    expect(records[1]?.filled.has('00081030')).toBe(false);
  });
});

describe('nesting in an item', () => {
  const ENDS = 16; // the delimiters of the last item and of the sequence
  const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
  const OPEN = {
    [EXPLICIT_LITTLE]: hex('88000002 5351 0000 ffffffff feff00e0 ffffffff'),
    [IMPLICIT_LITTLE]: hex('88000002 ffffffff feff00e0 ffffffff'),
  };
  const CLOSE = hex('feff0de0 00000000 feffdde0 00000000');
  /** A DICOMDIR whose last item ends with these bytes. */
  const withTail = (transferSyntax: string, tail: Uint8Array): Buffer => {
    const whole = written({ transferSyntax, lengths: 'undefined' });
    return Buffer.concat([whole.subarray(0, -ENDS), tail, whole.subarray(-ENDS)]);
  };
  const nested = (syntax: keyof typeof OPEN, depth: number): Buffer =>
    withTail(syntax, Buffer.concat([...Array(depth).fill(OPEN[syntax]), ...Array(depth).fill(CLOSE)]));

  describe.each([EXPLICIT_LITTLE, IMPLICIT_LITTLE] as const)('%s', (syntax) => {
    test('some is passed over', () => {
      expect(judged(nested(syntax, 20))).toMatchObject({ dicomdir: { records: { length: 5 }, cutShort: false } });
    });

    test.each([1000, 100_000])('%i deep is too deep', (depth) => {
      expect(judged(nested(syntax, depth))).toEqual({ kind: 'too-deep' });
    });

    test('what is never closed is cut short', () => {
      const open = withTail(syntax, Buffer.concat(Array(20).fill(OPEN[syntax])));
      expect(judged(open)).toMatchObject({ dicomdir: { records: { length: 5 }, cutShort: true } });
    });
  });

  test('before the sequence of records', () => {
    const whole = written();
    const at = whole.indexOf(hex('04003011'));
    const deep = Array(1000).fill(OPEN[EXPLICIT_LITTLE]);
    expect(judged(Buffer.concat([whole.subarray(0, at), ...deep, whole.subarray(at)]))).toEqual({ kind: 'too-deep' });
  });

  test('with lengths it is passed over at once, however deep', () => {
    const depth = 100_000;
    const tail = Buffer.concat(Array(depth).fill(OPEN[EXPLICIT_LITTLE]));
    for (let level = 0; level < depth; level++) {
      tail.writeUInt32LE((depth - level - 1) * 20 + 8, level * 20 + 8);
      tail.writeUInt32LE((depth - level - 1) * 20, level * 20 + 16);
    }
    const read = judged(withTail(EXPLICIT_LITTLE, tail));
    expect(read).toMatchObject({ dicomdir: { records: { length: 5 }, cutShort: false } });
  });

  test('where a text should be, it is none', () => {
    for (const tag of ['10002000', '04000015', '04003014', '08000500']) {
      const tail = Buffer.concat([hex(`${tag} ffffffff`), hex('feffdde0 00000000')]);
      const found = dicomdirIn(withTail(IMPLICIT_LITTLE, tail)).records[4];
      expect(found).toMatchObject({ type: 'IMAGE', fileId: ['IMAGES', 'IM000002'], undeclaredText: false });
      expect(found).not.toHaveProperty('patientId');
    }
  });

  test('a File ID of millions of components keeps some', () => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(20_000_000);
    const tail = Buffer.concat([hex('04000015'), length, Buffer.alloc(20_000_000, 'A\\')]);
    const read = judged(withTail(IMPLICIT_LITTLE, tail));
    expect(read).toMatchObject({ dicomdir: { records: { length: 5 }, cutShort: false } });
    const [found] = read.kind === 'dicomdir' ? read.dicomdir.records.slice(4) : [];
    expect(found?.fileId?.length).toBeLessThan(100_000);
  });

  test('a record of very many keys keeps few', () => {
    const keys = Array.from({ length: 5000 }, (_, index) => [`0029${(0x1000 + index).toString(16)}:LO`, 'x']);
    const change = { elements: Object.fromEntries(keys) };
    const records = changedRecords(usual.records, IMAGE, (record) => ({ ...record, ...change }));
    const [found] = dicomdirIn(written({ records })).records.slice(3);
    expect(found).toMatchObject({ type: 'IMAGE', fileId: ['IMAGES', 'IM000001'] });
    expect(found?.filled.size).toBeLessThan(300);
  });
});
