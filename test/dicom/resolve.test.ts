import { describe, expect, test } from 'vitest';
import { fileResolver, isOdd } from '../../src/readers/dicom/resolve.ts';
import type { FileMatch } from '../../src/readers/dicom/types.ts';

type Case = [id: readonly string[], files: readonly string[], match: FileMatch, found?: string];

const found = (id: readonly string[], files: readonly string[], ids = [id]): [FileMatch, string | undefined] => {
  const { match, file } = fileResolver(
    files.map((path) => ({ path })),
    ids,
  )(id);
  return [match, file?.path];
};

describe('the file of a File ID', () => {
  test.each<Case>([
    [['IMAGES', 'IM1'], ['IMAGES/IM1'], 'exact', 'IMAGES/IM1'],
    [['IM1'], ['IM1'], 'exact', 'IM1'],
    [['IM-1.dcm'], ['IM-1.dcm'], 'exact', 'IM-1.dcm'],
    [['IMAGES', 'IM1'], ['images/im1'], 'case', 'images/im1'],
    [['Images', 'im1'], ['IMAGES/IM1'], 'case', 'IMAGES/IM1'],
    [['IMAGES', 'IM1'], ['IMAGES/IM1.dcm'], 'dcm', 'IMAGES/IM1.dcm'],
    [['IMAGES', 'IM1'], ['images/im1.DCM'], 'dcm', 'images/im1.DCM'],
    [['IMAGES/IM1'], ['IMAGES/IM1'], 'joined', 'IMAGES/IM1'],
    [['images/IM1'], ['IMAGES/IM1.dcm'], 'joined', 'IMAGES/IM1.dcm'],
    [['IMAGES\\IM1'], ['IMAGES/IM1'], 'joined', 'IMAGES/IM1'],
    [['.', 'IMAGES', 'IM1'], ['IMAGES/IM1'], 'stripped', 'IMAGES/IM1'],
    [['./IMAGES/IM1'], ['IMAGES/IM1'], 'stripped', 'IMAGES/IM1'],
    [['.', 'IM1'], ['IM1'], 'stripped', 'IM1'],
    [['DICOM', 'IMAGES', 'IM1'], ['IMAGES/IM1'], 'stripped', 'IMAGES/IM1'],
    [['DICOM/IMAGES/IM1'], ['images/IM1'], 'stripped', 'images/IM1'],
    [['IMAGES', 'IM1'], ['IM1'], 'flattened', 'IM1'],
    [['A', 'B', 'C', 'IM1'], ['im1.dcm'], 'flattened', 'im1.dcm'],
    [['IMAGES', 'IM1'], ['IMAGES/IM2', 'OTHER/IM1'], 'missing'],
    [['IM1'], ['IMAGES/IM1'], 'missing'],
    [['IM1'], [], 'missing'],
    [['.'], ['IM1'], 'missing'],
    [['constructor', '__proto__'], [], 'missing'],
  ])('%j in %j: %s', (id, files, match, path) => {
    expect(found(id, files)).toEqual([match, path]);
  });

  test('the nearest one is taken, wherever it stands in the list', () => {
    const nearest = ['IMAGES/IM1', 'images/im1', 'IMAGES/IM1.dcm', 'IM1'];
    for (const [from, match] of (['exact', 'case', 'dcm', 'flattened'] as const).entries()) {
      expect(found(['IMAGES', 'IM1'], nearest.slice(from).toReversed())).toEqual([match, nearest[from]]);
    }
  });

  test('a bare name is taken for one id only, and only if one file has it', () => {
    const ids = [
      ['S1', 'IM1'],
      ['S2', 'IM1'],
      ['S2', 'IM2'],
    ];
    expect(ids.map((id) => found(id, ['IM1', 'IM2'], ids)[0])).toEqual(['missing', 'missing', 'flattened']);
    expect(found(['S1', 'IM1'], ['IM1', 'im1'])[0]).toBe('missing');
    expect(found(['S1', 'IM1'], ['IM1'], [...ids.slice(0, 1), ['S1', 'IM1']])[0]).toBe('flattened');
  });
});

test.each<readonly string[]>([
  ['..', 'IM1'],
  ['IMAGES', '..', 'IM1'],
  ['../IM1'],
  ['IMAGES/../../IM1'],
  ['..\\IM1'],
  ['', 'IMAGES', 'IM1'],
  ['IMAGES', '', 'IM1'],
  ['IMAGES', ''],
  ['/IMAGES/IM1'],
  ['\\\\SERVER\\IM1'],
  ['C:', 'IM1'],
  ['C:IM1'],
  ['c:/IM1'],
  ['IMAGES', 'A/IM1'],
  ['IMAGES', 'A\\IM1'],
  ['IMAGES', '/'],
  ['IM\n1'],
  ['IM1\0.dcm'],
  ['IM\x7f'],
])('%j is unsafe, whatever there is', (...id) => {
  const name = id.join('/');
  expect(found(id, [name, name.replaceAll('\\', '/'), 'IM1', 'IMAGES/IM1', 'A/IM1'])).toEqual(['unsafe', undefined]);
});

test.each<[boolean, readonly string[]]>([
  [false, ['IMAGES', 'IM_00001']],
  [false, ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']],
  [true, ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I']],
  [true, ['IM0000001']],
  [true, ['im1']],
  [true, ['IM-1']],
  [true, ['IM1.dcm']],
  [true, ['IM 1']],
  [true, ['IMAGES/IM1']],
  [true, ['\xb4\xfa']],
  [true, ['IM1', '']],
])('odd: %s for %j', (odd, id) => {
  expect(isOdd(id)).toBe(odd);
});
