import { describe, expect, test } from 'vitest';
import { daysFrom, western } from '../../src/channels/prior-auth/dates.ts';
import { baseName, caseKey, caseName, zipName } from '../../src/channels/prior-auth/names.ts';

describe('a file name is read leniently, so that a slip does not tear the case apart', () => {
  const key = '3501200000_2026051200000001';
  test.each([
    ['FHR3501200000_2026051200000001.JSON', 'fhr', key, '.JSON'],
    ['att3501200000_2026051200000001.7z', 'att', key, '.7z'],
    ['DCF3501200000-2026051200000001.CAB', 'dcf', key, '.CAB'],
    ['ＦＨＲ3501200000＿2026051200000001.JSON', 'fhr', key, '.JSON'],
    ['FHR3501200000_2026051200000001 (1).JSON', 'fhr', key, '.JSON'],
    ['FHR3501200000_2026051200000001', 'fhr', key, ''],
    ['FHR350102a009_2026051200000001.json', 'fhr', '350102A009_2026051200000001', '.json'],
    ['FHR3501200000_115051200000001.JSON', 'fhr', '3501200000_115051200000001', '.JSON'],
    ['FHR350120000_2026051200000001.JSON', 'fhr', undefined, '.JSON'],
  ])('%s', (name, role, expectedKey, extension) => {
    const parsed = caseName(name);
    expect(parsed?.role).toBe(role);
    expect(parsed && caseKey(parsed)).toBe(expectedKey);
    expect(parsed?.extension).toBe(extension);
  });

  test.each(['readme.txt', 'bundle.json', 'FHR.JSON', 'attachments.7z', 'ATTENDANCE2026.7z', 'DCF', ''])(
    '"%s" is not meant as one',
    (name) => {
      expect(caseName(name)).toBeNull();
    },
  );

  test('the name of a zip', () => {
    expect(zipName('3501200000_1150512_001.zip')).toEqual({ institution: '3501200000', date: '1150512' });
    expect(zipName('3501200000_20260512_001.zip').date).toBe('20260512');
    expect(zipName('upload.zip').date).toBeUndefined();
  });

  test('the base name has no folder, of either slash', () => {
    expect(baseName('a/b/c.json')).toBe('c.json');
    expect(baseName('a\\b\\c.json')).toBe('c.json');
  });
});

describe('dates in names', () => {
  test.each([
    ['20260512', 0],
    ['20260511', -1],
    ['20260612', 31],
    ['20260231', undefined],
    ['20261301', undefined],
    ['2026051', undefined],
    [undefined, undefined],
  ])('%s is %s days from the as-of day', (date, days) => {
    expect(daysFrom('2026-05-12', date)).toBe(days);
  });

  test('a ROC date becomes Western', () => {
    expect(western('1150512')).toBe('20260512');
    expect(western('20260512')).toBeUndefined();
  });
});
