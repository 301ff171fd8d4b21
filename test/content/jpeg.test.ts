import { describe, expect, test } from 'vitest';
import { fixture, jpegOf } from '../support/content/fixture.ts';

const baseline = fixture('baseline.jpg');
const whole = {
  width: 48,
  height: 32,
  components: 3,
  precision: 8,
  mode: 'baseline',
  colour: 'ycc',
  orientation: null,
  ended: true,
  broken: false,
};

/** Where the start of frame of `baseline.jpg` is. */
const FRAME = baseline.indexOf(Buffer.from([0xff, 0xc0]));
function changed(at: number, ...bytes: number[]): Buffer {
  const copy = Buffer.from(baseline);
  copy.set(bytes, at);
  return copy;
}

describe('what the markers say', () => {
  test.each<[string, object]>([
    ['baseline.jpg', {}],
    ['progressive.jpg', { mode: 'progressive' }],
    ['arithmetic.jpg', { mode: 'extended' }],
    ['restart.jpg', {}],
    ['grey.jpg', { components: 1, colour: 'grey' }],
    ['cmyk.jpg', { components: 4, colour: 'cmyk' }],
    ['rgb.jpg', { colour: 'rgb' }],
    ['orientation-6.jpg', { orientation: 6 }],
    ['orientation-8-little.jpg', { orientation: 8 }],
    ['thumbnail.jpg', { orientation: 6 }],
  ])('%s, in pieces of any size', async (name, says) => {
    const bytes = fixture(name);
    for (const piece of [1, 2, 13, 65_536]) {
      expect(await jpegOf(bytes, piece)).toEqual({ kind: 'jpeg', size: bytes.length, ...whole, ...says });
    }
  });
});

describe('the end', () => {
  test.each(['baseline.jpg', 'progressive.jpg', 'restart.jpg', 'cmyk.jpg', 'thumbnail.jpg'])(
    '%s cut anywhere has none',
    async (name) => {
      const bytes = fixture(name);
      for (let size = 3; size < bytes.length; size++) {
        expect([size, (await jpegOf(bytes.subarray(0, size))).ended]).toEqual([size, false]);
      }
    },
  );

  test('what was met before the cut is told', async () => {
    expect(await jpegOf(baseline.subarray(0, -2))).toMatchObject({ width: 48, height: 32, broken: false });
    expect(await jpegOf(baseline.subarray(0, FRAME))).toEqual({
      kind: 'jpeg',
      size: FRAME,
      orientation: null,
      ended: false,
      broken: true,
    });
  });

  test('what follows it does not matter', async () => {
    for (const rubbish of [Buffer.alloc(9_000), Buffer.alloc(3, 0xff), fixture('grey.jpg')]) {
      const size = baseline.length + rubbish.length;
      expect(await jpegOf(Buffer.concat([baseline, rubbish]))).toEqual({ kind: 'jpeg', size, ...whole });
    }
  });

  test('that of a thumbnail is none', async () => {
    const bytes = fixture('thumbnail.jpg');
    const thumbnailEnd = bytes.indexOf(Buffer.from([0xff, 0xd9])) + 2;
    expect(thumbnailEnd).toBeLessThan(bytes.length);
    expect(await jpegOf(bytes.subarray(0, thumbnailEnd))).toMatchObject({ ended: false });
  });

  test('fill bytes before a marker, and bytes that do not belong there', async () => {
    for (const between of [
      [0xff, 0xff],
      [0, 0, 0],
    ]) {
      const bytes = Buffer.concat([baseline.subarray(0, FRAME), Buffer.from(between), baseline.subarray(FRAME)]);
      expect(await jpegOf(bytes)).toMatchObject(whole);
    }
  });
});

describe('broken', () => {
  test.each<[string, Buffer]>([
    ['no height', changed(FRAME + 5, 0, 0)],
    ['no width', changed(FRAME + 7, 0, 0)],
    ['no components', changed(FRAME + 9, 0)],
    ['a precision that there is not', changed(FRAME + 4, 77)],
    ['a segment shorter than its own length', changed(FRAME + 2, 0, 1)],
    ['no frame, only an end', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
    ['a frame, but no scan', Buffer.concat([baseline.subarray(0, FRAME + 19), Buffer.from([0xff, 0xd9])])],
    ['bytes after the magic that mean nothing', Buffer.concat([baseline.subarray(0, 3), Buffer.alloc(5_000, 0x41)])],
  ])('%s', async (_, bytes) => {
    expect(await jpegOf(bytes)).toMatchObject({ broken: true });
  });
});

describe('EXIF', () => {
  const exif = fixture('orientation-8-little.jpg');
  const value = exif.indexOf(Buffer.from([0x12, 0x01, 3, 0])) + 8;

  test('each orientation that there is, and no other', async () => {
    for (const [said, told] of [
      [1, 1],
      [2, 2],
      [5, 5],
      [8, 8],
      [0, null],
      [9, null],
      [255, null],
    ] as const) {
      const bytes = Buffer.from(exif);
      bytes[value] = said;
      expect(await jpegOf(bytes)).toMatchObject({ orientation: told, ended: true });
    }
  });

  test('a directory that leads out of the segment is none', async () => {
    const bytes = Buffer.from(exif);
    bytes.writeUInt32LE(0xfffffff0, exif.indexOf('II*\0') + 4);
    expect(await jpegOf(bytes)).toMatchObject({ orientation: null, ended: true });
  });
});
