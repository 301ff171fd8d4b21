import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixSubmission } from '../../src/fix/fix-submission.ts';
import { toldFixes } from '../../src/fix/lines.ts';
import { checkAll } from '../../src/precheck.ts';
import { writeCab } from '../support/archives/cab.ts';
import { scratch } from '../support/archives/scratch.ts';
import { write7z } from '../support/archives/sevenzip.ts';
import { writeZip } from '../support/archives/zip.ts';
import { insideOf } from '../support/corpus/inside.ts';
import { only, type Repaired, type RepairOptions, repair } from '../support/fix/repair.ts';
import { member, NAMES, naming, onDisk, sevenZ, sha, withAtt, zipped } from '../support/fix/wrong.ts';
import { AS_OF, base, caseFiles, type Files, KEY, ZIP, zip } from '../support/product/packages.ts';

const [FHR, ATT, DCF] = [`FHR${KEY}.JSON`, `ATT${KEY}.CAB`, `DCF${KEY}.CAB`];
const SEVEN = `ATT${KEY}.7z`;
const right = caseFiles();
const one = (files: Files, name: string): Uint8Array => files[name] ?? new Uint8Array();
const repairZip = (files: Files, options?: RepairOptions): Promise<Repaired> => repair({ [ZIP]: zip(files) }, options);

/** Nothing was done, and nothing written. */
function expectUntouched({ done, out }: Repaired): void {
  expect([done, out.size]).toEqual([[], 0]);
}

describe('a name that another file has', () => {
  test('two folders with the same names are not made flat, not even in part', async () => {
    const files = { [`a/${FHR}`]: one(right, FHR), [`b/${FHR}`]: one(right, FHR), [`a/${ATT}`]: one(right, ATT) };
    const repaired = await repairZip(files);
    expectUntouched(repaired);
    expect(repaired.left).toContain('prior-auth-zip-layer name-taken');
  });

  test('lower case beside the right name stays; the other files are repaired', async () => {
    const dcf = DCF.toLowerCase();
    const repaired = await repairZip({
      ...right,
      [FHR.toLowerCase()]: one(right, FHR),
      [dcf]: one(right, DCF),
      [DCF]: one(right, DCF),
      'x/.DS_Store': one(right, DCF),
    });
    expect(repaired.done).toEqual(['prior-auth-zip-stray drop-file']);
    expect(new Set(repaired.left)).toEqual(new Set(['prior-auth-file-name-case name-taken']));
    expect((await zipped(only(repaired)[1])).map(([name]) => name).sort()).toEqual(
      [FHR, ATT, DCF, FHR.toLowerCase(), dcf].sort(),
    );
  });

  test('two files that would get one name keep theirs', async () => {
    const { [FHR]: fhr = new Uint8Array(), ...others } = right;
    const repaired = await repairZip({ ...others, [FHR.toLowerCase()]: fhr, [`${FHR}.JSON`]: fhr });
    expectUntouched(repaired);
  });

  test('a cabinet whose 7z would take the place of another file', async () => {
    const att = writeCab(NAMES.map((name) => ({ name: name.toUpperCase(), bytes: insideOf(name, undefined) })));
    const repaired = await repairZip({ ...withAtt(ATT, att), [SEVEN]: sevenZ('other.pdf') });
    expectUntouched(repaired);
    expect(repaired.left).toContain('prior-auth-attachment-case name-taken');
  });
});

describe('attachments that may be meant or not', () => {
  test('two files for one name', async () => {
    const repaired = await repairZip(
      withAtt(SEVEN, sevenZ(...NAMES.filter((name) => name !== 'pathology.pdf'), 'a/Pathology.pdf', 'b/PATHOLOGY.pdf')),
    );
    expectUntouched(repaired);
    expect(repaired.left).toEqual(['prior-auth-attachment-case two-candidates']);
  });

  test('two names for one file', async () => {
    const text = JSON.stringify(base()).replace('file://chest-ct-report.pdf', 'file://Pathology.pdf');
    const repaired = await repairZip(
      withAtt(SEVEN, sevenZ('xray-photo.jpg', 'careplan.pdf', 'PATHOLOGY.pdf'), JSON.parse(text)),
    );
    expectUntouched(repaired);
    expect(new Set(repaired.left)).toEqual(new Set(['prior-auth-attachment-case two-candidates']));
  });

  test('a blank is proposed with both names, and not done', async () => {
    const repaired = await repairZip(
      withAtt(SEVEN, sevenZ(...NAMES.filter((name) => name !== 'pathology.pdf'), 'patho logy.pdf')),
    );
    expectUntouched(repaired);
    expect(toldFixes(repaired.fixed)).toEqual([
      {
        ruleId: 'prior-auth-attachment-blank',
        id: 'rename-attachment',
        file: `${ZIP}!/${FHR}`,
        from: 'patho logy.pdf',
        to: 'pathology.pdf',
        applied: false,
        safe: false,
        why: 'not-certain',
      },
    ]);
  });

  test('the name in the Bundle is no plain file name', async () => {
    const repaired = await repairZip(
      withAtt(
        SEVEN,
        sevenZ(...NAMES.filter((name) => name !== 'pathology.pdf'), 'A:pathology.pdf'),
        naming('a:pathology.pdf'),
      ),
    );
    expectUntouched(repaired);
  });
});

describe('an ATT that cannot be trusted is not touched inside', () => {
  const files = NAMES.map((name) => ({ name: name.toUpperCase(), bytes: insideOf(name, undefined) }));
  const link = { name: 'link', bytes: new Uint8Array(), link: '/etc/passwd' };
  test.each<[string, string, Uint8Array]>([
    ['a password', SEVEN, write7z(files, { password: 'x' })],
    [
      'a name that leads upwards',
      ATT,
      writeCab([...files, { name: '..\\..\\x.pdf', bytes: insideOf('x.pdf', undefined) }]),
    ],
    ['an absolute name', ATT, writeCab([...files, { name: 'C:\\x.pdf', bytes: insideOf('x.pdf', undefined) }])],
    ['a link', SEVEN, write7z([...files, link])],
    ['a name twice', ATT, writeCab([...files, ...files])],
    ['damage', SEVEN, Buffer.from(write7z(files)).fill(0, 40, 80)],
    ['an end that is missing', SEVEN, write7z(files).subarray(0, -30)],
  ])('%s', async (_, name, att) => {
    const repaired = await repairZip(withAtt(name, att));
    expectUntouched(repaired);
    const outer = await repairZip(withAtt(name.toLowerCase(), att));
    expect(outer.done, 'its own name can be repaired').toEqual(['prior-auth-file-name-case rename-file']);
    expect(sha(await member(only(outer)[1], name))).toBe(sha(att));
  });
});

describe('a zip that cannot be read to its end is left alone, and that is told', () => {
  const wrong = Object.entries(right).map(([name, bytes]) => ({ name: `folder/${name.toLowerCase()}`, bytes }));
  const WESTERN = '3501200000_20260512_001.zip';
  test.each<[string, Uint8Array, string]>([
    ['cut short', writeZip(wrong).subarray(0, -40), 'unreadable'],
    ['a wrong checksum', writeZip(wrong.map((file) => ({ ...file, crc: 1 }))), 'unreadable'],
    ['a password', writeZip(wrong.map((file) => ({ ...file, encrypted: true }))), 'unreadable'],
    ['an uncommon method', writeZip(wrong.map((file) => ({ ...file, method: 12 }))), 'unreadable'],
    ['no zip', sevenZ('x.pdf'), 'unreadable'],
    ['no bytes', new Uint8Array(), 'unreadable'],
    [
      'a name that leads upwards',
      writeZip([...wrong, { name: '../x', bytes: insideOf('x.pdf', undefined) }]),
      'hostile-names',
    ],
    [
      'an absolute name',
      writeZip([...wrong, { name: '/etc/x', bytes: insideOf('x.pdf', undefined) }]),
      'hostile-names',
    ],
    ['a folder on a drive', writeZip([...wrong, { name: 'C:\\x\\', bytes: new Uint8Array() }]), 'hostile-names'],
    ['a line feed in a name', writeZip([...wrong, { name: 'a\nb.pdf', bytes: new Uint8Array() }]), 'hostile-names'],
  ])('%s', async (_, bytes, refused) => {
    const repaired = await repair({ [WESTERN]: bytes });
    expectUntouched(repaired);
    expect(repaired.fixed.refused).toBe(refused);
  });

  test('more than the limits allow', async () => {
    for (const limits of [{ unpackedBytes: 20_000 }, { entries: 2 }]) {
      const repaired = await repair({ [WESTERN]: writeZip(wrong) }, { check: { limits } });
      expectUntouched(repaired);
      expect(repaired.fixed.refused).toBe('unreadable');
    }
  });
});

test.each([
  ['no case number', 'FHR3501200000.JSON'],
  ['a ROC case number', 'FHR3501200000_115051200000001.JSON'],
  ['a copy', `FHR${KEY} (1).JSON`],
])('a name is never guessed: %s', async (_, name) => {
  const { [FHR]: fhr = new Uint8Array(), ...others } = right;
  expectUntouched(await repairZip({ ...others, [name]: fhr }));
});

test('other files in the zip are never dropped, also beside what a Mac leaves', async () => {
  const others = { 'readme.txt': Buffer.from('read me'), '__MACOSX/notes.txt': Buffer.from('notes') };
  const repaired = await repairZip({ ...right, ...others, '__MACOSX/._x': Buffer.from('x') });
  expect(new Set(repaired.done)).toEqual(
    new Set(['prior-auth-zip-stray drop-file', 'prior-auth-zip-layer flatten-file']),
  );
  const names = (await zipped(only(repaired)[1])).map(([name]) => name);
  expect(names.sort()).toEqual([...Object.keys(right), 'readme.txt', 'notes.txt'].sort());
});

test.each(['zip', 'loose'])('a file that changes after it was judged: refused, nothing is made (%s)', async (form) => {
  const wrong = Object.fromEntries(Object.entries(right).map(([name, bytes]) => [name.toLowerCase(), bytes]));
  const files: Files = form === 'zip' ? { [ZIP]: zip(wrong) } : wrong;
  using folder = scratch(files);
  const names = Object.keys(files);
  const options = { asOf: AS_OF };
  const checked = await checkAll(await Promise.all(names.map((name) => onDisk(folder.path, name))), options);
  const [first] = checked;
  if (!first) throw new Error('not recognised');
  const touched = join(folder.path, names.at(-1) ?? '');
  if (form === 'zip') appendFileSync(touched, 'x');
  else writeFileSync(touched, one(right, FHR));
  await using fixed = await fixSubmission(first, { check: options });
  expect([fixed.refused, fixed.files.length]).toEqual(['changed', 0]);
});
