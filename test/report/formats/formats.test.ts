import { describe, expect, test } from 'vitest';
import { sourcesOf } from '../../../src/intake/paths.ts';
import { precheck } from '../../../src/precheck.ts';
import { loadFormatter } from '../../../src/report/formats/formats.ts';
import { FORMATS } from '../../../src/report/formatter.ts';
import type { Language } from '../../../src/report/report-schema.ts';
import { scratch } from '../../support/archives/scratch.ts';
import {
  contextOf,
  firstLook,
  hostileLoose,
  PACKAGES,
  reportsOf,
  stable,
  written,
} from '../../support/formats/reports.ts';
import { leaks, MARKERS } from '../../support/product/markers.ts';
import { AS_OF, base, cab, caseFiles, KEY } from '../../support/product/packages.ts';

const EXTENSION = {
  pretty: 'txt',
  json: 'json',
  sarif: 'sarif',
  junit: 'xml',
  github: 'txt',
  html: 'html',
  csv: 'csv',
};

test.each(FORMATS)('%s: one small document as a whole', async (name) => {
  const reports = await firstLook();
  const context = await contextOf('zh-TW');
  const found = new Set(reports.flatMap(({ findings }) => findings.map(({ ruleId }) => ruleId)));
  const text = await written(name, reports, { ...context, rules: context.rules.filter(({ id }) => found.has(id)) });
  await expect(stable(text, reports)).toMatchFileSnapshot(`small/${name}.${EXTENSION[name]}`);
});

describe.each<Language>(['zh-TW', 'en'])('%s', (language) => {
  test.each(FORMATS)('%s: the same reports give the same text, and are left as they are', async (name) => {
    const reports = [
      ...(await reportsOf([PACKAGES.two(), PACKAGES.hostile()], language)),
      ...(await hostileLoose(language)),
    ];
    const before = structuredClone(reports);
    const context = await contextOf(language);
    const text = await written(name, reports, context);
    expect(reports).toEqual(before);
    expect(await written(name, reports, context)).toBe(text);
    expect(await written(name, before, await contextOf(language))).toBe(text);
  });

  test.each(FORMATS)('%s: says the answer of every submission', async (name) => {
    const reports = await reportsOf([PACKAGES.accepted(), PACKAGES.two()], language);
    const text = await written(name, reports, await contextOf(language));
    const states = language === 'en' ? ['taken', 'returned'] : ['收件', '退件'];
    const told = name === 'csv' ? states : reports.map(({ verdict }) => verdict.sentence);
    for (const part of told) expect(text).toContain(part);
  });
});

test.each(FORMATS)('%s: nothing that is masked comes out, and no folder of this machine', async (name) => {
  const bundle = base();
  bundle.entry[0].resource.patient.reference = `Patient/${MARKERS.nationalId}`;
  bundle.entry[0].resource.created = MARKERS.rocBirth;
  bundle.entry[2].fullUrl = `urn:${MARKERS.name}`;
  bundle.entry[3].fullUrl = MARKERS.phone;
  const files = {
    ...caseFiles('cancer', bundle),
    [`ATT${KEY}.CAB`]: cab(`${MARKERS.nationalId}.pdf`),
  };
  using folder = scratch(Object.fromEntries(Object.entries(files).map(([file, bytes]) => [`sent/${file}`, bytes])));
  const { sources } = await sourcesOf([`${folder.path}/sent`]);
  const reports = await precheck(sources, { asOf: AS_OF });
  expect(reports[0]?.findings.length).toBeGreaterThan(3);
  const text = await written(name, reports, await contextOf('zh-TW'));
  expect(leaks(text)).toEqual([]);
  expect(leaks(decodeURIComponent(text.replace(/%(?![0-9A-F]{2})/g, '%25')))).toEqual([]);
  expect(text).not.toContain(folder.path);
});

test('each format is loaded when it is asked for', async () => {
  for (const name of FORMATS) expect(await loadFormatter(name)).toBeTypeOf('function');
});
