import { describe, expect, test } from 'vitest';
import { auditFileSet } from '../../src/readers/dicom/audit.ts';
import type { FileSetAudit } from '../../src/readers/dicom/types.ts';
import { dicomdirIn, usualSet } from '../support/dicom/audited.ts';
import { writeDicomdir } from '../support/dicom/dicomdir.ts';
import type { DicomdirModel, RecordModel } from '../support/dicom/model.ts';

const PATIENT = 'PATIENT[1]';
const STUDY = `${PATIENT}/STUDY[1]`;
const SERIES = `${STUDY}/SERIES[1]`;
const IMAGE = `${SERIES}/IMAGE[1]`;
const ALL = [PATIENT, STUDY, SERIES, IMAGE, `${SERIES}/IMAGE[2]`];

const audit = (changed: Partial<DicomdirModel> = {}): FileSetAudit =>
  auditFileSet(dicomdirIn(writeDicomdir({ ...usualSet().dicomdir, ...changed })), []);
const paths = ({ records }: FileSetAudit): string[] => records.map(({ path }) => path);
const reached = ({ records }: FileSetAudit): string[] => records.map((record) => record.reached);
const plain = (type: string, ...children: RecordModel[]): RecordModel => ({ type, children });
const images = (count: number): RecordModel[] => Array.from({ length: count }, () => plain('IMAGE'));

/** Two patients of two studies of two series of two images. */
const forest: RecordModel[] = [1, 2].map(() =>
  plain('PATIENT', ...[1, 2].map(() => plain('STUDY', ...[1, 2].map(() => plain('SERIES', ...images(2)))))),
);

describe('offsets that are right', () => {
  test('every record has its place', () => {
    const found = audit();
    expect(paths(found)).toEqual(ALL);
    expect(found).toMatchObject({ offsets: 'exact', circles: 0, astray: 0, orphans: [] });
    expect(found).not.toHaveProperty('shift');
    expect(found.records.map(({ parent }) => parent?.path)).toEqual([undefined, PATIENT, STUDY, SERIES, SERIES]);
    expect(new Set(reached(found))).toEqual(new Set(['offset']));
  });

  test('in backward order, records stay in the order of the sequence', () => {
    const found = audit({ order: 'backward' });
    expect(paths(found)).toEqual([`${SERIES}/IMAGE[2]`, IMAGE, SERIES, STUDY, PATIENT]);
    expect(found.offsets).toBe('exact');
  });

  test('paths count among siblings of a type', () => {
    const records = [
      plain('PATIENT', plain('STUDY'), plain('PRIVATE'), plain('STUDY', plain('SERIES'))),
      plain('IMPLANT'),
    ];
    expect(paths(audit({ records }))).toEqual([
      'PATIENT[1]',
      'PATIENT[1]/STUDY[1]',
      'PATIENT[1]/PRIVATE[1]',
      'PATIENT[1]/STUDY[2]',
      'PATIENT[1]/STUDY[2]/SERIES[1]',
      'IMPLANT[1]',
    ]);
  });

  test('a type that cannot be shown is a question mark', () => {
    const records = [plain('PATIENT', plain('st\u00fcdy\u001b[31m'), { type: 'STUDY', without: ['00041430'] })];
    expect(paths(audit({ records }))).toEqual(['PATIENT[1]', 'PATIENT[1]/?[1]', 'PATIENT[1]/?[2]']);
  });

  test('no records', () => {
    expect(audit({ records: [] })).toMatchObject({ offsets: 'exact', records: [], orphans: [], unreachable: [] });
  });
});

describe('all offsets off by a constant', () => {
  test.each([22, -22, 132, -132, 8, -8, 100_000, 1])('%i', (shift) => {
    const found = audit({ records: forest, shift });
    expect(found).toMatchObject({ offsets: 'shifted', shift: -shift, astray: 0, circles: 0, orphans: [] });
    expect(paths(found)).toEqual(paths(audit({ records: forest })));
    expect(new Set(reached(found))).toEqual(new Set(['shifted']));
  });

  test('from the name in the first record onwards, as it was seen', () => {
    const right = dicomdirIn(writeDicomdir({ ...usualSet().dicomdir }));
    const found = audit({ shift: -22, offsets: { '': { next: right.first ?? 0 } } });
    expect(found).toMatchObject({ offsets: 'shifted', shift: 22, astray: 0, circles: 0 });
    expect(reached(found)).toEqual(['offset', 'shifted', 'shifted', 'shifted', 'shifted']);
    expect(paths(found)).toEqual(ALL);
  });

  test('in backward order', () => {
    expect(audit({ records: forest, shift: 22, order: 'backward' })).toMatchObject({ offsets: 'shifted', shift: -22 });
  });

  test('the constant leads to no record that another offset leads to, where all are of one length', () => {
    const records = Array.from({ length: 6 }, () => plain('PRIVATE'));
    const [first, second] = dicomdirIn(writeDicomdir({ records })).records.map(({ offset }) => offset);
    const shift = -Math.round(((second ?? 0) - (first ?? 0)) * 0.6);
    const found = audit({ records, shift, offsets: { '': { next: first ?? 0 } } });
    expect(found).toMatchObject({ offsets: 'shifted', shift: -shift, circles: 0 });
  });

  test('a few offsets that are off alike are no constant for all', () => {
    const at = new Map(audit({ records: forest }).records.map(({ path, record }) => [path, record.offset]));
    const offsets = Object.fromEntries(
      [SERIES, `${PATIENT}/STUDY[2]/SERIES[2]`].map((series) => [
        `${series}/IMAGE[1]`,
        { next: (at.get(`${series}/IMAGE[2]`) ?? 0) + 10 },
      ]),
    );
    const found = audit({ records: forest, offsets });
    expect(found).toMatchObject({ offsets: 'rebuilt', astray: 2, orphans: { length: 2 } });
    expect(paths(found)).toEqual([...at.keys()]);
  });

  test('the only offset is no constant either', () => {
    const found = audit({ records: [plain('PATIENT')], shift: 22 });
    expect(found).toMatchObject({ offsets: 'rebuilt', astray: 1, records: { length: 1 } });
    expect(found).not.toHaveProperty('shift');
  });

  test('one offset that is off is no constant', () => {
    const found = audit({ offsets: { [IMAGE]: { next: 77 } } });
    expect(found).toMatchObject({ offsets: 'rebuilt', astray: 1 });
    expect(found).not.toHaveProperty('shift');
  });
});

describe('offsets that fail', () => {
  test.each([
    ['the first is 0', { '': { next: 0 } }, 0],
    ['the first leads nowhere', { '': { next: 3 } }, 1],
    ['the first leads behind the end', { '': { next: 0xffffffff } }, 1],
  ])('%s: rebuilt wholly, without orphans', (_, offsets, astray) => {
    const found = audit({ offsets });
    expect(paths(found)).toEqual(ALL);
    expect(found).toMatchObject({ offsets: 'rebuilt', astray, orphans: [], unreachable: [] });
    expect(new Set(reached(found))).toEqual(new Set(['order']));
  });

  test('none is there at all', () => {
    const found = audit({ records: forest, without: ['00041200', '00041400', '00041420'] });
    expect(paths(found)).toEqual(paths(audit({ records: forest })));
    expect(found).toMatchObject({ offsets: 'rebuilt', astray: 0, orphans: [] });
  });

  test('into the middle of an item is astray', () => {
    const item = dicomdirIn(writeDicomdir(usualSet().dicomdir)).records[1]?.offset ?? 0;
    for (const into of [1, 8, 20]) {
      const found = audit({ offsets: { [PATIENT]: { lower: item + into } } });
      expect(found).toMatchObject({ offsets: 'rebuilt', astray: 1 });
      expect(paths(found)).toEqual(ALL);
    }
  });

  test('orphans: an image, a series with its images', () => {
    const image = audit({ offsets: { [IMAGE]: { next: 0 } } });
    expect(image.orphans.map(({ path }) => path)).toEqual([`${SERIES}/IMAGE[2]`]);
    expect(reached(image)).toEqual(['offset', 'offset', 'offset', 'offset', 'order']);
    const series = audit({ offsets: { [STUDY]: { lower: 0 } } });
    expect(series.orphans.map(({ path }) => path)).toEqual([SERIES, IMAGE, `${SERIES}/IMAGE[2]`]);
    expect(series).toMatchObject({ offsets: 'rebuilt', circles: 0, astray: 0 });
  });

  test('the offsets beneath an orphan still count, whatever the order', () => {
    const found = audit({ records: forest, order: 'backward', offsets: { 'PATIENT[1]': { next: 0 } } });
    expect(found.orphans).toHaveLength(15);
    expect(new Set(paths(found))).toEqual(new Set(paths(audit({ records: forest }))));
  });

  test('an orphan that leads to itself keeps what is beneath it, whatever the order', () => {
    const offsets = { [STUDY]: { lower: 0 }, [SERIES]: { next: 'self' } };
    const found = audit({ order: 'backward', offsets });
    expect(found).toMatchObject({ orphans: { length: 3 }, unreachable: [] });
    expect(
      found.records.filter(({ record }) => record.type === 'IMAGE').map(({ parent }) => parent?.record.type),
    ).toEqual(['SERIES', 'SERIES']);
  });

  test('what is unlinked before another record is an orphan, and no circle', () => {
    const offsets = { [IMAGE]: { next: `${SERIES}/IMAGE[3]` } };
    const found = audit({ records: [plain('PATIENT', plain('STUDY', plain('SERIES', ...images(3))))], offsets });
    expect(found).toMatchObject({ circles: 0, astray: 0, orphans: { length: 1 } });
  });

  test('PRIVATE, retired and unknown types are passed over when the tree is rebuilt', () => {
    const odd = [plain('PRIVATE'), plain('OVERLAY'), plain('NEWEST THING')];
    const records = [plain('PATIENT', ...odd, plain('STUDY', ...odd, plain('SERIES', ...odd, ...images(1))))];
    const found = audit({ records, offsets: { '': { next: 0 } }, without: ['00041400', '00041420'] });
    expect(paths(found)).toEqual(expect.arrayContaining([PATIENT, STUDY, SERIES, IMAGE, 'PRIVATE[1]', 'PRIVATE[3]']));
  });

  test('an image is not put into a series of another study', () => {
    const records = [plain('PATIENT', plain('STUDY', plain('SERIES')), plain('STUDY', plain('IMAGE'))), plain('STUDY')];
    const found = audit({ records, without: ['00041400', '00041420'] });
    expect(found.unreachable.map(({ path }) => path)).toEqual(['IMAGE[1]']);
    expect(paths(found).at(-1)).toBe('PATIENT[1]/STUDY[3]');
  });

  test('an image before any series has no place', () => {
    const found = audit({ order: 'backward', without: ['00041400', '00041420'] });
    expect(found.unreachable.map(({ path }) => path)).toEqual(['IMAGE[1]', 'IMAGE[2]']);
  });
});

describe('circles', () => {
  test.each([
    ['next to itself', { [IMAGE]: { next: 'self' } }, 1],
    ['lower to itself', { [IMAGE]: { lower: 'self' } }, 0],
    ['lower to an ancestor', { [IMAGE]: { lower: PATIENT } }, 0],
    ['next to an ancestor', { [`${SERIES}/IMAGE[2]`]: { next: STUDY } }, 0],
    ['next to an earlier sibling', { [`${SERIES}/IMAGE[2]`]: { next: IMAGE } }, 0],
  ])('%s', (_, offsets, orphans) => {
    const found = audit({ offsets });
    expect(found).toMatchObject({ circles: 1, astray: 0, orphans: { length: orphans } });
    expect(paths(found)).toEqual(ALL);
  });

  test('records that only lead to one another', () => {
    const offsets = { [PATIENT]: { lower: 0 }, [STUDY]: { next: SERIES }, [SERIES]: { next: STUDY } };
    const found = audit({ offsets });
    expect(paths(found)).toHaveLength(5);
    expect(found.orphans).toHaveLength(4);
    expect(found.records.filter(({ parent }) => parent === undefined)).toHaveLength(1);
  });

  test('every record leading to the first', () => {
    const offsets = Object.fromEntries(ALL.map((path) => [path, { next: PATIENT, lower: PATIENT }]));
    const found = audit({ offsets });
    expect(found).toMatchObject({ circles: 2, orphans: { length: 4 }, offsets: 'rebuilt' });
    expect(paths(found)).toEqual(ALL);
  });
});
