import { describe, expect, test } from 'vitest';
import { claimsBeyondCab, sizeAgainstLimit, sizeInWords } from '../../../src/channels/medical-image/archive-sizes.ts';
import { rocDate } from '../../../src/channels/medical-image/images-dates.ts';
import { type LeastSize, shortSide, sizeOf } from '../../../src/channels/medical-image/images-size.ts';
import type { Picture } from '../../../src/channels/medical-image/images-summary.ts';

const CT: LeastSize = { zh: '', en: '', long: 512, short: 512, seriesOnly: true };
const MRI: LeastSize = { zh: '', en: '', long: 256, short: 192 };
const DENTAL: LeastSize = { zh: '', en: '', long: 1400, short: 1400, shortSideUnsure: true };

const picture = (height: number, width: number, aside = false): Picture => ({
  file: `${height}x${width}`,
  height,
  width,
  dicom: true,
  aside,
});

test.each<[string, LeastSize, Picture[], number, string | undefined, string[]]>([
  ['all reach it', CT, [picture(512, 512), picture(1024, 1024)], 0, 'all', []],
  ['some do', CT, [picture(512, 512), picture(256, 256), picture(64, 64)], 0, 'some', ['256x256', '64x64']],
  ['none does', CT, [picture(256, 256), picture(500, 500)], 0, 'none', ['500x500']],
  ['one pixel too few', CT, [picture(512, 511)], 0, 'none', ['512x511']],
  ['only a localizer does', CT, [picture(256, 256), picture(512, 888, true)], 0, 'none', ['256x256']],
  ['a small localizer', CT, [picture(512, 512), picture(256, 256, true)], 0, 'some', ['256x256']],
  ['nothing but screens', CT, [picture(768, 1024, true)], 0, 'all', []],
  ['portrait', MRI, [picture(256, 192)], 0, 'all', []],
  ['landscape', MRI, [picture(192, 256)], 0, 'all', []],
  ['long enough only', MRI, [picture(512, 191)], 0, 'none', ['512x191']],
  [
    'a screen counts where the table does not leave it out',
    MRI,
    [picture(128, 128), picture(512, 512, true)],
    0,
    'some',
    ['128x128'],
  ],
  ['panoramic below on the short side', DENTAL, [picture(1280, 2440)], 0, 'short-side', ['1280x2440']],
  ['panoramic with one good', DENTAL, [picture(1280, 2440), picture(1400, 2800)], 0, 'some', ['1280x2440']],
  ['panoramic below on both', DENTAL, [picture(1280, 1399)], 0, 'none', ['1280x1399']],
  ['no size known', CT, [], 2, 'unknown', []],
  ['one without a size', CT, [picture(512, 512)], 1, 'all', []],
  ['no image', CT, [], 0, undefined, []],
  ['no minimum', { zh: '', en: '' }, [picture(1, 1)], 0, undefined, []],
])('%s', (_, least, pictures, unsized, size, told) => {
  const found = sizeOf(least, pictures, unsized);
  expect(found?.size).toBe(size);
  expect(found?.pictures.map(({ file }) => file) ?? []).toEqual(told);
});

test.each([
  [picture(400, 400), 512, 'rows'],
  [picture(400, 600), 512, 'rows'],
  [picture(600, 400), 512, 'columns'],
  [picture(300, 400), 512, 'columns'],
  [{ ...picture(300, 400), dicom: false }, 512, 'picture'],
])('the side that is too short of %o', (one, long, side) => {
  expect(shortSide(one, long)).toBe(side);
});

describe('the size of an archive', () => {
  test.each([
    [4_500_000_000, 'fits'],
    [4_500_000_001, 'between'],
    [4.5 * 2 ** 30, 'between'],
    [4.5 * 2 ** 30 + 1, 'beyond'],
  ])('%d bytes: %s', (bytes, size) => expect(sizeAgainstLimit(bytes)).toBe(size));

  test('in words', () => expect(sizeInWords(4.5 * 2 ** 30)).toEqual({ gigabytes: 4.83, gibibytes: 4.5 }));

  test('a cabinet beyond what the format can be, by its bytes or its header', () => {
    const head = Buffer.alloc(64);
    expect([claimsBeyondCab(head, 2 ** 31 - 1), claimsBeyondCab(head, 2 ** 31)]).toEqual([false, true]);
    head.writeUInt32LE(2 ** 31, 8);
    expect([claimsBeyondCab(head, 100), claimsBeyondCab(head.subarray(0, 10), 10)]).toEqual([true, false]);
  });
});

test.each([
  ['20190805', '1080805'],
  ['1961.01.01', '0500101'],
  ['19120101', '0010101'],
  ['19111231', '-011231'],
  ['19070303', '-050303'],
  ['18120101', undefined],
  ['2019', undefined],
  ['', undefined],
])('%s as a row has it: %s', (dicom, roc) => expect(rocDate(dicom)).toBe(roc));
