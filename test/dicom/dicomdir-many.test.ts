import { beforeAll, describe, expect, test } from 'vitest';
import { auditFileSet } from '../../src/readers/dicom/audit.ts';
import type { FileInSet, FileSetAudit } from '../../src/readers/dicom/types.ts';
import { dicomdirIn } from '../support/dicom/audited.ts';
import { writeDicomdir } from '../support/dicom/dicomdir.ts';
import type { RecordModel } from '../support/dicom/model.ts';
import { EXPLICIT_LITTLE } from '../support/dicom/part10.ts';
import { CT, usualFileSet } from '../support/dicom/usual.ts';

const MANY = 100_000;
const nameOf = (index: number): string => `I${String(index).padStart(7, '0')}`;

describe(`${MANY} images`, () => {
  const images = Array.from({ length: MANY }, (_, index): RecordModel => {
    const elements = { '00041510': CT, '00041511': `2.25.${index}`, '00041512': EXPLICIT_LITTLE, '00200013': index };
    return { type: 'IMAGE', file: ['IMAGES', nameOf(index)], elements };
  });
  const files = images.map((_, index): FileInSet => ({ path: `IMAGES/${nameOf(index)}` }));
  const [patient] = usualFileSet().dicomdir?.records ?? [];
  const [study] = patient?.children ?? [];
  const [series] = study?.children ?? [];
  const records = [{ ...patient, children: [{ ...study, children: [{ ...series, children: images }] }] }];
  let bytes: Uint8Array = new Uint8Array();
  beforeAll(() => {
    bytes = writeDicomdir({ records: records as RecordModel[] });
  });

  const whole = (audit: FileSetAudit): void => {
    expect(audit.records).toHaveLength(MANY + 3);
    expect(audit).toMatchObject({ orphans: [], unreachable: [], circles: 0 });
    expect(audit.records.at(-1)).toMatchObject({
      path: `PATIENT[1]/STUDY[1]/SERIES[1]/IMAGE[${MANY}]`,
      file: { match: 'exact', file: files.at(-1), twice: false },
    });
    expect(audit.records.every(({ place, missing1 }) => place === 'fits' && missing1.length === 0)).toBe(true);
  };

  test('are read and audited in less than 300 MB', () => {
    const before = process.memoryUsage().rss;
    const audit = auditFileSet(dicomdirIn(bytes), files);
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(300);
    whole(audit);
    expect(audit.offsets).toBe('exact');
  });

  test('are rebuilt by their order where there are no offsets', () => {
    const dicomdir = dicomdirIn(bytes);
    const records = dicomdir.records.map(({ next, lower, ...record }) => record);
    const audit = auditFileSet({ ...dicomdir, first: 0, records }, files);
    whole(audit);
    expect(audit.offsets).toBe('rebuilt');
  });
});

test('each record beneath the one before, 50,000 deep: all have a place, and no path grows with them', () => {
  const dicomdir = dicomdirIn(writeDicomdir({ records: Array(50_000).fill({ type: 'PRIVATE' }) }));
  const deep = dicomdir.records.map((record) => ({ ...record, lower: record.next ?? 0, next: 0 }));
  const audit = auditFileSet({ ...dicomdir, records: deep }, []);
  expect(audit).toMatchObject({ circles: 0, astray: 0, offsets: 'rebuilt' });
  expect(audit.records.every(({ place }) => place === 'fits')).toBe(true);
  expect(Math.max(...audit.records.map(({ path }) => path.length))).toBeLessThan(1000);
});
