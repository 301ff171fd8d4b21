import { expect, test } from 'vitest';
import { contentOf, fixture } from '../support/content/fixture.ts';

const NAMES = ['picture.png', 'picture.gif', 'picture.bmp', 'film.mp4', 'film-index-first.mp4', 'film.mov'];

test.each(NAMES)('%s is whole, in pieces of any size and with something behind it', async (name) => {
  const bytes = fixture(name);
  for (const piece of [1, 5, 65_536]) expect(await contentOf(bytes, { piece })).toMatchObject({ cut: false });
  expect(await contentOf(Buffer.concat([bytes, Buffer.alloc(100)]))).toMatchObject({ cut: false });
});

test.each(NAMES)('%s cut anywhere behind its first bytes is cut', async (name) => {
  const bytes = fixture(name);
  for (let size = 60; size < bytes.length; size++) {
    expect([size, await contentOf(bytes.subarray(0, size))]).toEqual([size, expect.objectContaining({ cut: true })]);
  }
});

test('a film whose box is counted in 64 bits, or reaches to the end of the file', async () => {
  const film = fixture('film-index-first.mp4');
  const data = film.indexOf('mdat') - 4;
  const open = Buffer.from(film);
  open.writeUInt32BE(0, data);
  expect(await contentOf(open)).toMatchObject({ kind: 'mp4', cut: false });
  const large = Buffer.alloc(16);
  large.writeUInt32BE(1, 0);
  large.write('mdat', 4, 'latin1');
  large.writeBigUInt64BE(BigInt(film.length - data + 8), 8);
  const wide = Buffer.concat([film.subarray(0, data), large, film.subarray(data + 8)]);
  expect(await contentOf(wide)).toMatchObject({ kind: 'mp4', cut: false });
  expect(await contentOf(wide.subarray(0, -1))).toMatchObject({ kind: 'mp4', cut: true });
});

test('a bitmap that says no size is measured by where its pixels begin', async () => {
  const bytes = Buffer.from(fixture('picture.bmp'));
  bytes.writeUInt32LE(0, 2);
  expect(await contentOf(bytes)).toMatchObject({ cut: false });
  expect(await contentOf(bytes.subarray(0, 54))).toMatchObject({ cut: true });
});
