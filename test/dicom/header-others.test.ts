import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDicom } from '../../src/readers/dicom/header.ts';
import type { DicomHeader } from '../../src/readers/dicom/types.ts';
import { scratch } from '../support/archives/scratch.ts';
import { writeDicom } from '../support/dicom/file.ts';
import { DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE } from '../support/dicom/part10.ts';
import { headerIn, pieces } from '../support/dicom/read.ts';
import { installed, run } from '../support/dicom/tools.ts';
import { usualFile } from '../support/dicom/usual.ts';

const codes = [{ '00080100': 'T', '00080102': 'TEST', '00080104': 'x', '00082218': [{ '00080100': 'U' }] }];
const file = { elements: { ...usualFile().elements, '00082218': codes } };

async function headerAt(path: string): Promise<DicomHeader> {
  const read = await readDicom(pieces(readFileSync(path)));
  if (read.kind !== 'dicom' || read.truncated) throw new Error(`read as ${JSON.stringify(read)}`);
  return read.header;
}

describe.skipIf(!installed('dcmconv'))('files that DCMTK has written (needs dcmconv)', () => {
  const ENCODINGS = { '+ti': 'implicit-little', '+tb': 'explicit-big' } as Record<string, string>;
  const syntaxes = { '+te': EXPLICIT_LITTLE, '+ti': IMPLICIT_LITTLE, '+tb': EXPLICIT_BIG, '+td': DEFLATED };
  const forms = Object.entries(syntaxes).flatMap(([option, transferSyntax]) =>
    ['+e', '-e'].map((lengths) => ({ option, lengths, transferSyntax })),
  );

  test.each(forms)('$option $lengths: the same header as ours', async ({ option, lengths, transferSyntax }) => {
    using folder = scratch({ ours: writeDicom(file) });
    const theirs = join(folder.path, 'theirs');
    expect(run('dcmconv', [option, lengths, join(folder.path, 'ours'), theirs])).toEqual({ code: 0, says: '' });
    const encoding = ENCODINGS[option] ?? 'explicit-little';
    expect(await headerAt(theirs)).toEqual({ ...(await headerIn(file)), transferSyntax, encoding });
  });

  test('without preamble and group 0002', async () => {
    using folder = scratch({ ours: writeDicom(file) });
    const theirs = join(folder.path, 'theirs');
    run('dcmconv', ['-F', '+ti', join(folder.path, 'ours'), theirs]);
    const { transferSyntax, mediaSopClass, mediaSopInstance, ...rest } = await headerIn(file);
    expect(await headerAt(theirs)).toEqual({ ...rest, form: 'bare', encoding: 'implicit-little' });
  });
});

test.skipIf(!installed('dump2dcm'))('a file that DCMTK has made from a text (needs dump2dcm)', async () => {
  const dump = ['(0008,0016) UI =SecondaryCaptureImageStorage', '(0008,0018) UI [1.2.3]', '(0010,0020) LO [A\\\\B]'];
  using folder = scratch({ dump: [...dump, '(0028,0008) IS [2]', '(0028,0010) US 7'].join('\n') });
  const made = join(folder.path, 'made');
  expect(run('dump2dcm', [join(folder.path, 'dump'), made]).code).toBe(0);
  const expected = { sopInstance: '1.2.3', mediaSopInstance: '1.2.3', frames: 2, rows: 7, pixels: 'none' };
  expect(await headerAt(made)).toMatchObject(expected);
});

test.each([0, 1, 2, 5, 10, 20])('an error of the body comes out, however late (%i turns)', async (turns) => {
  const bytes = writeDicom({ ...usualFile(), transferSyntax: DEFLATED });
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield bytes;
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
    throw new Error('the checksum is wrong');
  }
  await expect(readDicom(broken())).rejects.toThrow('the checksum is wrong');
});

test.each([
  ['whole', undefined, false],
  ['cut short', -1, true],
])('of a body of known size the pixels are not read, and yet it is known that it is %s', async (_, cut, truncated) => {
  const whole = writeDicom({ ...usualFile(), pixelBytes: 300_000 });
  const bytes = whole.subarray(0, cut);
  let given = 0;
  async function* body(): AsyncGenerator<Uint8Array> {
    for (; given < bytes.length; given += 1_000) yield bytes.subarray(given, given + 1_000);
  }
  expect(await readDicom(body(), { size: bytes.length })).toMatchObject({ kind: 'dicom', truncated });
  expect(given < 50_000).toBe(!truncated);
});
