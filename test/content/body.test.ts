import { expect, test } from 'vitest';
import { readContent } from '../../src/readers/content/content.ts';
import { fixture, pieces } from '../support/content/fixture.ts';

test.each(['baseline.jpg', 'plain.pdf', 'picture.png', 'film.mp4', 'film.avi'])(
  '%s is read to its end, once',
  async (name) => {
    const log: string[] = [];
    async function* body() {
      log.push('opened');
      yield* pieces(Buffer.concat([fixture(name), Buffer.alloc(20_000)]), 5_000);
      log.push('end');
    }
    await readContent(body());
    expect(log).toEqual(['opened', 'end']);
  },
);

test.each([10, 5_000])('what the body throws after %s bytes is thrown on', async (size) => {
  const damage = new Error('damaged');
  async function* body() {
    yield Buffer.alloc(size, '%PDF-1.7 ');
    throw damage;
  }
  await expect(readContent(body())).rejects.toBe(damage);
});

test('pieces without a byte in them do not matter', async () => {
  async function* body() {
    for await (const piece of pieces(fixture('baseline.jpg'), 100)) {
      yield Buffer.alloc(0);
      yield piece;
    }
  }
  expect(await readContent(body())).toMatchObject({ kind: 'jpeg', ended: true, width: 48 });
});
