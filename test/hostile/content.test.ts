import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { describe, expect, test, vi } from 'vitest';
import { seeded } from '../support/archives/scratch.ts';
import { contentOf, fixture, pdfOf } from '../support/content/fixture.ts';

const timeout = 300_000;
const UNKNOWN = { encrypted: 'no', form: 'unknown' };

/** An object with a stream, and what a file needs around it. */
function pdfOfStream(entries: string, stream: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from(`%PDF-1.7\n1 0 obj\n<</Length ${stream.length} ${entries}>>\nstream\n`),
    stream,
    Buffer.from('\nendstream\nendobj\ntrailer\n<</Root 2 0 R>>\nstartxref\n9\n%%EOF\n'),
  ]);
}

function flipped(bytes: Uint8Array, random: (below: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  for (let n = 1 + random(3); n > 0; n--) copy[random(copy.length)] = random(256);
  return copy;
}

describe('never throws, always ends', () => {
  const names = ['baseline.jpg', 'thumbnail.jpg', 'picture.png', 'picture.gif', 'picture.bmp', 'film.mp4', 'film.avi'];

  test('200 seeded flips of each picture and film', { timeout }, async () => {
    const random = seeded(7);
    for (const name of names) {
      for (let n = 0; n < 200; n++) {
        const bytes = flipped(fixture(name), random);
        const content = await contentOf(bytes, { piece: 1 + random(700) });
        expect(content.size).toBe(bytes.length);
      }
    }
  });

  test('200 seeded flips of PDFs, and each of them cut at every tenth', { timeout }, async () => {
    const random = seeded(11);
    const pdfs = ['fillable-object-streams.pdf', 'linearized.pdf', 'owner-aes-256-object-streams.pdf'];
    for (let n = 0; n < 200; n++) {
      const bytes = flipped(fixture(pdfs[n % pdfs.length] ?? ''), random);
      expect((await contentOf(bytes, { form: n % 4 === 0 })).size).toBe(bytes.length);
    }
    for (const name of pdfs) {
      const bytes = fixture(name);
      for (let tenth = 1; tenth < 10; tenth++) {
        const part = bytes.subarray(0, Math.floor((bytes.length * tenth) / 10));
        expect(await pdfOf(part, { form: true })).toMatchObject({ cut: true });
      }
    }
  });

  test('random bytes behind each magic, and the magic alone', { timeout }, async () => {
    const random = seeded(13);
    const magics = [
      '\xff\xd8\xff',
      '%PDF-1.7\n',
      'GIF89a',
      '\x89PNG\r\n\x1a\n',
      'BM',
      '\0\0\0\x18ftypisom',
      'PK\x03\x04',
      '',
    ];
    for (const magic of magics) {
      for (let n = 0; n < 40; n++) {
        const noise = Buffer.from(Array.from({ length: random(9_000) * (n % 2) }, () => random(256)));
        const bytes = Buffer.concat([Buffer.from(magic, 'latin1'), noise]);
        expect((await contentOf(bytes)).size).toBe(bytes.length);
      }
    }
  });

  test('every start of each file, from one byte on', { timeout }, async () => {
    for (const name of [...names, 'plain.pdf', 'picture.tif', 'picture.webp', 'program.mpg']) {
      const bytes = fixture(name);
      for (let size = 0; size < Math.min(bytes.length, 200); size++) {
        expect((await contentOf(bytes.subarray(0, size))).size).toBe(size);
      }
    }
  });
});

describe('PDFs that would hang or fill the memory', () => {
  const gigabyte = 2 ** 30;
  const bomb = (unit: string, times: number): Buffer => deflateSync(Buffer.alloc(unit.length * times, unit));

  test('a gigabyte of zeros as an object stream', { timeout }, async () => {
    const stream = deflateSync(Buffer.alloc(gigabyte));
    const pdf = pdfOfStream('/Type/ObjStm/N 1/First 4/Filter/FlateDecode', stream);
    expect(stream.length).toBeLessThan(2 ** 21);
    const before = process.memoryUsage.rss();
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 10);
    expect(await pdfOf(pdf, { form: true })).toMatchObject(UNKNOWN);
    clearInterval(watch);
    expect(most - before).toBeLessThan(gigabyte * 0.8);
  });

  test('the same packed twice', { timeout }, async () => {
    const stream = deflateSync(deflateSync(Buffer.alloc(gigabyte)));
    const pdf = pdfOfStream('/Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]', stream);
    expect(stream.length).toBeLessThan(20_000);
    expect(await pdfOf(pdf, { form: true })).toMatchObject(UNKNOWN);
  });

  test('a list of a hundred million objects', { timeout }, async () => {
    const pdf = pdfOfStream('/Type/ObjStm/N 100000000/First 4/Filter/FlateDecode', bomb('1 1 ', 5e7));
    expect(await pdfOf(pdf, { form: true })).toMatchObject(UNKNOWN);
  });

  test('more time than is given: nothing is known, and the end is waited for', { timeout }, async () => {
    const pdf = pdfOfStream('/Type/ObjStm/N 1/First 4/Filter/FlateDecode', bomb('\0', 2 ** 28));
    expect(await pdfOf(pdf, { form: true, timeoutMs: 1 })).toMatchObject(UNKNOWN);
  });

  test('brackets a million deep', { timeout }, async () => {
    const pdf = Buffer.from(`%PDF-1.7\n1 0 obj\n${'['.repeat(1e6)}\nendobj\nstartxref\n9\n%%EOF\n`);
    expect(await pdfOf(pdf, { form: true })).toMatchObject(UNKNOWN);
  });

  test('objects that never end', { timeout }, async () => {
    const pdf = Buffer.from(`%PDF-1.7\n${'1 0 obj\n<<\n'.repeat(100_000)}startxref\n9\n%%EOF\n`);
    expect(await pdfOf(pdf, { form: true, timeoutMs: 2_000 })).toMatchObject(UNKNOWN);
  });

  test('pages that lead back to themselves do not matter', async () => {
    const document = await PDFDocument.create();
    document.addPage();
    const pages = document.catalog.Pages();
    pages.Kids().push(document.catalog.get(PDFName.of('Pages')) ?? pages);
    expect(await pdfOf(await document.save(), { form: true })).toMatchObject({ encrypted: 'no', form: 'flat' });
  });

  test('the library complains, and nobody hears it', async () => {
    const heard = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
    const pdf = Buffer.from(fixture('plain.pdf').toString('latin1').replace('1 0 obj', '0 0 obj'), 'latin1');
    await pdfOf(pdf, { form: true });
    for (const spy of heard) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });
});

test('a file of two kinds is what its first bytes say', async () => {
  const both = Buffer.concat([fixture('baseline.jpg'), fixture('plain.pdf')]);
  expect(await contentOf(both)).toMatchObject({ kind: 'jpeg', ended: true });
  const garbage = Buffer.concat([Buffer.alloc(500, 0xfe), fixture('fillable-object-streams.pdf')]);
  expect(await pdfOf(garbage, { form: true })).toMatchObject({ cut: false, encrypted: 'no', form: 'fillable' });
});
