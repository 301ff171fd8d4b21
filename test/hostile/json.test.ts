import { describe, expect, test } from 'vitest';
import { precheck } from '../../src/precheck.ts';
import { json } from '../../src/report/json.ts';
import type { Report } from '../../src/report/report-schema.ts';
import { type Any, AS_OF, base, KEY, sources } from '../support/product/packages.ts';

async function judged(fhr: Any | string | Uint8Array, limits = {}): Promise<Report> {
  const bytes = fhr instanceof Uint8Array ? fhr : Buffer.from(typeof fhr === 'string' ? fhr : JSON.stringify(fhr));
  const [report] = await precheck(sources({ [`FHR${KEY}.JSON`]: bytes }), {
    asOf: AS_OF,
    ledger: { sentBefore: (name) => !name.startsWith('FHR') },
    limits,
  });
  if (!report) throw new Error('not recognised');
  return report;
}
const raised = ({ findings }: Report): string[] => [...new Set(findings.map(({ ruleId }) => ruleId))].sort();
const sizeOf = (report: Report): number => {
  let size = 0;
  json([report], (text) => {
    size += text.length;
  });
  return size;
};
const timeout = 120_000;

describe('size and depth', () => {
  test.each([
    ['a string of 10 MB', `"${'x'.repeat(10e6)}"`],
    ['10 MB of signs to escape', `"${'\\u0041'.repeat(1.7e6)}"`],
    ['10 MB of line feeds', '\n'.repeat(10e6)],
    ['a number of 1 MB', '9'.repeat(1e6)],
  ])('%s alone is no Bundle', { timeout }, async (_, text) => {
    const report = await judged(text);
    expect(report.verdict.answer).toBe('return-unit');
    expect(sizeOf(report)).toBeLessThan(20_000);
  });

  test('a string of 10 MB in every field that is told: told in short', { timeout }, async () => {
    const long = 'x'.repeat(10e6);
    for (const change of [
      (bundle: Any) => (bundle.type = long),
      (bundle: Any) => (bundle.timestamp = long),
      (bundle: Any) => (bundle.entry[3].fullUrl = bundle.entry[4].fullUrl = long),
      (bundle: Any) => (bundle.entry[0].resource.patient.reference = long),
      (bundle: Any) => (bundle.entry[2].resource.resourceType = long),
    ]) {
      const bundle = base();
      change(bundle);
      const report = await judged(bundle);
      expect(report.verdict.answer).toBe('return-unit');
      expect(sizeOf(report)).toBeLessThan(30_000);
    }
  });

  const nested = (open: string, close: string, core = '1', depth = 10_000): string =>
    open.repeat(depth) + core + close.repeat(depth);

  test.each([
    ['arrays', nested('[', ']')],
    ['objects', nested('{"a":', '}')],
    ['arrays that never end', '['.repeat(10_000)],
    ['arrays that never end, a million', '['.repeat(1_000_000)],
    ['objects that never end', '{"a":'.repeat(100_000)],
  ])('10,000 levels of %s', { timeout }, async (_, text) => {
    expect((await judged(text)).verdict.answer).toBe('return-unit');
  });

  test('10,000 levels inside a resource that is right', { timeout }, async () => {
    const text = JSON.stringify(base()).replace(
      /"resourceType":"Patient",/,
      `"resourceType":"Patient","extension":${nested('[', ']')},`,
    );
    const report = await judged(text);
    expect(['accept', 'remind', 'return-unit']).toContain(report.verdict.answer);
    const deep = JSON.stringify(base()).replace(/"type":"collection"/, `"type":${nested('{"a":', '}')}`);
    expect((await judged(deep)).verdict.answer).toBe('return-unit');
  });

  test('10,000 levels, each with a reference that leads nowhere and a name twice', { timeout }, async () => {
    const level = '{"reference":"urn:uuid:nowhere","id":1,"id":2,"extension":[';
    const text = `{"resourceType":"Bundle","type":"collection","entry":[{"resource":${level.repeat(10_000)}${']}'.repeat(10_000)}}]}`;
    const report = await judged(text);
    expect(report.verdict.answer).toBe('return-unit');
    expect(raised(report)).toEqual(
      expect.arrayContaining(['prior-auth-fhr-duplicate-key', 'prior-auth-reference-missing']),
    );
    expect(report.counts.findings).toBeGreaterThanOrEqual(20_000);
    expect(sizeOf(report)).toBeLessThan(20e6);
  });

  test('larger than what we read into memory: unknown, with both numbers', { timeout }, async () => {
    const report = await judged(`{"resourceType":"Bundle","x":"${'x'.repeat(2e6)}"}`, { fhrBytes: 1_000_000 });
    expect(report.verdict.answer).toBe('unknown');
    expect(report.findings.map(({ ruleId, args }) => [ruleId, args])).toEqual([
      ['limit-fhr-size', expect.objectContaining({ most: 1_000_000, found: 2_000_032 })],
    ]);
    expect(report.findings[0]?.message).toMatch(/2000032.*1000000/);
    expect(report.submission.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('names that JavaScript knows', () => {
  const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'then', 'length'];

  test.each(NAMES)('%s as a key everywhere changes nothing', { timeout }, async (name) => {
    const own = `"${name}":{"resourceType":"Bundle","reference":7,"entry":[],"profile":["x"],"toString":1},`;
    const everywhere = JSON.stringify(base()).replaceAll('{', `{${own}`);
    const report = await judged(everywhere);
    expect(raised(report)).not.toContain('prior-auth-fhr-duplicate-key');
    const plain = await judged(JSON.stringify(base()).replaceAll('{', '{"zzz":{"reference":7},'));
    expect(raised(report).filter((id) => id !== 'prior-auth-reference-not-text')).toEqual(
      raised(plain).filter((id) => id !== 'prior-auth-reference-not-text'),
    );
    expect(({} as Any).reference).toBeUndefined();
    expect(({} as Any).entry).toBeUndefined();
  });

  test.each(NAMES)('%s as a value where a code, profile, type, id or reference belongs', { timeout }, async (name) => {
    for (const change of [
      (bundle: Any) => (bundle.type = name),
      (bundle: Any) => (bundle.resourceType = name),
      (bundle: Any) => (bundle.meta.profile = [`https://nhicore.nhi.gov.tw/pas/StructureDefinition/${name}`]),
      (bundle: Any) => (bundle.entry[2].resource.resourceType = name),
      (bundle: Any) =>
        (bundle.entry[2].resource.meta.profile = [`https://nhicore.nhi.gov.tw/pas/StructureDefinition/${name}`]),
      (bundle: Any) => (bundle.entry[0].resource.patient.reference = name),
    ]) {
      const bundle = base();
      change(bundle);
      expect((await judged(bundle)).verdict.answer).toBe('return-unit');
    }
    const bundle = base();
    bundle.entry[2].resource.id = name;
    bundle.entry[2].resource.category = [{ coding: [{ code: name }] }];
    await judged(bundle);
  });
});

describe('many', () => {
  const lab = base().entry.find(({ resource }: Any) =>
    resource.meta.profile[0].endsWith('Observation-laboratory-result-twpas'),
  );
  const uuid = (i: number): string => `urn:uuid:d0000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
  const withLabs = (count: number, url: (i: number) => string): Any => {
    const bundle = base();
    for (let i = 0; i < count; i++) {
      const fullUrl = url(i);
      bundle.entry.push({ fullUrl, resource: { ...lab.resource, id: fullUrl.slice(9) } });
    }
    return bundle;
  };

  test('5,000 entries of one fullUrl: each but the first is told, 1,000 of them listed', { timeout }, async () => {
    const report = await judged(withLabs(5_000, () => uuid(1)));
    expect(report.verdict.answer).toBe('return-unit');
    const twice = report.findings.filter(({ ruleId }) => ruleId === 'prior-auth-full-url-unique');
    expect(twice.length).toBe(1_000);
    expect(report.counts.findings).toBeGreaterThanOrEqual(4_999);
    expect(twice[0]?.locations.map(({ pointer }) => pointer)).toEqual(['/entry/20/fullUrl', '/entry/19/fullUrl']);
  });

  test('20,000 entries that nothing refers to, 20,000 that all are', { timeout }, async () => {
    const lost = await judged(withLabs(20_000, uuid));
    expect(lost.verdict.answer).toBe('remind');
    expect(lost.counts.findings).toBe(20_000);
    expect(lost.findings.length).toBe(1_000);
    const bundle = withLabs(20_000, uuid);
    const claim = bundle.entry[0].resource;
    const info = claim.supportingInfo.find(({ valueReference }: Any) => valueReference?.reference === lab.fullUrl);
    expect(info).toBeDefined();
    for (let i = 0; i < 20_000; i++)
      claim.supportingInfo.push({ ...info, sequence: 100 + i, valueReference: { reference: uuid(i) } });
    expect((await judged(bundle)).verdict.answer).toBe('accept');
  });

  test('20,000 names twice, on 20,000 lines', { timeout }, async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `"a${i % 7}": ${i}`);
    const report = await judged(`{\n"resourceType": "Bundle",\n${rows.join(',\n')}\n}`);
    const twice = report.findings.filter(({ ruleId }) => ruleId === 'prior-auth-fhr-duplicate-key');
    expect(twice.length).toBe(1_000);
    expect(report.counts.findings).toBeGreaterThanOrEqual(20_000 - 7);
    expect(twice[0]?.locations[0]).toMatchObject({ line: 10, column: 1 });
  });

  test('100,000 references in one resource', { timeout }, async () => {
    const bundle = base();
    bundle.entry[2].resource.link = Array.from({ length: 100_000 }, (_, i) => ({
      other: { reference: `urn:uuid:${i}` },
    }));
    const report = await judged(bundle);
    expect(report.counts.findings).toBe(100_000);
    expect(report.findings.length).toBe(1_000);
  });
});

describe('circles', () => {
  test('resources that refer to themselves and one another: reached once, judged', { timeout }, async () => {
    const bundle = base();
    for (const [i, { resource }] of bundle.entry.entries())
      resource.link = [
        { reference: bundle.entry[i].fullUrl },
        { reference: bundle.entry[(i + 1) % bundle.entry.length].fullUrl },
      ];
    expect((await judged(bundle)).verdict.answer).toBe('accept');
  });

  test('a circle that the Claim does not lead to is not reached', { timeout }, async () => {
    const bundle = base();
    const [a, b] = [structuredClone(bundle.entry[14]), structuredClone(bundle.entry[14])];
    for (const [i, entry] of [a, b].entries()) {
      entry.resource.id = `d0000000-0000-4000-8000-00000000000${i}`;
      entry.fullUrl = `urn:uuid:${entry.resource.id}`;
    }
    a.resource.hasMember = [{ reference: b.fullUrl }];
    b.resource.hasMember = [{ reference: a.fullUrl }];
    bundle.entry.push(a, b);
    const report = await judged(bundle);
    expect(raised(report).every((id) => id.startsWith('prior-auth-entry-unreachable'))).toBe(true);
    expect(report.findings.length).toBe(2);
  });
});

describe('odd text', () => {
  test.each([
    ['a lone surrogate, escaped', '\\ud800'],
    ['the other half', '\\udc00'],
    ['halves the wrong way round', '\\udc00\\ud800'],
    ['U+0000', '\\u0000'],
    ['a non-character', '\\uffff'],
  ])('%s in every text', { timeout }, async (_, sign) => {
    const text = JSON.stringify(base()).replaceAll(/:"([^"]*)"/g, (_whole, value: string) => `:"${value}${sign}"`);
    const report = await judged(text);
    expect(report.verdict.answer).toBe('return-unit');
    const printed: string[] = [];
    json([report], (part) => printed.push(part));
    expect(printed.join('').isWellFormed()).toBe(true);
    expect(Buffer.from(printed.join('')).toString()).toBe(printed.join(''));
  });

  test('a lone surrogate as bytes is no UTF-8, with its place', { timeout }, async () => {
    const bytes = Buffer.concat([Buffer.from('{"a":\n "'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]);
    const report = await judged(bytes);
    expect(raised(report)).toEqual(['prior-auth-fhr-not-utf-8']);
    expect(report.findings[0]?.locations[0]).toMatchObject({ line: 2, column: 3 });
  });
});

test.each([[{}], [null], [[]], [7], ['x'], [true], [[null, null]], [[{}]], [{ resource: null }], [[{ resource: {} }]]])(
  'entry is %j, entries are all %j',
  async (value) => {
    const bundle = base();
    expect((await judged({ ...bundle, entry: value })).verdict.answer).toBe('return-unit');
    expect((await judged({ ...bundle, entry: bundle.entry.map(() => value) })).verdict.answer).toBe('return-unit');
    expect((await judged({ ...bundle, entry: [...bundle.entry, value] })).verdict.answer).toBe('return-unit');
  },
);
