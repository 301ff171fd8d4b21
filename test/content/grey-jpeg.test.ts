import { describe, expect, test } from 'vitest';
import { jpegOf } from '../support/content/fixture.ts';
import { greyJpeg } from '../support/content/grey-jpeg.ts';

describe('a grey JPEG for the corpus', () => {
  test.each([
    [1400, 1400],
    [13, 7],
    [1, 1],
    [2880, 1504],
  ])('of %d × %d is whole', async (width, height) => {
    expect(await jpegOf(greyJpeg(width, height))).toMatchObject({ width, height, ended: true, broken: false });
  });

  test('says another size than it has', async () => {
    const bytes = greyJpeg(80, 80, { frame: [65_535, 65_535] });
    expect(bytes.length).toBeLessThan(1_000);
    expect(await jpegOf(bytes)).toMatchObject({ width: 65_535, height: 65_535 });
  });

  test('has a thumbnail that is not the picture', async () => {
    expect(await jpegOf(greyJpeg(1400, 1400, { thumbnail: [160, 120] }))).toMatchObject({ width: 1400, height: 1400 });
  });
});
