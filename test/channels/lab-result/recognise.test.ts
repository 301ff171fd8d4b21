import { describe, expect, it } from 'vitest';
import { apiName, isOurName } from '../../../src/channels/lab-result/names.ts';
import { looksLikeLabXml } from '../../../src/channels/lab-result/peek.ts';
import { memorySource } from '../../../src/intake/memory.ts';
import type { Source } from '../../../src/intake/source.ts';
import { LIMITS } from '../../../src/options.ts';
import { submissionsOf } from '../../../src/submissions.ts';
import { writeZip } from '../../support/archives/zip.ts';
import { labSources } from '../../support/corpus/lab-result/checked.ts';
import { caseFiles, sources, ZIP, zip } from '../../support/product/packages.ts';

/** Channel, form and way of recognition of each submission. */
async function seen(files: readonly Source[], channel?: 'lab-result'): Promise<string[]> {
  const found = await submissionsOf(files, LIMITS, { channel });
  return found.map(
    ({ submission: { channel: id, form, recognisedBy, name } }) => `${id} ${form} ${recognisedBy} ${name}`,
  );
}

const zipped = (name: string, text: string | Uint8Array, as = 'TOTFA.xml'): Source =>
  memorySource(name, writeZip([{ name: as, bytes: Buffer.from(text as string) }]));

describe('recognising lab results', () => {
  it('takes a zip by the XML in it, and the XML alone', async () => {
    expect(await seen(labSources({ pack: { zip: 'whatever 1.zip' } }))).toEqual([
      'lab-result zip content whatever 1.zip',
    ]);
    expect(await seen(labSources({ pack: 'loose' }))).toEqual(['lab-result loose content TOTFA.xml']);
  });

  it('makes a submission of each, whatever else lies there', async () => {
    const files = [
      ...labSources({ pack: { zip: 'a.zip', twin: 'b.zip' } }),
      ...labSources({ pack: 'loose' }),
      ...sources({ [ZIP]: zip(caseFiles()), 'note.txt': Buffer.from('x') }),
    ];
    expect(await seen(files)).toEqual([
      `prior-auth zip name ${ZIP}`,
      'lab-result zip content a.zip',
      'lab-result zip content b.zip',
      'lab-result loose content TOTFA.xml',
    ]);
  });

  it.each(['big5', 'utf-8', 'utf-16le', 'utf-16be'] as const)('looks into %s', async (encoding) => {
    expect(
      await seen(labSources({ xml: { encoding, bom: encoding.startsWith('utf-16') }, pack: { zip: 'x.zip' } })),
    ).toEqual(['lab-result zip content x.zip']);
  });

  it.each([
    ['<patient>', true],
    ['<?xml version="1.0"?><!-- <x> --><patient/>', true],
    ['<Patient xmlns="http://hl7.org/fhir"><id value="1"/>', false],
    ['<patient xmlns="http://hl7.org/fhir">', false],
    ['<outpatient><tdata/>', false],
    ['<PATIENT><HDATA>', true],
    ['<root><hdata>', true],
    ['', false],
  ])('%s: %s', (head, is) => {
    expect(looksLikeLabXml(head)).toBe(is);
  });

  it('leaves another XML, and a zip of one, to others', async () => {
    expect(await seen([zipped('TOTFA.zip', '<outpatient/>'), memorySource('a.xml', Buffer.from('<RECS/>'))])).toEqual(
      [],
    );
  });

  it('goes by the name where the content cannot be looked into', async () => {
    const rar = Buffer.from('Rar!\x1a\x07\x01\x00 and more', 'latin1');
    const named = ['TOTFA.zip', '35012000001150512001.zip', 'totfa.rar', '35012000001150512001.7z'];
    for (const name of named) expect(await seen([memorySource(name, rar)])).toEqual([`lab-result zip name ${name}`]);
    expect(await seen([memorySource('photos.zip', rar), memorySource('photos.rar', rar)])).toEqual([]);
    expect(await seen([memorySource('TOTFA.zip', Buffer.alloc(0))])).toEqual(['lab-result zip name TOTFA.zip']);
    expect(await seen([memorySource('TOTFA.xml', Buffer.alloc(0))])).toEqual(['lab-result loose name TOTFA.xml']);
    expect(await seen([memorySource('a.xml', Buffer.alloc(0))])).toEqual([]);
  });

  it('takes an encrypted zip with one XML, but no other', async () => {
    const entry = { bytes: Buffer.from('x'), encrypted: true };
    const one = writeZip([{ name: 'a.xml', ...entry }]);
    const two = writeZip(['a.xml', 'b.xml'].map((name) => ({ name, ...entry })));
    expect(await seen([memorySource('a.zip', one), memorySource('b.zip', two)])).toEqual(['lab-result zip name a.zip']);
  });

  it('takes what it is told to take', async () => {
    const files = [
      zipped('a.zip', '<other/>'),
      memorySource('a.xml', Buffer.from('x')),
      memorySource('a.rar', Buffer.from('x')),
    ];
    expect(await seen(files, 'lab-result')).toEqual([
      'lab-result zip option a.zip',
      'lab-result loose option a.xml',
      'lab-result zip option a.rar',
    ]);
    expect(await seen([memorySource('a.txt', Buffer.from('x'))], 'lab-result')).toEqual([]);
  });
});

describe('names of uploads by program', () => {
  it('are institution, day and serial', () => {
    expect(apiName('350102a0091150512001.zip')).toEqual({ institution: '350102A009', day: '1150512', serial: '001' });
    expect(apiName('folder/35012000001150512001.XML')?.day).toBe('1150512');
    for (const name of [
      'TOTFA.zip',
      '3501200000_1150512_001.zip',
      '35012000001150512.zip',
      '350120000011505120000001.zip',
    ])
      expect(apiName(name)).toBeUndefined();
  });

  it('speak for this channel, as the example of NHI does', () => {
    expect(['35012000001150512001.zip', 'totfa.zip', 'a.zip', 'TOTFA2.zip'].map(isOurName)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
