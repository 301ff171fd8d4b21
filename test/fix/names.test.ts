import { describe, expect, test } from 'vitest';
import { isLeftover, rightFileName, rightZipName } from '../../src/channels/prior-auth/fix-names.ts';
import type { ArchiveKind } from '../../src/readers/archive/kind.ts';

const FHR = 'FHR3501200000_2026051200000001';
const ATT = 'ATT350102A009_2026051200000001';

describe('what a file was meant to be called', () => {
  test.each<[string, ArchiveKind, string]>([
    [`${FHR}.JSON`, 'json', `${FHR}.JSON`],
    [`${FHR}.json`, 'json', `${FHR}.JSON`],
    ['fhr3501200000_2026051200000001.json', 'json', `${FHR}.JSON`],
    [`ＦＨＲ３５０１２０００００＿２０２６０５１２０００００００１．ＪＳＯＮ`, 'json', `${FHR}.JSON`],
    [`\u3000${FHR} .JSON `, 'json', `${FHR}.JSON`],
    [`${FHR}.JSON.json`, 'json', `${FHR}.JSON`],
    [FHR, 'json', `${FHR}.JSON`],
    ['att350102a009_2026051200000001.7Z', '7z', `${ATT}.7z`],
    [`${ATT}.7z.7z.7Z`, '7z', `${ATT}.7z`],
    [`${ATT}.CAB`, '7z', `${ATT}.7z`],
    [`${ATT}.zip`, '7z', `${ATT}.7z`],
    [`${ATT}.7z`, 'cab', `${ATT}.CAB`],
    [ATT, 'cab', `${ATT}.CAB`],
    [`${ATT}.cab`, 'unknown', `${ATT}.CAB`],
  ])('%s (%s) -> %s', (name, kind, right) => {
    expect(rightFileName(name, kind)).toBe(right);
    expect(rightFileName(right, kind), 'a right name stays').toBe(right);
  });

  test.each<[string, ArchiveKind]>([
    ['FHR350120000_2026051200000001.JSON', 'json'], // nine signs
    ['FHR3501200000_202605120000001.JSON', 'json'], // fifteen digits
    ['FHR3501200000-2026051200000001.JSON', 'json'],
    ['FHR3501200000_2026051200000001 (1).JSON', 'json'],
    ['FHR3501200000_202605120000000①.JSON', 'json'], // a digit in a circle is no full-width digit
    [`${FHR}.JSON.7z`, 'json'],
    [`${FHR}.7z`, '7z'],
    [`${FHR}.txt`, 'json'],
    [FHR, '7z'],
    [ATT, 'zip'],
    [`${ATT}.zip`, 'zip'],
    ['bundle.json', 'json'],
    ['', 'json'],
  ])('%s (%s) would be a guess', (name, kind) => {
    expect(rightFileName(name, kind)).toBeNull();
  });
});

describe('what a zip was meant to be called', () => {
  test.each([
    ['3501200000_1150512_001.zip', '3501200000_1150512_001.zip'],
    ['3501200000_20260512_001.zip', '3501200000_1150512_001.zip'],
    ['350102a009_20240229_999.ZIP', '350102A009_1130229_999.zip'],
    ['３５０１２０００００＿１１５０５１２＿００１．ｚｉｐ', '3501200000_1150512_001.zip'],
    [' 3501200000_1150512_001.zip.zip', '3501200000_1150512_001.zip'],
    ['3501200000_1150512_001', '3501200000_1150512_001.zip'],
    ['3501200000_19991231_001.zip', '3501200000_0881231_001.zip'],
  ])('%s -> %s', (name, right) => {
    expect(rightZipName(name)).toBe(right);
    expect(rightZipName(right), 'a right name stays').toBe(right);
  });

  test.each([
    '3501200000_20260231_001.zip', // no such day
    '3501200000_1151312_001.zip',
    '3501200000_19111231_001.zip', // before the first ROC year
    '3501200000_1150512_1.zip',
    '3501200000-1150512-001.zip',
    '350120000_1150512_001.zip',
    '3501200000_1150512_001.7z',
    'upload.zip',
  ])('%s would be a guess', (name) => {
    expect(rightZipName(name)).toBeNull();
  });
});

describe('what systems leave behind', () => {
  test.each(['.DS_Store', 'a/.DS_Store', '__MACOSX/._FHR.JSON', '__MACOSX/a/._x', 'Thumbs.db', 'a\\THUMBS.DB'])(
    '%s',
    (path) => {
      expect(isLeftover(path)).toBe(true);
    },
  );

  test.each(['FHR.JSON', '._x', '__MACOSX/FHR.JSON', 'x__MACOSX/._x', 'readme.txt', 'Thumbs.db.txt', 'desktop.ini'])(
    '%s may be meant',
    (path) => {
      expect(isLeftover(path)).toBe(false);
    },
  );
});
