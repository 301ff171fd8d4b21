import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/options.ts';
import { precheck } from '../../../src/precheck.ts';
import { submissionsOf } from '../../../src/submissions.ts';
import { writeZip } from '../../support/archives/zip.ts';
import { CSV, DAY, DCF, rowOf } from '../../support/medical-image/archives.ts';
import { sources } from '../../support/product/packages.ts';

const ROW = Buffer.from(rowOf('33070B', DCF, 'H'));
const BYTES = Buffer.from('7z');
const zip = (...names: string[]): Uint8Array => writeZip(names.map((name) => ({ name, bytes: ROW })));

/** Channel and name of each submission, with how many files it has. */
async function found(files: Record<string, Uint8Array>): Promise<string[]> {
  const all = await submissionsOf(sources(files), LIMITS, {});
  return all.map(({ submission: { channel, name, sources: own } }) => `${channel} ${name} ${own.length}`);
}

describe('another CSV in the folder', () => {
  it('that says nothing of images is left alone beside one of a batch', async () => {
    expect(await found({ [CSV]: ROW, [DCF]: BYTES, 'prices.csv': Buffer.from('a,b\n') })).toEqual([
      `medical-image ${CSV} 2`,
    ]);
  });

  it('that names archives is a batch too', async () => {
    expect(await found({ [CSV]: ROW, [DCF]: BYTES, 'copy.csv': ROW })).toEqual([
      `medical-image ${CSV} 2`,
      'medical-image copy.csv 1',
    ]);
  });

  it('is the one of the archives beside it where there is no other', async () => {
    expect(await found({ 'batch.csv': Buffer.from('a,b\n'), [DCF]: BYTES })).toEqual(['medical-image batch.csv 2']);
  });
});

describe('a zip', () => {
  it.each([
    ['upload.zip', [CSV, DCF], 'medical-image upload.zip 1'],
    ['3501200000_20260512_001.zip', [`batch/${CSV}`, `batch/${DCF}`], 'medical-image 3501200000_20260512_001.zip 1'],
    ['upload.zip', ['FHR3501200000_2026051200000001.json', CSV], 'prior-auth upload.zip 1'],
  ])('%s of %j is %s', async (name, names, expected) => {
    expect(await found({ [name]: zip(...names) })).toEqual([expected]);
  });

  it('comes after a batch that lies beside it', async () => {
    expect(await found({ 'old.zip': zip(CSV, DCF), [CSV]: ROW, [DCF]: BYTES })).toEqual([
      `medical-image ${CSV} 2`,
      'medical-image old.zip 1',
    ]);
  });

  it('of a batch is not looked into, and said to be outside', async () => {
    const [report] = await precheck(sources({ 'upload.zip': zip(CSV, DCF) }), { asOf: DAY });
    expect(report?.verdict.answer).toBe('unknown');
    expect(report?.findings.map(({ ruleId, locations }) => [ruleId, locations])).toEqual([
      ['medical-image-zipped', [{ file: 'upload.zip' }]],
    ]);
  });
});
