import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { clean } from '../../../src/report/formats/clean.ts';
import type { Language, Report } from '../../../src/report/report-schema.ts';
import { allCases } from '../../support/corpus/corpus.ts';
import { runCase } from '../../support/corpus/run.ts';
import {
  contextOf,
  firstLook,
  hostileLoose,
  many,
  OTHER,
  PACKAGES,
  reportsOf,
  written,
} from '../../support/formats/reports.ts';
import { type Element, of, readXml } from '../../support/formats/xml.ts';
import { KEY, ZIP } from '../../support/product/packages.ts';

const textOf = async (reports: readonly Report[], language: Language = 'zh-TW'): Promise<string> =>
  written('junit', reports, await contextOf(language));
const suitesOf = async (reports: readonly Report[], language?: Language): Promise<Element> =>
  readXml(await textOf(reports, language));

/** What a test case came to. */
function came(testcase: Element): string {
  const names = testcase.children.map(({ name }) => name);
  expect(names.length).toBeLessThanOrEqual(1);
  return names[0] ?? 'passed';
}

/** The numbers told are those of the elements; for the root, of all suites. */
function expectCounted(element: Element, cases: readonly Element[]): void {
  const { tests, failures, errors, skipped } = element.attributes;
  const count = (what: string): number => cases.filter((each) => came(each) === what).length;
  expect([tests, failures, errors, skipped].map(Number)).toEqual([cases.length, count('failure'), count('error'), 0]);
}

async function expectWhole(reports: readonly Report[], language?: Language): Promise<Element> {
  const root = await suitesOf(reports, language);
  expect(root.name).toBe('testsuites');
  const suites = of(root, 'testsuite');
  expect(suites.map(({ attributes }) => attributes.name)).toEqual(
    reports.map(({ submission }) => clean(submission.name)),
  );
  for (const [i, suite] of suites.entries()) {
    expectCounted(suite, of(suite, 'testcase'));
    expect(
      of(suite, 'testcase')
        .map(({ attributes }) => attributes.name)
        .slice(1),
    ).toEqual(reports[i]?.units.map(({ id }) => clean(id)));
  }
  expectCounted(
    root,
    suites.flatMap((suite) => of(suite, 'testcase')),
  );
  return root;
}

test('every case of the corpus: well-formed, counted, and a failure or error exactly where it is not accepted', {
  timeout: 300_000,
}, async () => {
  for (const each of await allCases()) {
    const { reports } = await runCase(each);
    const root = await expectWhole(reports);
    for (const [i, suite] of of(root, 'testsuite').entries()) {
      const answers = reports[i]?.units.map(({ answer }) => answer) ?? [];
      const expected = answers.map((answer) =>
        answer === 'unknown' ? 'error' : answer === 'accept' || answer === 'remind' ? 'fine' : 'failure',
      );
      const found = of(suite, 'testcase')
        .slice(1)
        .map((unit) => came(unit).replace(/passed|system-out/, 'fine'));
      expect([each.id, found]).toEqual([each.id, expected]);
    }
  }
});

test('a returned unit fails with all its findings, an accepted one passes with none', async () => {
  const reports = await reportsOf([PACKAGES.two()]);
  const [suite] = of(await expectWhole(reports), 'testsuite');
  const [whole, bad, good] = suite ? of(suite, 'testcase') : [];
  expect(suite?.attributes.name).toBe(ZIP);
  expect([whole, bad, good].map((each) => each?.attributes.name)).toEqual(['整個送件', KEY, OTHER]);
  expect([whole, bad, good].map((each) => each && came(each))).toEqual(['passed', 'failure', 'passed']);
  for (const each of [whole, bad, good]) expect(each?.attributes.classname).toBe('prior-auth');
  const [failure] = bad ? of(bad, 'failure') : [];
  const findings = reports[0]?.findings ?? [];
  expect(failure?.attributes.type).toBe(findings[0]?.ruleId);
  expect(failure?.attributes.message).toBe(`退件: ${findings[0]?.message}`);
  for (const { message, nhi, todo, source } of findings)
    for (const part of [message, nhi, todo, source]) expect(failure?.text).toContain(part);
});

test('reminders pass and stand in the output', async () => {
  const reports = await reportsOf([PACKAGES.reminded()]);
  expect(reports[0]?.verdict.answer).toBe('remind');
  const [suite] = of(await expectWhole(reports), 'testsuite');
  const [, unit] = suite ? of(suite, 'testcase') : [];
  expect(unit && of(unit, 'system-out')[0]?.text).toContain(reports[0]?.findings[0]?.message);
});

test('what cannot be told is an error', async () => {
  const limit = (await allCases()).find(({ id }) => id === 'prior-auth/limit-entries');
  if (!limit) throw new Error('no such case');
  const { reports } = await runCase(limit);
  const root = await expectWhole(reports);
  expect(Number(root.attributes.errors)).toBeGreaterThan(0);
  expect(root.attributes.failures).toBe('0');
});

test('what is found in no unit fails the whole submission and every unit of it', async () => {
  const [suite] = of(await expectWhole(await reportsOf([PACKAGES.hostile()])), 'testsuite');
  expect(suite && of(suite, 'testcase').map(came)).toEqual(['failure', 'failure']);
});

describe.each<Language>(['zh-TW', 'en'])('hostile names, %s', (language) => {
  test.each(['hostile', 'loose'] as const)('%s: only our elements, the names as text', async (which) => {
    const reports =
      which === 'hostile' ? await reportsOf([PACKAGES.hostile()], language) : await hostileLoose(language);
    const root = await expectWhole(reports, language);
    const names = new Set<string>();
    const walk = (element: Element): void => {
      names.add(element.name);
      element.children.forEach(walk);
    };
    walk(root);
    expect(
      [...names].filter((name) => !/^(testsuites?|testcase|properties|property|failure|error|system-out)$/.test(name)),
    ).toEqual([]);
    const text = JSON.stringify(root);
    for (const { message } of reports.flatMap(({ findings }) => findings))
      expect(text).toContain(JSON.stringify(clean(message)).slice(1, -1));
  });

  const hasXmllint = spawnSync('xmllint', ['--version']).error === undefined;
  test.skipIf(!hasXmllint)('libxml2 reads it too (skipped where there is no xmllint)', async () => {
    const reports = [...(await reportsOf([PACKAGES.hostile()], language)), ...(await hostileLoose(language))];
    const { status, stderr } = spawnSync('xmllint', ['--noout', '-'], { input: await textOf(reports, language) });
    expect([status, stderr.toString()]).toEqual([0, '']);
  });
});

test('signs that XML 1.0 forbids are replaced, in text and attributes', async () => {
  const [report] = await firstLook();
  if (!report) throw new Error('nothing was recognised');
  const evil = 'a\u0000\u0001\u000B\u001F\uFFFE\uFFFF\uD800]]><x a="b">&amp;\r\n\t';
  const spoilt = JSON.parse(JSON.stringify(report), (key, value) => (key === 'message' ? evil : value)) as Report;
  spoilt.submission.name = evil;
  const root = await suitesOf([spoilt]);
  const [suite] = of(root, 'testsuite');
  const safe = 'a\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD]]><x a="b">&amp;\uFFFD\uFFFD\uFFFD';
  expect(suite?.attributes.name).toBe(safe);
  expect(suite && of(suite, 'testcase')[1]?.children[0]?.text).toContain(safe);
});

test('nothing checked: no suite', async () => {
  const root = await expectWhole([]);
  expect(root.children).toEqual([]);
});

test('thousands of findings in one case', async () => {
  const reports = await many(10_000);
  const [suite] = of(await expectWhole(reports), 'testsuite');
  const text = suite && of(suite, 'testcase')[1]?.children[0]?.text;
  expect(text?.split('\n\n').length).toBe(reports[0]?.findings.length);
});
