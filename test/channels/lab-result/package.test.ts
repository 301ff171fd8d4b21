import { describe, expect, it } from 'vitest';
import type { PackageData } from '../../../src/channels/lab-result/package-record-type.ts';
import { packageRecord } from '../../../src/channels/lab-result/package-records.ts';
import { openLabZip } from '../../../src/channels/lab-result/zip.ts';
import { memorySource } from '../../../src/intake/memory.ts';
import { LIMITS } from '../../../src/options.ts';
import { writeZip } from '../../support/archives/zip.ts';
import { labChecked, labSources } from '../../support/corpus/lab-result/checked.ts';

async function factsOf(name: string, entries: readonly string[], known = {}): Promise<PackageData> {
  const source = memorySource(
    name,
    writeZip(entries.map((entry) => ({ name: entry, bytes: Buffer.from(entry.endsWith('/') ? '' : entry) }))),
  );
  const zip = await openLabZip(source, LIMITS);
  const submission = { channel: 'lab-result', name, recognisedBy: 'option', form: 'zip', sources: [source] } as const;
  const all = {
    zip,
    state: zip.state,
    kind: 'zip',
    institution: undefined,
    uploadDay: undefined,
    login: undefined,
  } as const;
  return packageRecord(submission, { ...all, ...known }).data as PackageData;
}

describe('the record of a zip', () => {
  it('counts what lies in it', async () => {
    expect(await factsOf('A.zip', ['A.xml'])).toMatchObject({
      xmls: 1,
      others: 0,
      folders: 0,
      leftovers: 0,
      xmlName: 'A.xml',
    });
    expect(
      await factsOf('A.zip', ['a/', 'a/A.xml', 'b.pdf', '.DS_Store', '__MACOSX/', '__MACOSX/a/._A.xml', 'Thumbs.db']),
    ).toMatchObject({
      xmls: 1,
      others: 1,
      other: 'b.pdf',
      folders: 2,
      leftovers: 4,
    });
    expect(await factsOf('A.zip', ['A.xml', 'b.XML'])).toMatchObject({ xmls: 2 });
    expect((await factsOf('A.zip', ['A.xml', 'b.XML'])).xmlName).toBeUndefined();
    expect(await factsOf('A.zip', ['.DS_Store'])).toMatchObject({ state: 'empty' });
  });

  it.each([
    ['TOTFA.zip', true],
    ['35012000001150512001.ZIP', true],
    ['A_1.zip', false],
    ['A 1.zip', false],
    ['檢驗.zip', false],
    ['Ａ.zip', false],
    ['A.1.zip', false],
    ['A.7z', false],
    ['.zip', false],
  ])('%s: plain %s', async (name, plainName) => {
    expect(await factsOf(name, ['A.xml'])).toMatchObject({ plainName });
  });

  it('holds the name of an upload by program against the content', async () => {
    const known = { institution: '3501200000', uploadDay: '1150512', login: '3501200000' };
    expect(await factsOf('35012000001150512001.zip', ['A.xml'], known)).toMatchObject({
      institutionInName: 'agrees',
      dayInName: 'agrees',
      configured: 'agrees',
    });
    expect(await factsOf('35012000011150511001.zip', ['A.xml'], known)).toMatchObject({
      institutionInName: 'differs',
      dayInName: 'differs',
    });
    const plain = await factsOf('TOTFA.zip', ['A.xml'], known);
    expect([plain.apiName, plain.institutionInName, plain.dayInName]).toEqual([false, undefined, undefined]);
    expect((await factsOf('35012000011150511001.zip', ['A.xml'])).dayInName).toBeUndefined();
  });
});

describe('a package', () => {
  it('is told by its XML: the files of the report, and where things are', async () => {
    const { report } = await labChecked(labSources({ hdata: [{ h9: null }] }));
    expect(report.submission.files).toMatchObject([
      { path: 'TOTFA.zip!/TOTFA.xml', role: 'xml', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    expect(report.findings[0]?.locations).toEqual([
      { file: 'TOTFA.zip!/TOTFA.xml', xpath: '/patient/hdata[1]', line: 3, column: 3 },
    ]);
  });

  it('is hashed to its end though its XML breaks', async () => {
    const good = await labChecked(labSources({ pack: 'loose' }));
    const [broken, again] = [await labChecked(labSources({ pack: 'loose', xml: { replace: { '</h22>': '' } } })), good];
    expect(broken.rules).toContain('lab-xml-mismatch');
    expect(broken.report.submission.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(again.rules).toEqual(['lab-zip-loose']);
  });

  it('of two XML files, the one that begins like ours is read', async () => {
    const bytes = Buffer.from((await labSources({ pack: 'loose' })[0]?.read(0, 1e6)) ?? []);
    const both = memorySource(
      'A.zip',
      writeZip([
        { name: 'A.xml', bytes: Buffer.from('<x/>') },
        { name: 'B.xml', bytes },
      ]),
    );
    const { report, rules } = await labChecked([both]);
    expect(rules).toEqual(['lab-zip-two-xml']);
    expect(report.submission.files.map(({ path }) => path)).toEqual(['A.zip!/B.xml']);
    expect(report.verdict.units.total).toBe(1);
  });

  it('in a zip whose checksum is wrong, is not accepted', async () => {
    const { answer, rules, report } = await labChecked(labSources({ pack: { entry: { crc: 7 } } }));
    expect([answer, rules]).toEqual(['return-file', ['lab-zip-damaged']]);
    expect(report.submission.files[0]?.sha256).toBeNull();
  });
});
