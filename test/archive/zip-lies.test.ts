import { describe, expect, test } from 'vitest';
import { memorySource } from '../../src/intake/memory.ts';
import { openZip } from '../../src/readers/archive/zip.ts';
import type { ZipLimits } from '../../src/readers/archive/zip-budget.ts';
import { allOf, seeded } from '../support/archives/scratch.ts';
import { writeZip, type ZipFile } from '../support/archives/zip.ts';

const random = seeded(7);
const noise = Buffer.from(Array.from({ length: 600_000 }, () => random(256)));
const text = Buffer.from('身分證 A123456789,'.repeat(50_000));

function open(files: readonly ZipFile[], limits: Partial<ZipLimits> = {}) {
  return openZip(memorySource('a.zip', writeZip(files)), limits);
}

describe('a zip that lies', () => {
  const x = { name: 'x', bytes: text };
  const lies: Record<string, [ZipFile, string]> = {
    'a wrong checksum': [{ ...x, crc: 1 }, 'damaged'],
    'a wrong checksum, stored': [{ ...x, stored: true, crc: 1 }, 'damaged'],
    'unpacks to more than it says': [{ ...x, size: text.length - 1 }, 'damaged'],
    'unpacks to less than it says': [{ ...x, size: text.length + 1 }, 'damaged'],
    'stored, of two sizes': [{ ...x, stored: true, size: 3 }, 'damaged'],
    'something hides behind the packed data': [{ ...x, hidden: noise.subarray(0, 70_000) }, 'damaged'],
    'a little hides behind the packed data': [{ ...x, hidden: noise.subarray(0, 1) }, 'damaged'],
    'another name before the data': [{ ...x, localName: 'y' }, 'damaged'],
    encrypted: [{ ...x, encrypted: true }, 'encrypted'],
    'packed by LZMA': [{ ...x, method: 14 }, 'unsupported-method'],
  };
  test.each(Object.entries(lies))('%s; its neighbours are well', async (_, [file, code]) => {
    const { entries } = await open([{ name: 'a', bytes: text }, file, { name: 'z', bytes: noise }]);
    const bodies = await Promise.allSettled(entries.map((entry) => allOf(entry.body())));
    expect(bodies[1]).toMatchObject({ reason: { name: 'ArchiveError', code } });
    expect([bodies[0]?.status, bodies[2]?.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(entries[1]?.encrypted).toBe(code === 'encrypted');
  });

  test('entries over one another', async () => {
    const files = [
      { name: 'a', bytes: noise },
      { name: 'b', bytes: noise, at: 0 },
    ];
    await expect(open(files)).rejects.toMatchObject({ code: 'damaged' });
  });

  test('more entries than it counts, or fewer', async () => {
    const files = [x, { ...x, name: 'y' }];
    for (const count of [1, 3, 60_000]) {
      const zip = openZip(memorySource('', writeZip(files, { count })));
      await expect(zip).rejects.toMatchObject({ code: 'damaged' });
    }
  });

  test('no message carries a name', async () => {
    const { entries } = await open([{ name: 'A123456789', bytes: text, crc: 1 }]);
    const [body] = await Promise.allSettled(entries.map((entry) => allOf(entry.body())));
    expect(JSON.stringify(body) + String(body?.status === 'rejected' && body.reason.stack)).not.toContain('A1234');
  });
});

describe('limits', () => {
  const zeros = { name: 'z', bytes: Buffer.alloc(11 * 2 ** 20) };

  test('too many entries, with the number', async () => {
    const files = Array.from({ length: 11 }, (_, n) => ({ name: `${n}`, bytes: Buffer.alloc(0) }));
    expect((await open(files, { maxEntries: 11 })).entries).toHaveLength(11);
    const refused = { code: 'too-many', limit: 'maxEntries', value: 10, found: 11 };
    await expect(open(files, { maxEntries: 10 })).rejects.toMatchObject(refused);
  });

  test('a bomb: the ratio counts beyond 10 MiB', async () => {
    const { entries } = await open([zeros, { name: 's', bytes: Buffer.alloc(10 * 2 ** 20) }]);
    const [bomb, small] = await Promise.allSettled(entries.map((entry) => allOf(entry.body())));
    expect(bomb).toMatchObject({ reason: { code: 'too-large', limit: 'maxRatio', value: 250 } });
    expect(small?.status).toBe('fulfilled');
    const [allowed] = (await open([zeros], { maxRatio: 2000 })).entries;
    expect(await allOf(allowed?.body() ?? memorySource('', noise).open())).toHaveLength(11 * 2 ** 20);
  });

  test('a bomb that claims to be small stops at its claim', async () => {
    const [bomb] = (await open([{ ...zeros, size: 10 }])).entries;
    let given = 0;
    const read = async () => {
      for await (const bytes of bomb?.body() ?? []) given += bytes.length;
    };
    await expect(read()).rejects.toMatchObject({ code: 'damaged' });
    expect(given).toBe(0);
  });

  test('bytes over all entries; the same entry twice counts once', async () => {
    const files = [1, 2, 3].map((n) => ({ name: `${n}`, bytes: noise }));
    const { entries } = await open(files, { maxUnpackedBytes: 1_300_000 });
    const [one, two, three] = entries;
    for (const entry of [one, two, one]) await allOf(entry?.body() ?? memorySource('', noise).open());
    const body = allOf(three?.body() ?? memorySource('', noise).open());
    const passed = { code: 'too-large', limit: 'maxUnpackedBytes', value: 1_300_000, found: 1_800_000 };
    await expect(body).rejects.toMatchObject(passed);
  });
});
