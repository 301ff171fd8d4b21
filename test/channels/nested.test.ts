import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { readAttachments } from '../../src/channels/att-contents.ts';
import type { Context } from '../../src/channels/channel.ts';
import { readImageArchive } from '../../src/channels/dicom/read-image-archive.ts';
import { memorySource } from '../../src/intake/memory.ts';
import type { PrecheckOptions } from '../../src/options.ts';
import { precheck } from '../../src/precheck.ts';
import { writeCab } from '../support/archives/cab.ts';
import { write7z } from '../support/archives/sevenzip.ts';
import { writeZip } from '../support/archives/zip.ts';
import { insideOf } from '../support/corpus/inside.ts';
import { writeFileSet } from '../support/dicom/file-set.ts';
import { usualFileSet } from '../support/dicom/usual.ts';
import { AS_OF, caseFiles, KEY, sources, ZIP, zip } from '../support/product/packages.ts';

type Pack = (name: string, bytes: Uint8Array) => Uint8Array;
const PACKS: Record<'zip' | '7z' | 'cab', Pack> = {
  zip: (name, bytes) => writeZip([{ name, bytes }]),
  '7z': (name, bytes) => write7z([{ name, bytes }]),
  cab: (name, bytes) => writeCab([{ name, bytes }]),
};
const KINDS = Object.keys(PACKS) as (keyof typeof PACKS)[];
const NAMES = ['chest-ct-report.pdf', 'xray-photo.jpg', 'pathology.pdf', 'careplan.pdf'];

/** The accepted package with one more file in its ATT. */
function withInner(inner: Uint8Array): Uint8Array {
  const named = NAMES.map((name) => ({ name, bytes: insideOf(name, undefined) }));
  const att = writeCab([...named, { name: 'more.bin', bytes: inner }]);
  return zip({ ...caseFiles(), [`ATT${KEY}.CAB`]: att });
}

async function answered(bytes: Uint8Array, limits: PrecheckOptions['limits'] = {}): Promise<[string, string[]]> {
  const [report] = await precheck(sources({ [ZIP]: bytes }), { asOf: AS_OF, limits });
  if (!report) throw new Error('not recognised');
  return [report.verdict.answer, report.findings.map(({ ruleId }) => ruleId)];
}
const file = Buffer.from('an ordinary file');

describe.each(KINDS)('a %s inside an ATT inside the zip', (kind) => {
  const surplus = ['prior-auth-att-surplus'];

  test('is read to its end, and told as a file that nobody names', async () => {
    expect(await answered(withInner(PACKS[kind]('x.txt', file)))).toEqual(['remind', surplus]);
  });

  test('damaged: no document speaks of it', async () => {
    const inner = Buffer.from(PACKS[kind]('x.txt', Buffer.alloc(5_000, 7)));
    expect(await answered(withInner(inner.subarray(0, -20)))).toEqual(['remind', surplus]);
  });

  test.each(KINDS)('with a %s inside it: deeper than the limit, until that is raised', async (deeper) => {
    const bytes = withInner(PACKS[kind]('inner', PACKS[deeper]('x.txt', file)));
    expect(await answered(bytes)).toEqual(['unknown', ['limit-nesting']]);
    expect(await answered(bytes, { nesting: 4 })).toEqual(['remind', surplus]);
  });

  test('that unpacks to too much: the limit counts inside as well', async () => {
    const bytes = withInner(PACKS[kind]('zeros', new Uint8Array(20 * 2 ** 20)));
    const [answer, ids] = await answered(bytes, { ratio: 20, unpackedBytes: 12 * 2 ** 20 });
    expect(answer).toBe('unknown');
    expect(ids.some((id) => /^limit-(ratio|unpacked)$/.test(id))).toBe(true);
  });
});

test('what archives side by side unpack to counts together', async () => {
  const size = 3 * 2 ** 20;
  const inner = (kind: keyof typeof PACKS) => ({
    name: `${kind}.bin`,
    bytes: PACKS[kind]('noise', new Uint8Array(size)),
  });
  const att = writeCab([
    ...NAMES.map((name) => ({ name, bytes: insideOf(name, undefined) })),
    ...(['zip', '7z', 'zip'] as const).map(inner).map((file, n) => ({ ...file, name: `${n}${file.name}` })),
  ]);
  const bytes = zip({ ...caseFiles(), [`ATT${KEY}.CAB`]: att });
  expect((await answered(bytes, { unpackedBytes: 3 * size }))[0]).toBe('remind');
  const [report] = await precheck(sources({ [ZIP]: bytes }), { asOf: AS_OF, limits: { unpackedBytes: 3 * size - 1 } });
  expect(report?.verdict.answer).toBe('unknown');
  expect(report?.findings.map(({ ruleId, args }) => [ruleId, args])).toEqual([
    ['limit-unpacked', expect.objectContaining({ most: 3 * size - 1, found: 3 * size })],
  ]);
});

test('a symbolic link in an ATT or DCF is no file of any kind', async () => {
  const pdf = { name: 'careplan.pdf', bytes: insideOf('careplan.pdf', undefined) };
  const image = { name: 'IM1', bytes: writeFileSet(usualFileSet()).find(({ name }) => name !== 'DICOMDIR')?.bytes };
  async function* members(link: boolean) {
    for (const { name, bytes = Buffer.alloc(0) } of [pdf, image])
      yield { path: name, size: bytes.length, directory: false, link, body: () => memorySource('', bytes).open() };
  }
  const cx = { limits: { archiveTime: 60_000 } } as Context;
  const kinds = async (link: boolean) => {
    const att = await readAttachments(members(link), { level: 2, forms: false }, cx);
    const dcf = await readImageArchive(members(link), 'DCF', { dicomdirBytes: 1e6, dicomdirRecords: 1e3 });
    return [att.get('careplan.pdf')?.kind, ...dcf.files.map(({ read }) => read.kind)];
  };
  expect(await kinds(false)).toEqual(['pdf', 'other', 'dicom']);
  expect(await kinds(true)).toEqual(['unknown', 'other', 'other']);
});

test('a limit of one level: the ATT and the DCF in the zip are not opened, and nothing is accepted', async () => {
  const [answer, ids] = await answered(zip(caseFiles()), { nesting: 1 });
  expect([answer, new Set(ids)]).toEqual(['unknown', new Set(['limit-nesting'])]);
});

test('nothing is left in the temporary folder', async () => {
  const own = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`nhi-precheck-${process.pid}-`));
  const before = own();
  await answered(withInner(PACKS.zip('inner', PACKS['7z']('x.txt', file))));
  expect(own()).toEqual(before);
});
