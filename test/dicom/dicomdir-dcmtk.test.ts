import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FileSetAudit } from '../../src/readers/dicom/types.ts';
import { scratch } from '../support/archives/scratch.ts';
import { audited, dicomdirIn } from '../support/dicom/audited.ts';
import { writeDicomdir } from '../support/dicom/dicomdir.ts';
import { writeDicom } from '../support/dicom/file.ts';
import type { FileModel } from '../support/dicom/model.ts';
import { installed, run } from '../support/dicom/tools.ts';
import { usualFile, usualFileSet } from '../support/dicom/usual.ts';

/** The file set that dcmmkdir makes of these files, audited. */
async function madeOf(files: Readonly<Record<string, FileModel>>, ...options: string[]): Promise<FileSetAudit> {
  const written = Object.entries(files).map(([name, model]) => ({ name, bytes: writeDicom(model) }));
  using folder = scratch(Object.fromEntries(written.map(({ name, bytes }) => [name, bytes])));
  const { code, says } = run('dcmmkdir', ['--recurse', '--input-directory', '.', ...options], folder.path);
  if (code !== 0) throw new Error(`dcmmkdir: ${says}`);
  const bytes = readFileSync(join(folder.path, 'DICOMDIR'));
  return audited([{ name: 'DICOMDIR', bytes }, ...written]);
}

const usual = usualFileSet().files;
/** The usual files, each of them changed. */
const changed = (change: (file: FileModel) => FileModel): Record<string, FileModel> =>
  Object.fromEntries(Object.entries(usual).map(([name, file]) => [name, change(file)]));

describe.skipIf(!installed('dcmmkdir'))('DICOMDIRs of DCMTK (needs dcmmkdir)', () => {
  const other = usualFile('2.25.99', 3);
  const strange = { ...other.elements, '00100020': 'T000002', '0020000d': '2.25.97', '0020000e': '2.25.98' };

  test.each([
    ['usual files', usual, []],
    ['two patients', { ...usual, IM3: { elements: strange } }, []],
    ['lengths that are undefined', usual, ['--length-undefined']],
    ['icons', usual, ['--add-icon-image']],
  ])('%s: no deviation', async (_, files, options) => {
    const found = await madeOf(files, ...options);
    const images = Object.keys(files).length;
    expect(found).toMatchObject({ offsets: 'exact', circles: 0, astray: 0, orphans: [], unreferenced: [] });
    expect(found.records.filter(({ instance }) => instance)).toHaveLength(images);
    for (const { place, missing1, missing2, repeated, reached, file, instance } of found.records) {
      expect([place, missing1, missing2, repeated, reached]).toEqual(['fits', [], [], false, 'offset']);
      if (!instance) continue;
      expect(file).toMatchObject({
        match: 'exact',
        odd: false,
        twice: false,
        sopClass: 'agrees',
        sopInstance: 'agrees',
        transferSyntax: 'agrees',
        keysDiffer: [],
      });
    }
  });

  test('keys that it makes up (+I) are there', async () => {
    const bare = changed((file) => ({ ...file, without: ['00200010', '00200011', '00200013'] }));
    const found = await madeOf(bare, '--invent', '-Nxc', '-Nec', '-Nrc');
    expect(found).toMatchObject({ offsets: 'exact', orphans: [], unreachable: [] });
    expect(found.records.map(({ missing1 }) => missing1)).toEqual(Array(5).fill([]));
    expect(found.records.map(({ file }) => file?.keysDiffer ?? [])).toEqual(Array(5).fill([]));
  });

  test('a Patient ID that it makes up does not differ from the one that the files lack', async () => {
    const nameless = changed((file) => ({ ...file, elements: { ...file.elements, '00100020': '' } }));
    const found = await madeOf(nameless, '--invent');
    expect(found.records[0]?.record.patientId).toBeDefined();
    expect(found.records.flatMap(({ file }) => file?.keysDiffer ?? [])).toEqual([]);
  });

  test('icons are there and passed over', async () => {
    const found = await madeOf(usual, '--add-icon-image');
    expect(found.records.at(-1)?.record.filled.has('00880200')).toBe(true);
    expect(found.records.at(-1)?.record.filled.has('00280010')).toBe(false);
  });
});

describe.skipIf(!installed('dcmdump'))('our own DICOMDIRs against DCMTK (needs dcmdump)', () => {
  test.each(['defined', 'undefined'] as const)('the same offsets of items, with %s lengths', (lengths) => {
    const { dicomdir } = usualFileSet();
    const bytes = writeDicomdir({ records: [], ...dicomdir, lengths });
    using folder = scratch({ DICOMDIR: bytes });
    const { says } = run('dcmdump', ['+P', '0004,1220', 'DICOMDIR'], folder.path);
    const offsets = [...says.matchAll(/offset=\$(\d+)/g)].map(([, offset]) => Number(offset));
    expect(offsets).toHaveLength(5);
    expect(dicomdirIn(bytes).records.map(({ offset }) => offset)).toEqual(offsets);
  });
});
