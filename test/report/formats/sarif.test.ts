import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { relativeUri } from '../../../src/report/formats/relative-uri.ts';
import { sarifText } from '../../../src/report/formats/sarif-text.ts';
import type { Language, Report } from '../../../src/report/report-schema.ts';
import { allCases } from '../../support/corpus/corpus.ts';
import { runCase } from '../../support/corpus/run.ts';
import {
  bad,
  contextOf,
  firstLook,
  hostileLoose,
  PACKAGES,
  reportsOf,
  written,
} from '../../support/formats/reports.ts';
import { type Log, type Result, type Run, SCHEMA_FILE, sarifChecker } from '../../support/formats/sarif.ts';
import { type Any, AS_OF, caseFiles, KEY } from '../../support/product/packages.ts';

const wrongIn = sarifChecker();

async function logOf(reports: readonly Report[], language: Language = 'zh-TW'): Promise<Log> {
  const log = JSON.parse(await written('sarif', reports, await contextOf(language)));
  expect(wrongIn(log)).toBeNull();
  return log;
}
const runOf = async (reports: readonly Report[], language?: Language): Promise<Run> =>
  (await logOf(reports, language)).runs[0];
const prints = ({ results }: Run): string[] =>
  results.map(({ partialFingerprints }) => partialFingerprints['nhiPrecheck/v1'] ?? '');

describe('the schema', () => {
  test('is the one that README.md tells of', () => {
    const bytes = readFileSync(SCHEMA_FILE);
    const readme = readFileSync(new URL('../../support/formats/README.md', import.meta.url), 'utf8');
    expect(readme).toContain(createHash('sha256').update(bytes).digest('hex'));
  });

  test('refuses what is wrong, formats too', async () => {
    const log = await logOf(await firstLook());
    const broken = (change: (run: Any) => void): unknown => {
      const copy = structuredClone(log) as Any;
      change(copy.runs[0]);
      return wrongIn(copy);
    };
    expect(broken(() => {})).toBeNull();
    for (const change of [
      (run: Any) => (run.results[0].level = 'fatal'),
      (run: Any) => (run.results[0].locations[0].physicalLocation.region.startLine = 0),
      (run: Any) => (run.artifacts[0].location.uri = '影像.zip'),
      (run: Any) => (run.artifacts[0].location.uri = 'a b'),
      (run: Any) => (run.artifacts[0].location.uri = 'a%zz'),
      (run: Any) => (run.more = 1),
    ])
      expect(broken(change)).not.toBeNull();
  });
});

test('valid for every case of the corpus', { timeout: 300_000 }, async () => {
  for (const each of await allCases()) {
    const { reports } = await runCase(each);
    const context = await contextOf('zh-TW', {}, reports[0]?.ruleset.asOf);
    const log = JSON.parse(await written('sarif', reports, context)) as Log;
    expect({ id: each.id, wrong: wrongIn(log) }).toEqual({ id: each.id, wrong: null });
    const found = reports.reduce((sum, { findings }) => sum + findings.length, 0);
    expect([each.id, log.runs[0].results.length]).toEqual([each.id, found]);
    expect(new Set(prints(log.runs[0])).size).toBe(found);
    for (const { ruleId, ruleIndex } of log.runs[0].results) expect(context.rules[ruleIndex]?.id).toBe(ruleId);
  }
});

describe.each<Language>(['zh-TW', 'en'])('%s', (language) => {
  test.each(Object.keys(PACKAGES) as (keyof typeof PACKAGES)[])('valid: %s', async (name) => {
    const reports = await reportsOf([PACKAGES[name]()], language);
    const run = await runOf(reports, language);
    expect(run.language).toBe(language);
    expect(run.results.length).toBe(reports[0]?.findings.length);
  });
});

test('clean, and none at all: `results: []`, all rules listed', async () => {
  const { rules } = await contextOf('zh-TW');
  for (const reports of [await reportsOf([PACKAGES.accepted()]), []]) {
    const run = await runOf(reports);
    expect(run.results).toEqual([]);
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    expect(run.invocations[0].executionSuccessful).toBe(true);
    expect(run.invocations[0].properties.submissions.map(({ answer }) => answer)).toEqual(reports.map(() => 'accept'));
  }
});

test('levels: what keeps from being accepted is an error, reminders warn', async () => {
  const reports = await firstLook();
  const run = await runOf(reports);
  expect(run.results.map(({ level }) => level)).toEqual(
    reports.flatMap(({ findings }) => findings.map(({ outcome }) => (outcome === 'remind' ? 'warning' : 'error'))),
  );
  expect(new Set(run.results.map(({ level }) => level))).toEqual(new Set(['error', 'warning']));
});

test('a check that was not finished is not a successful execution', async () => {
  const cases = await allCases();
  const limit = cases.find(({ id }) => id === 'prior-auth/limit-entries');
  if (!limit) throw new Error('no such case');
  const { reports } = await runCase(limit);
  expect(reports[0]?.verdict.answer).toBe('unknown');
  expect((await runOf(reports)).invocations[0].executionSuccessful).toBe(false);
});

test('message: what is wrong, NHI, what to do; places: line, column, where inside, the other end', async () => {
  const reports = await reportsOf([PACKAGES.broken()]);
  const { results, artifacts } = await runOf(reports);
  let related = 0;
  for (const [i, finding] of (reports[0]?.findings ?? []).entries()) {
    const result = results[i] as Result;
    const text = result.message.text;
    for (const part of [finding.message, finding.nhi, finding.todo]) expect(text).toContain(sarifText(part));
    const [first, ...others] = finding.locations;
    const { physicalLocation, logicalLocations } = result.locations[0];
    expect(decodeURIComponent(physicalLocation.artifactLocation.uri)).toBe(first?.file);
    expect(artifacts[physicalLocation.artifactLocation.index ?? -1]?.location.uri).toBe(
      physicalLocation.artifactLocation.uri,
    );
    expect(physicalLocation.region).toEqual(
      first?.line === undefined ? undefined : { startLine: first.line, startColumn: first.column },
    );
    const names = logicalLocations?.map(({ fullyQualifiedName }) => fullyQualifiedName) ?? [];
    expect(names).toEqual([finding.unit, first?.pointer, first?.fhirPath].filter(Boolean));
    expect((result.relatedLocations ?? []).map(({ id }) => id)).toEqual(others.map((_, n) => n + 1));
    for (const [n, place] of (result.relatedLocations ?? []).entries()) {
      expect(decodeURIComponent(place.physicalLocation.artifactLocation.uri)).toBe(others[n]?.file);
      expect(place.message?.text).toContain(others[n]?.file);
      related++;
    }
  }
  expect(related).toBeGreaterThan(2);
});

test('hashes of the files are those of the report', async () => {
  const reports = await reportsOf([PACKAGES.two()]);
  const { artifacts } = await runOf(reports);
  const { submission } = reports[0] as Report;
  const told = new Map(
    artifacts.map(({ location, hashes }) => [decodeURIComponent(location.uri), hashes?.['sha-256']]),
  );
  expect(told).toEqual(
    new Map([
      [submission.name, submission.sha256],
      ...submission.files.map(({ path, sha256 }) => [path, sha256] as const),
    ]),
  );
});

describe('fingerprints', () => {
  const printsOf = async (bundle: Any, indent = 0): Promise<Map<string, string>> => {
    const reports = await reportsOf([caseFiles('cancer', JSON.stringify(bundle, null, indent))]);
    const { results } = await runOf(reports);
    return new Map(results.map((result) => [result.partialFingerprints['nhiPrecheck/v1'] ?? '', result.ruleId]));
  };
  let first: Map<string, string>;
  beforeAll(async () => {
    first = await printsOf(bad());
  });

  test('unique, and the same where lines move', async () => {
    const reports = await reportsOf([caseFiles('cancer', JSON.stringify(bad()))]);
    expect(first.size).toBe(reports[0]?.findings.length);
    expect(await printsOf(bad(), 4)).toEqual(first);
  });

  test('the same where other findings come or go', async () => {
    const fewer = bad();
    fewer.type = 'collection';
    const second = await printsOf(fewer);
    expect(second.size).toBe(first.size - 1);
    for (const print of second.keys()) expect(first.has(print)).toBe(true);
  });

  test('the same in both languages, and in a zip of another day', async () => {
    const [zh, en] = [await reportsOf([PACKAGES.two()]), await reportsOf([PACKAGES.two()], 'en')];
    expect(prints(await runOf(en, 'en'))).toEqual(prints(await runOf(zh)));
    const files = { '3501200000_1150513_002.zip': PACKAGES.two()['3501200000_1150512_001.zip'] ?? new Uint8Array() };
    const units = (run: Run): string[] =>
      run.results
        .filter(({ ruleId }) => !ruleId.includes('zip'))
        .map((result) => prints({ ...run, results: [result] })[0] ?? '');
    expect(units(await runOf(await reportsOf([files])))).toEqual(units(await runOf(zh)));
  });

  test('twice the same package in one run: a running number tells them apart', async () => {
    const run = await runOf(await reportsOf([PACKAGES.broken(), PACKAGES.broken()]));
    expect(new Set(prints(run)).size).toBe(run.results.length);
  });

  test('are hashes: no case number in them', async () => {
    for (const print of first.keys()) expect(print).toMatch(/^[0-9a-f]{32}:\d+$/);
  });
});

describe('paths', () => {
  const uris = (run: Run): string[] => [
    ...run.artifacts.map(({ location }) => location.uri),
    ...run.results.flatMap(({ locations, relatedLocations = [] }) =>
      [...locations, ...relatedLocations].map(({ physicalLocation }) => physicalLocation.artifactLocation.uri),
    ),
  ];

  test.each(['hostile', 'loose'] as const)(
    '%s: relative, never upwards, and the same file when resolved',
    async (which) => {
      const reports = which === 'hostile' ? await reportsOf([PACKAGES.hostile()]) : await hostileLoose();
      const all = uris(await runOf(reports));
      expect(all.length).toBeGreaterThan(20);
      const root = 'https://host/a/b/';
      for (const uri of all) {
        const resolved = new URL(uri, root);
        expect(resolved.href).toBe(root + uri);
        expect([resolved.search, resolved.hash]).toEqual(['', '']);
      }
    },
  );

  test.each([
    ['x.zip!/FHR1.JSON', 'x.zip!/FHR1.JSON'],
    ['影像 報告 100%#1?.txt', '%E5%BD%B1%E5%83%8F%20%E5%A0%B1%E5%91%8A%20100%25%231%3F.txt'],
    ['../../etc/passwd', '(..)/(..)/etc/passwd'],
    ['x.zip!//etc/./passwd', 'x.zip!/etc/(.)/passwd'],
    ['C:\\a', 'C%3A%5Ca'],
    ['/a', 'a'],
    ['javascript:alert(1)', 'javascript%3Aalert(1)'],
    ['\uD800', '%EF%BF%BD'],
    ['', '(none)'],
  ])('%j', (path, uri) => {
    expect(relativeUri(path)).toBe(uri);
  });
});

test('text: no placeholder, no link, no control sign', () => {
  expect(sarifText('{0} [a](b) [7] x\u0007\ny')).toBe('{{0}} \\[a\\](b) [7] x\uFFFD\ny');
});

test('a level that a configuration changed: the own level stays with the rule, the change and its reason are told', async () => {
  const levels = { 'prior-auth-imaging-needs-dcf': { level: 'remind', reason: 'images go by another way' } } as const;
  const { 'ATT3501200000_2026051200000001.CAB': att, [`FHR${KEY}.JSON`]: fhr } = caseFiles();
  const files = { [`FHR${KEY}.JSON`]: fhr ?? new Uint8Array(), [`ATT${KEY}.CAB`]: att ?? new Uint8Array() };
  const reports = await reportsOf([files], 'zh-TW', levels);
  const log = JSON.parse(await written('sarif', reports, await contextOf('zh-TW', levels))) as Log;
  expect(wrongIn(log)).toBeNull();
  const [run] = log.runs;
  const index = run.tool.driver.rules.findIndex(({ id }) => id === 'prior-auth-imaging-needs-dcf');
  expect(run.tool.driver.rules[index]?.defaultConfiguration.level).toBe('error');
  expect(run.invocations[0].ruleConfigurationOverrides).toEqual([
    {
      descriptor: { id: 'prior-auth-imaging-needs-dcf', index },
      configuration: { level: 'warning' },
      properties: { from: 'hold', to: 'remind', reason: 'images go by another way' },
    },
  ]);
  expect(run.results.find(({ ruleIndex }) => ruleIndex === index)?.level).toBe('warning');
});

test('the run says what it judged by', async () => {
  const run = await runOf(await reportsOf([PACKAGES.two()]));
  expect(run.automationDetails.id).toBe('nhi-precheck/prior-auth/');
  expect(run.columnKind).toBe('utf16CodeUnits');
  expect(run.invocations[0].properties.submissions).toMatchObject([
    { answer: 'return-unit', units: { total: 2, accept: 1, return: 1 }, ruleset: { asOf: AS_OF } },
  ]);
});
