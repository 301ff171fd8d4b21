import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '../../src/engine/outcome.ts';
import { validators } from '../../src/engine/validators.ts';
import { memorySource } from '../../src/intake/memory.ts';
import type { PrecheckOptions } from '../../src/options.ts';
import { precheck } from '../../src/precheck.ts';
import { json } from '../../src/report/json.ts';
import { type Report, ReportSchema } from '../../src/report/report-schema.ts';
import { type Any, AS_OF, base, caseFiles, type Files, KEY, sources, ZIP, zip } from '../support/product/packages.ts';

const check = async (files: Files, options: PrecheckOptions = {}): Promise<Report> => {
  const [report] = await precheck(sources(files), { asOf: AS_OF, ...options });
  if (!report) throw new Error('nothing was recognised');
  return report;
};
/** A Bundle with many findings of several rules. */
const bad = (): Any => {
  const bundle = base();
  for (const { resource } of bundle.entry.slice(12)) resource.meta.profile = [];
  for (let i = 1; i < 6; i++) bundle.entry[i].fullUrl = 'urn:uuid:c0000000-0000-4000-8000-000000000099';
  bundle.type = 'document';
  return bundle;
};

test('every report fulfils its schema', async () => {
  const shape = validators();
  const given: Files[] = [
    caseFiles(),
    caseFiles('cancer', bad()),
    { [`FHR${KEY}.JSON`]: Buffer.from('') },
    { [`ATT${KEY}.7z`]: Buffer.from('x') },
    { [ZIP]: zip({ ...caseFiles(), 'a/b.txt': Buffer.from('x') }) },
    { [ZIP]: zip({}) },
    { [ZIP]: Buffer.from('not a zip') },
    { 'x.json': Buffer.from(JSON.stringify(base('imm'))) },
  ];
  for (const files of given)
    for (const language of ['zh-TW', 'en'] as const)
      expect(shape.firstError(ReportSchema, await check(files, { language }))).toBeNull();
  expect(shape.firstError(ReportSchema, { ...(await check(caseFiles())), verdict: {} })).not.toBeNull();
});

test('findings: deciding ones first, then file, place, rule', async () => {
  const files = {
    ...caseFiles('cancer', JSON.stringify(bad(), null, 2)),
    ...caseFiles('imm', bad(), '3501200000_2026051200000002'),
  };
  const { findings } = await check(files);
  expect(findings.length).toBeGreaterThan(20);
  const rank = findings.map(({ outcome, locations: [first], ruleId }) => [
    OUTCOMES.indexOf(outcome),
    first?.file ?? '',
    first?.line ?? 0,
    first?.column ?? 0,
    first?.pointer ?? '',
    ruleId,
  ]);
  const sorted = [...rank].sort((a, b) => {
    const at = a.findIndex((value, i) => value !== b[i]);
    return at < 0 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
  });
  expect(rank).toEqual(sorted);
});

test('the order of the files given changes nothing but their order', async () => {
  const files = Object.entries(caseFiles('cancer', bad()));
  const one = await check(Object.fromEntries(files));
  const other = await check(Object.fromEntries(files.reverse()));
  expect(other.findings).toEqual(one.findings);
  expect(other.verdict).toEqual(one.verdict);
  expect(other.submission.files).toEqual(one.submission.files);
  expect(other.submission.sha256).toBe(one.submission.sha256);
});

describe('--max-findings', () => {
  test.each([1, 2, 3, 1_000])('%i of each rule are listed, all are counted, the verdict is the same', async (max) => {
    const all = await check(caseFiles('cancer', bad()), { maxFindings: 1_000_000 });
    const some = await check(caseFiles('cancer', bad()), { maxFindings: max });
    const most = Map.groupBy(all.findings, ({ ruleId }) => ruleId);
    const expected = [...most.values()].reduce((sum, { length }) => sum + Math.min(length, max), 0);
    expect(some.findings.length).toBe(expected);
    expect(some.counts).toEqual(all.counts);
    expect(all.counts.findings).toBe(all.findings.length);
    expect(some.verdict).toEqual(all.verdict);
    expect(some.units).toEqual(all.units);
  });
});

test('checksums: of each file, of the zip, of loose files by the recipe of the schema', async () => {
  const hash = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
  const files = caseFiles();
  const loose = await check(files);
  for (const { path, size, sha256 } of loose.submission.files)
    expect([size, sha256]).toEqual([files[path]?.length, hash(files[path] ?? '')]);
  const lines = Object.keys(files)
    .sort()
    .map((path) => `${hash(files[path] ?? '')}  ${path}\n`);
  expect(loose.submission.sha256).toBe(hash(lines.join('')));
  const packed = await check({ [ZIP]: zip(files) });
  expect(packed.submission.sha256).toBe(hash(zip(files)));
  expect(packed.submission.files.map(({ path, sha256 }) => [path, sha256])).toEqual(
    loose.submission.files.map(({ path, sha256 }) => [`${ZIP}!/${path}`, sha256]),
  );
});

test('every unit has a place, every finding a unit of the list or none', async () => {
  const files = { ...caseFiles('cancer', bad()), ...caseFiles('imm', base('imm'), '3501200000_2026051200000002') };
  const report = await check(files);
  expect(report.units.map(({ id }) => id).sort()).toEqual([KEY, '3501200000_2026051200000002']);
  for (const { locations } of report.units) expect(locations.length).toBeGreaterThan(0);
  const ids = new Set([null, ...report.units.map(({ id }) => id)]);
  for (const { unit } of report.findings) expect(ids.has(unit)).toBe(true);
});

test('places: line and column are those of the text, the pointer leads there', async () => {
  const text = JSON.stringify(bad(), null, 2);
  const { findings } = await check(caseFiles('cancer', text));
  const data = JSON.parse(text);
  let checked = 0;
  for (const { locations } of findings)
    for (const { pointer, line, column, file, fhirPath } of locations) {
      if (!pointer || !file.startsWith('FHR')) continue;
      const keys = pointer.slice(1).split('/');
      expect(keys.reduce((node, key) => node?.[key], data)).toBeDefined();
      const rest = text.split('\n')[(line ?? 0) - 1]?.slice((column ?? 0) - 1) ?? '';
      const name = keys.at(-1) ?? '';
      expect(rest.startsWith(/^\d+$/.test(name) ? '{' : `"${name}"`)).toBe(true);
      expect(fhirPath).toBe(`Bundle${keys.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`)).join('')}`);
      checked++;
    }
  expect(checked).toBeGreaterThan(10);
});

test('return-file reaches every unit', async () => {
  const files = { ...caseFiles(), ...caseFiles('imm', base('imm'), '3501200000_2026051200000002') };
  const report = await check({
    [ZIP]: zip(Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`dir/${name}`, bytes]))),
  });
  expect(report.verdict.answer).toBe('return-file');
  expect(report.units.map(({ answer }) => answer)).toEqual(['return-file', 'return-file']);
  expect(report.verdict.units).toEqual({ total: 2, accept: 0, hold: 0, return: 2 });
});

test('more than 10,000 units: only those not accepted are listed, counts stay exact', {
  timeout: 300_000,
}, async () => {
  const given = Array.from({ length: 10_001 }, (_, i) => {
    const name = `ATT3501200000_20260512${String(i).padStart(8, '0')}.7z`;
    return memorySource(i === 5 ? name.replace('ATT', 'FHR').replace('7z', 'JSON') : name, Buffer.from('{'));
  });
  const [report] = await precheck(given.slice(0, 10_000), { asOf: AS_OF, maxFindings: 3 });
  expect(report?.units.length).toBe(10_000);
  const [more] = await precheck(given, { asOf: AS_OF, maxFindings: 3 });
  expect(more?.units.every(({ answer }) => answer !== 'accept' && answer !== 'remind')).toBe(true);
  expect(more?.verdict.units.total).toBe(10_001);
  expect(more?.verdict.units.return).toBe(1);
});

test('json: one report as itself, several in a list, none as an empty list', async () => {
  const report = await check(caseFiles());
  const of = (reports: Report[]): unknown => {
    const parts: string[] = [];
    json(reports, (text) => parts.push(text));
    expect(parts.join('').endsWith('\n')).toBe(true);
    return JSON.parse(parts.join(''));
  };
  expect(of([report])).toEqual(report);
  expect(of([report, report])).toEqual({ reports: [report, report] });
  expect(of([])).toEqual({ reports: [] });
});

test('the version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect((await check(caseFiles())).tool).toEqual({ name: 'nhi-precheck', version });
});
