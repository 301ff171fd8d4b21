import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memorySource } from '../../src/intake/memory.ts';
import { sourcesOf } from '../../src/intake/paths.ts';
import type { PrecheckOptions } from '../../src/options.ts';
import { precheck } from '../../src/precheck.ts';
import type { Report } from '../../src/report/report-schema.ts';
import { openLedger } from '../../src/upload/ledger.ts';
import { scratch } from '../support/archives/scratch.ts';
import { write7z } from '../support/archives/sevenzip.ts';
import { writeZip, type ZipFile } from '../support/archives/zip.ts';
import { AS_OF, base, cab, caseFiles, type Files, KEY, sources, ZIP, zip } from '../support/product/packages.ts';

async function judged(files: Files, options: PrecheckOptions = {}): Promise<Report> {
  const [report] = await precheck(sources(files), { asOf: AS_OF, ...options });
  if (!report) throw new Error('not recognised');
  return report;
}
const zipped = (entries: readonly ZipFile[], options?: PrecheckOptions): Promise<Report> =>
  judged({ [ZIP]: writeZip(entries) }, options);
const raised = ({ findings }: Report): string[] => [...new Set(findings.map(({ ruleId }) => ruleId))].sort();
const entries = (): ZipFile[] => Object.entries(caseFiles()).map(([name, bytes]) => ({ name, bytes }));
const FHR = `FHR${KEY}.JSON`;
const ATT = `ATT${KEY}`;
const timeout = 120_000;

describe('the zip', () => {
  test('untouched it is accepted', async () => {
    expect((await zipped(entries())).verdict.answer).toBe('accept');
  });

  test('cut anywhere: returned whole, never accepted, never a fault', { timeout }, async () => {
    const whole = zip(caseFiles());
    for (let tenth = 0; tenth < 10; tenth++)
      for (const size of [Math.floor((whole.length * tenth) / 10), Math.floor((whole.length * tenth) / 10) + 1]) {
        const report = await judged({ [ZIP]: whole.subarray(0, size) });
        expect([size, report.verdict.answer]).toEqual([size, 'return-file']);
        expect(raised(report).some((id) => /^prior-auth-zip-(damaged|empty|kind)$/.test(id))).toBe(true);
      }
    for (let back = 1; back <= 30; back++)
      expect((await judged({ [ZIP]: whole.subarray(0, -back) })).verdict.answer).toBe('return-file');
  });

  test.each<[string, (all: ZipFile[]) => ZipFile[], string]>([
    ['all encrypted', (all) => all.map((entry) => ({ ...entry, encrypted: true })), 'prior-auth-zip-encrypted'],
    [
      'one encrypted',
      ([one, ...all]) => [{ ...(one as ZipFile), encrypted: true }, ...all],
      'prior-auth-zip-encrypted',
    ],
    [
      'a checksum that is wrong',
      ([one, ...all]) => [{ ...(one as ZipFile), crc: 1 }, ...all],
      'prior-auth-zip-damaged',
    ],
    ['a size that is a lie', ([one, ...all]) => [{ ...(one as ZipFile), size: 5 }, ...all], 'prior-auth-zip-damaged'],
    [
      'two names for one entry',
      ([one, ...all]) => [{ ...(one as ZipFile), localName: FHR.replace('1.', '2.') }, ...all],
      'prior-auth-zip-damaged',
    ],
    [
      'entries over one another',
      (all) => [...all, { name: FHR.replace('1.', '2.'), bytes: Buffer.alloc(9), at: 0 }],
      'prior-auth-zip-damaged',
    ],
    [
      'one directory layer',
      (all) => all.map((entry) => ({ ...entry, name: `case/${entry.name}` })),
      'prior-auth-zip-layer',
    ],
    [
      'a layer by backslash',
      (all) => all.map((entry) => ({ ...entry, name: `case\\${entry.name}` })),
      'prior-auth-zip-layer',
    ],
    [
      'a name that climbs',
      ([one, ...all]) => [{ ...(one as ZipFile), name: `../${one?.name}` }, ...all],
      'prior-auth-zip-name-hostile',
    ],
    [
      'a name that climbs by backslash',
      ([one, ...all]) => [{ ...(one as ZipFile), name: `..\\..\\${one?.name}` }, ...all],
      'prior-auth-zip-name-hostile',
    ],
    [
      'an absolute name',
      ([one, ...all]) => [{ ...(one as ZipFile), name: `/etc/${one?.name}` }, ...all],
      'prior-auth-zip-name-hostile',
    ],
    [
      'a drive',
      ([one, ...all]) => [{ ...(one as ZipFile), name: `C:${one?.name}` }, ...all],
      'prior-auth-zip-name-hostile',
    ],
    [
      'a share',
      ([one, ...all]) => [{ ...(one as ZipFile), name: `\\\\host\\${one?.name}` }, ...all],
      'prior-auth-zip-name-hostile',
    ],
    [
      'a control sign',
      (all) => [...all, { name: 'a\u001b[2J\n.txt', bytes: Buffer.from('x') }],
      'prior-auth-zip-name-hostile',
    ],
    [
      'a folder that climbs',
      (all) => [...all, { name: '../evil/', bytes: Buffer.alloc(0) }],
      'prior-auth-zip-name-hostile',
    ],
    ['no name', (all) => [...all, { name: '', bytes: Buffer.from('x') }], 'prior-auth-zip-name-hostile'],
    [
      'a NUL in a name',
      (all) => [...all, { name: `${FHR}\0.txt`, bytes: Buffer.from('x') }],
      'prior-auth-zip-name-hostile',
    ],
  ])('%s: returned whole', { timeout }, async (_, change, rule) => {
    const report = await zipped(change(entries()));
    expect(report.verdict.answer).toBe('return-file');
    expect(raised(report)).toContain(rule);
    expect(report.units.every(({ answer }) => answer === 'return-file')).toBe(true);
    expect(JSON.stringify(report)).not.toMatch(/\\u001b|\\u0000|\\n/);
  });

  test('packed in a way that is not read: unknown; damaged beside it: returned', { timeout }, async () => {
    const [one, two, ...all] = entries() as [ZipFile, ZipFile, ...ZipFile[]];
    for (const method of [9, 12, 14, 99]) {
      const report = await zipped([{ ...one, method }, two, ...all]);
      expect([report.verdict.answer, raised(report)]).toEqual(['unknown', ['limit-zip-method']]);
      expect(report.findings.map(({ unit, locations }) => [unit, locations])).toEqual([[null, [{ file: ZIP }]]]);
    }
    const stray = await zipped([one, two, ...all, { name: 'x.txt', bytes: Buffer.from('x'), method: 9 }]);
    expect([stray.verdict.answer, raised(stray)]).toEqual(['unknown', ['limit-zip-method', 'prior-auth-zip-stray']]);
    const both = await zipped([{ ...one, method: 9 }, { ...two, crc: 1 }, ...all]);
    expect(both.verdict.answer).toBe('return-file');
    expect(raised(both)).toEqual(['limit-zip-method', 'prior-auth-zip-damaged']);
  });

  test('what a Mac puts beside the files is no layer; a file of the case in its place is', { timeout }, async () => {
    const bytes = Buffer.from('Mac OS X');
    const beside = entries().map(({ name }) => ({ name: `__MACOSX/._${name}`, bytes }));
    const mac = await zipped([...entries(), { name: '__MACOSX/', bytes: Buffer.alloc(0) }, ...beside]);
    expect([mac.verdict.answer, raised(mac)]).toEqual(['remind', ['prior-auth-zip-stray']]);
    const inside = await zipped(entries().map((entry) => ({ ...entry, name: `__MACOSX/${entry.name}` })));
    expect(raised(inside)).toContain('prior-auth-zip-layer');
  });

  test('the same name twice, and twice but for letter case: 檔案重覆上傳', { timeout }, async () => {
    const fhr = { name: FHR, bytes: Buffer.from(JSON.stringify(base())) };
    for (const name of [FHR, FHR.toLowerCase().replace('fhr', 'FHR')]) {
      const report = await zipped([...entries(), { ...fhr, name }]);
      expect(raised(report)).toContain('prior-auth-name-repeated');
      expect(report.verdict.answer).toBe('return-unit');
    }
  });

  test('nothing in it, folders only, another kind of archive, nothing at all', { timeout }, async () => {
    const empty = ['prior-auth-zip-empty'];
    expect(raised(await zipped([]))).toEqual(empty);
    expect(raised(await zipped([{ name: 'case/', bytes: Buffer.alloc(0) }]))).toEqual(empty);
    expect(raised(await judged({ [ZIP]: Buffer.alloc(0) }))).toEqual(empty);
    const seven = write7z([{ name: FHR, bytes: Buffer.from('{}') }]);
    for (const other of [seven, Buffer.from('%PDF-1.4'), Buffer.from('Rar!\x1a\x07\x00'), cab('a')])
      expect(raised(await judged({ [ZIP]: other }))).toEqual(['prior-auth-zip-kind']);
  });

  test('65,534 entries: judged; more than we take on: unknown, with both numbers', { timeout: 300_000 }, async () => {
    const many = [
      ...entries(),
      ...Array.from({ length: 65_531 }, (_, i) => ({ name: `${i}.txt`, bytes: Buffer.alloc(0) })),
    ];
    const bytes = writeZip(many);
    const report = await judged({ [ZIP]: bytes });
    expect(report.verdict.answer).toBe('remind');
    expect(report.counts.files).toBe(65_534);
    expect(report.findings.length).toBe(1_000);
    expect(report.counts.findings).toBe(65_531);
    const limited = await judged({ [ZIP]: bytes }, { limits: { entries: 60_000 } });
    expect(limited.verdict.answer).toBe('unknown');
    expect(limited.findings.map(({ ruleId, args }) => [ruleId, args])).toEqual([
      ['limit-entries', expect.objectContaining({ most: 60_000, found: 65_534 })],
    ]);
  });

  test('65,535 claimed, which means that another number counts, and it is not there: returned', {
    timeout,
  }, async () => {
    const report = await judged({ [ZIP]: writeZip(entries(), { count: 65_535 }) });
    expect(report.verdict.answer).toBe('return-file');
    for (const count of [2, 4, 60_000])
      expect((await judged({ [ZIP]: writeZip(entries(), { count }) })).verdict.answer).toBe('return-file');
  });

  test('a bomb: unknown, with its ratio and our limit, and nothing unpacked', { timeout }, async () => {
    const [fhr, , dcf] = entries();
    const report = await zipped([
      fhr as ZipFile,
      dcf as ZipFile,
      { name: `${ATT}.7z`, bytes: Buffer.alloc(30 * 2 ** 20) },
    ]);
    expect(report.verdict.answer).toBe('unknown');
    const [finding] = report.findings;
    expect(finding?.ruleId).toBe('limit-ratio');
    expect(finding?.args.most).toBe(250);
    expect(Number(finding?.args.found)).toBeGreaterThan(250);
    expect(finding?.message).toContain(String(finding?.args.found));
    expect(finding?.locations[0]?.file).toBe(`${ZIP}!/${ATT}.7z`);
  });

  test('more bytes than we unpack: unknown, with both numbers', { timeout }, async () => {
    const [fhr = 0, att = 0] = entries().map(({ bytes }) => bytes.length);
    const report = await zipped(entries(), { limits: { unpackedBytes: fhr + att - 1 } });
    expect(report.verdict.answer).toBe('unknown');
    const [finding] = report.findings.filter(({ ruleId }) => ruleId === 'limit-unpacked');
    expect(finding?.args).toMatchObject({ most: fhr + att - 1, found: fhr + att });
    expect((await zipped(entries(), { limits: { unpackedBytes: 2 * (fhr + att) } })).verdict.answer).toBe('accept');
  });
});

describe('ATT and DCF', () => {
  const pdf = { name: 'pathology.pdf', bytes: Buffer.from('%PDF-1.4') };
  const withAtt = (bytes: Uint8Array, extension: string, options?: PrecheckOptions): Promise<Report> => {
    const { [`${ATT}.CAB`]: _, ...others } = caseFiles();
    return judged({ ...others, [`${ATT}${extension}`]: bytes }, options);
  };

  test.each<[string, () => Uint8Array, string, string]>([
    ['an empty 7z', () => write7z([{ name: 'x/', bytes: Buffer.alloc(0) }]), '.7z', 'prior-auth-archive-empty'],
    ['no byte', () => Buffer.alloc(0), '.7z', 'prior-auth-archive-empty'],
    ['a 7z with a password', () => write7z([pdf], { password: 'x' }), '.7z', 'prior-auth-archive-encrypted'],
    [
      'a 7z with a password on its names too',
      () => write7z([pdf], { password: 'x', names: true }),
      '.7z',
      'prior-auth-archive-encrypted',
    ],
    ['a zip called .7z', () => zip({ 'pathology.pdf': pdf.bytes }), '.7z', 'prior-auth-archive-kind'],
    ['a PDF called .CAB', () => pdf.bytes, '.CAB', 'prior-auth-archive-kind'],
    ['a 7z called .CAB', () => write7z([pdf]), '.CAB', 'prior-auth-archive-kind'],
    ['a cabinet called .7z', () => cab('pathology.pdf'), '.7z', 'prior-auth-archive-kind'],
    ['a 7z cut in half', () => write7z([pdf]).subarray(0, 60), '.7z', 'prior-auth-archive-damaged'],
    ['the head of a 7z', () => write7z([pdf]).subarray(0, 10), '.7z', 'prior-auth-archive-damaged'],
    ['a cabinet cut short', () => cab('pathology.pdf').subarray(0, 50), '.CAB', 'prior-auth-archive-damaged'],
    ['a cabinet of a set', () => cabOfSet(), '.CAB', 'prior-auth-archive-volumes'],
  ])('%s: held, and says why', { timeout }, async (_, make, extension, rule) => {
    const report = await withAtt(make(), extension);
    expect(raised(report)).toContain(rule);
    expect(report.verdict.answer).toBe('hold');
    const finding = report.findings.find(({ ruleId }) => ruleId === rule);
    expect(finding?.locations[0]?.file).toBe(`${ATT}${extension}`);
    expect(finding?.message).toContain(`${ATT}${extension}`);
  });

  function cabOfSet(): Uint8Array {
    const bytes = Buffer.from(cab('pathology.pdf'));
    bytes.writeUInt16LE(1, 30);
    return bytes;
  }

  test('a 7z cut at each tenth: held', { timeout }, async () => {
    const whole = write7z(Array.from({ length: 20 }, (_, i) => ({ name: `${i}.pdf`, bytes: Buffer.alloc(500, i) })));
    for (let tenth = 1; tenth < 10; tenth++) {
      const report = await withAtt(whole.subarray(0, Math.floor((whole.length * tenth) / 10)), '.7z');
      expect(report.verdict.answer).toBe('hold');
      expect(raised(report)).toContain('prior-auth-archive-damaged');
    }
  });

  test('more entries than we list, or longer than we wait: unknown', { timeout }, async () => {
    const many = await withAtt(cab(...Array.from({ length: 50 }, (_, i) => `${i}.pdf`)), '.CAB', {
      limits: { entries: 20 },
    });
    expect(raised(many)).toContain('limit-entries');
    expect(many.verdict.answer).toBe('unknown');
    const late = await withAtt(write7z([pdf]), '.7z', { limits: { archiveTime: 1 } });
    expect(raised(late)).toContain('limit-time');
    expect(late.verdict.answer).toBe('unknown');
  });

  test('hostile names inside are told as they are not obeyed', { timeout }, async () => {
    const report = await withAtt(cab('..\\..\\evil.pdf', 'a\u0007b.pdf', 'pathology.pdf'), '.CAB');
    expect(['hold', 'remind']).toContain(report.verdict.answer);
    expect(raised(report)).toContain('prior-auth-att-surplus');
  });
});

describe('the ledger', () => {
  test.each<[string, (file: string) => void]>([
    ['damaged', (file) => writeFileSync(file, Buffer.alloc(5_000, 'no database '))],
    ['empty', (file) => writeFileSync(file, '')],
  ])('%s: cannot be opened, which makes the answer unknown', async (_, make) => {
    using folder = scratch();
    const file = join(folder.path, 'l.sqlite');
    make(file);
    expect(() => openLedger(file)).toThrow('ledger damaged');
    const report = await judged(caseFiles(), { ledger: 'unreadable' });
    expect(report.verdict.answer).toBe('unknown');
    expect(raised(report)).toEqual(['limit-ledger']);
  });

  test('unreadable does not hide what is worse', async () => {
    const report = await judged({ [FHR]: Buffer.from('{') }, { ledger: 'unreadable' });
    expect(report.verdict.answer).toBe('return-unit');
    expect(raised(report)).toContain('limit-ledger');
  });
});

describe('the disk', () => {
  test('a file that changes between looking and reading: unknown', async () => {
    using folder = scratch(caseFiles());
    const { sources: given } = await sourcesOf([folder.path]);
    writeFileSync(join(folder.path, FHR), JSON.stringify(base('imm')));
    const [report] = await precheck(given, { asOf: AS_OF });
    expect(report?.verdict.answer).toBe('unknown');
    expect(report?.findings.map(({ ruleId }) => ruleId)).toContain('limit-changed');
  });

  test('an abort ends it with the reason of the caller', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    await expect(precheck(sources(caseFiles()), { asOf: AS_OF, signal: controller.signal })).rejects.toThrow('enough');
  });

  test('nothing given, nothing recognised: no report', async () => {
    expect(await precheck([])).toEqual([]);
    expect(await precheck([memorySource('notes.txt', Buffer.from('x')), memorySource('', Buffer.alloc(0))])).toEqual(
      [],
    );
  });
});
