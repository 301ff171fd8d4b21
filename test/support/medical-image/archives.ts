import type { Context } from '../../../src/channels/channel.ts';
import { precheck } from '../../../src/precheck.ts';
import { archiveLimits } from '../../../src/readers/archive/limits.ts';
import { fixture } from '../content/fixture.ts';
import { writeFileSet } from '../dicom/file-set.ts';
import type { Elements, FileSetModel } from '../dicom/model.ts';
import { usualFileSet } from '../dicom/usual.ts';
import { sources } from '../product/packages.ts';

/** The day of the checks below. */
export const DAY = '2026-05-12';
export const CSV = '3501200000_20260512_001.csv';
export const DCF = 'DCF3501200000_A00000000001.7z';
export const ATT = 'ATT3501200000_A00000000001.7z';

/** A row that nothing is wrong with, of the patient and day of `imageSet`. */
export const rowOf = (orderCode: string, archive: string, site = ''): string =>
  `3501200000,12,11505,1150504093015,01,0012,1,A123456789,0470808,${orderCode},1,11505040930,${site},${archive},,,\r\n`;

/** The usual two slices with other elements; pixels are as many as rows and columns ask for. */
export function imageModel(elements: Elements, second: Elements = elements): FileSetModel {
  const model = usualFileSet();
  const files = Object.entries(model.files).map(([name, file], index) => [
    name,
    { ...file, elements: { ...file.elements, ...(index === 0 ? elements : second) } },
  ]);
  return { ...model, files: Object.fromEntries(files) };
}

/** The files of such a set. */
export const imageSet = (elements: Elements, second?: Elements): { name: string; bytes: Uint8Array }[] =>
  writeFileSet(imageModel(elements, second));

/** Rows (0028,0010) and Columns (0028,0011). */
export const sized = (rows: number, columns: number): Elements => ({ '00280010': rows, '00280011': columns });

/** A JPEG whose frame claims a size, with `bytes` more in its scan: by default enough for it. */
export function jpegSized(width: number, height: number, bytes = Math.ceil((width * height) / 512)): Uint8Array {
  const jpeg = Buffer.from(fixture('baseline.jpg'));
  let at = 2;
  while (jpeg[at + 1] !== 0xc0) at += 2 + jpeg.readUInt16BE(at + 2);
  jpeg.writeUInt16BE(height, at + 5);
  jpeg.writeUInt16BE(width, at + 7);
  return Buffer.concat([jpeg.subarray(0, -2), Buffer.alloc(bytes, 0x55), jpeg.subarray(-2)]);
}

/** The rules that a submission of one row and one archive raises, sorted, without those about the reward. */
export async function raisedBy(orderCode: string, archive: string, bytes: Uint8Array, site = ''): Promise<string[]> {
  const files = { [CSV]: Buffer.from(rowOf(orderCode, archive, site)), [archive]: bytes };
  const [report] = await precheck(sources(files), { asOf: DAY });
  if (!report) throw new Error('not recognised');
  const ids = report.findings.filter(({ outcome }) => outcome !== 'advise').map(({ ruleId }) => ruleId);
  return [...new Set(ids)].sort();
}

/** A context for reading archives that lie on disk. */
export function readingContext(changed: Partial<Context> = {}): Context {
  return {
    asOf: DAY,
    institution: undefined,
    limits: {
      entries: archiveLimits.maxEntries,
      unpackedBytes: archiveLimits.maxUnpackedBytes,
      ratio: archiveLimits.maxRatio,
      fhrBytes: 2 ** 20,
      dicomdirBytes: 2 ** 24,
      dicomdirRecords: 100_000,
      nesting: 3,
      dictionary: archiveLimits.maxDictionary,
      archiveTime: 60_000,
      xmlText: 1_000,
      xmlRecord: 1_000,
    },
    sentBefore: () => false,
    order: null,
    signal: undefined,
    format: () => {
      throw new Error('no XML here');
    },
    elsewhere: () => undefined,
    codes: () => ({}),
    keep: () => Promise.reject(new Error('nothing is to be kept')),
    discard: () => Promise.resolve(),
    uploadDay: () => {},
    file: () => {},
    ...changed,
  };
}
