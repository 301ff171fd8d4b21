import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { writeCab } from '../support/archives/cab.ts';
import { seeded } from '../support/archives/scratch.ts';
import { writeRaw7z } from '../support/archives/seven-raw.ts';
import { write7z } from '../support/archives/sevenzip.ts';
import { outcome, sortedBytes } from '../support/archives/walked.ts';

const random = seeded(42);
const noise = (size: number) => Buffer.from(Array.from({ length: size }, () => random(256)));
const files = [
  { name: 'DICOMDIR', bytes: noise(700) },
  { name: 'a.csv', bytes: Buffer.from('1130501,A123456789,'.repeat(4_000)) },
  { name: '影像 1/胸部.dcm', bytes: noise(40_001) },
  { name: 'empty', bytes: Buffer.alloc(0) },
];
const inFolders = files.map((file, n) => ({ ...file, folder: Math.floor(n / 2) }));
const good: Record<string, Uint8Array> = {
  '7z, solid': write7z(files),
  '7z, not solid': write7z(files, { solid: false, switches: ['-mhc=off'] }),
  '7z, PPMd': write7z(files, { switches: ['-m0=PPMd'] }),
  'cab, not packed': writeCab(inFolders),
  'cab, MSZIP': writeCab(inFolders, ['mszip']),
  'cab, LZX': writeCab(inFolders, ['lzx:16']),
};
const whole = sortedBytes(files);
const REFUSED = ['damaged', 'empty', 'encrypted', 'multi-volume', 'too-large', 'unsupported-method', 'wrong-kind'];

describe.each(Object.entries(good))('%s', (form, archive) => {
  test('whole, to begin with', async () => {
    const entries = await outcome(archive);
    expect(typeof entries === 'string' ? entries : sortedBytes(entries)).toEqual(whole);
  });

  test('cut at every tenth, and by a single byte: damaged', async () => {
    for (let tenth = 1; tenth < 10; tenth++) {
      expect(await outcome(archive.subarray(0, Math.floor((archive.length * tenth) / 10)))).toBe('damaged');
    }
    expect(await outcome(archive.subarray(0, -1))).toBe('damaged');
  });

  /** Names, times and sizes of a cabinet have no checksum: where a flip has changed those, the listing tells. */
  const listedOtherwise = (entries: { path: string; bytes: Buffer }[]): boolean =>
    form.startsWith('cab') &&
    entries.some(({ path, bytes }) => !files.some((file) => file.name === path && file.bytes.length === bytes.length));

  test('flipped at 200 places: the very bytes, or an ArchiveError', async () => {
    let noticed = 0;
    for (let n = 0; n < 200; n++) {
      const flipped = Buffer.from(archive);
      const at = n < 120 ? random(archive.length) : n < 160 ? random(250) : archive.length - 1 - random(250);
      flipped.writeUInt8((flipped[at] ?? 0) ^ (1 << random(8)), at);
      const entries = await outcome(flipped);
      if (typeof entries === 'string') {
        expect(REFUSED).toContain(entries);
        noticed += 1;
      } else if (!listedOtherwise(entries)) expect(sortedBytes(entries)).toEqual(whole);
    }
    expect(noticed).toBeGreaterThan(100);
  });
});

test('the last byte of the last packed block counts', async () => {
  const bytes = noise(300_000);
  const members = [
    { name: 'a', bytes: noise(10) },
    { name: 'b', bytes },
  ];
  for (const archive of [writeRaw7z(members), writeCab(members)]) {
    const at = Buffer.from(archive).lastIndexOf(bytes.subarray(-8)) + 7;
    const flipped = Buffer.from(archive);
    flipped.writeUInt8((flipped[at] ?? 0) ^ 1, at);
    expect(await outcome(archive)).toHaveLength(2);
    expect(await outcome(flipped)).toBe('damaged');
  }
});

test('a method that 7-Zip has not, before one that it has: unsupported, though the bytes of the other come first', async () => {
  const archive = Buffer.from(write7z(files, { solid: false, switches: ['-m0=LZMA2', '-mhc=off'] }));
  const header = 32 + archive.readUInt32LE(12);
  const coder = Buffer.from([1, 0x21, 0x21, 1]); // one, with an id and properties of one byte: LZMA2
  archive.writeUInt8(0x7f, archive.indexOf(coder, header) + 2);
  archive.writeUInt32LE(crc32(archive.subarray(header)), 28);
  archive.writeUInt32LE(crc32(archive.subarray(12, 32)), 8);
  expect(await outcome(archive)).toBe('unsupported-method');
  expect(await outcome(writeRaw7z(files, { id: '7f', properties: Buffer.alloc(0), packed: noise(9) }))).toBe(
    'unsupported-method',
  );
});

test('encrypted: refused before the first entry', async () => {
  expect(await outcome(write7z(files, { password: 'secret' }))).toBe('encrypted');
});

test('a name that sounds like a complaint of 7-Zip changes nothing', async () => {
  const name = 'x\nUnsupported Method\ny : Cannot open encrypted archive.';
  const archive = Buffer.from(writeCab([{ name, bytes: noise(9) }]));
  archive.writeUInt8((archive[archive.length - 1] ?? 0) ^ 1, archive.length - 1);
  expect(await outcome(archive)).toBe('damaged');
});
