import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { clean } from '../../../src/report/formats/clean.ts';
import { STYLE } from '../../../src/report/formats/html-style.ts';
import type { Language, Report } from '../../../src/report/report-schema.ts';
import { labChecked, labSources } from '../../support/corpus/lab-result/checked.ts';
import { ofClass, type PageElement, readPage } from '../../support/formats/page.ts';
import {
  contextOf,
  firstLook,
  hostileLoose,
  many,
  PACKAGES,
  reportsOf,
  written,
} from '../../support/formats/reports.ts';
import { AS_OF } from '../../support/product/packages.ts';

const pageOf = async (reports: readonly Report[], language: Language = 'zh-TW'): Promise<PageElement[]> =>
  readPage(await written('html', reports, await contextOf(language)));
const named = (page: readonly PageElement[], ...names: string[]): PageElement[] =>
  page.filter(({ name }) => names.includes(name));
const squeezed = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();

/** Elements that load, run or send something, and the few that a page of ours may have. */
const OURS =
  /^(html|head|meta|title|style|body|main|footer|header|nav|article|section|details|summary|h[1-4]|p|br|span|a|ol|ul|li|dl|dt|dd|table|thead|tbody|tr|th|td)$/;
const ATTRIBUTES = /^(lang|charset|http-equiv|content|name|class|id|href|scope|aria-hidden)$/;

/** What must hold for every page. */
function expectSafe(page: readonly PageElement[]): void {
  expect(page.filter(({ name }) => !OURS.test(name)).map(({ name }) => name)).toEqual([]);
  const ids = page.map(({ attributes }) => attributes.id).filter((id) => id !== undefined);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { name, attributes } of page) {
    for (const key of Object.keys(attributes))
      expect(`${name} ${key}`).toMatch(new RegExp(`^\\S+ ${ATTRIBUTES.source.slice(1)}`));
    if (attributes.href !== undefined) expect(ids).toContain(attributes.href.slice(1));
    if (attributes.href !== undefined) expect(attributes.href).toMatch(/^#s\d+(-[fu]\d+)?$/);
  }
  const [style, ...others] = named(page, 'style');
  expect([style?.text, others.length]).toEqual([STYLE, 0]);
  const policy = named(page, 'meta').find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy');
  const hash = createHash('sha256').update(STYLE).digest('base64');
  expect(policy?.attributes.content).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
  );
}

describe.each<[Language, string, string[]]>([
  ['zh-TW', 'zh-Hant-TW', ['在哪裡', '健保署', '怎麼辦', '依據']],
  ['en', 'en', ['where', 'NHI', 'to do', 'clause']],
])('%s', (language, lang, labels) => {
  test('the language, the answer first, then what to do, then each finding with its parts in order', async () => {
    const reports = await firstLook(language);
    const [report] = reports;
    const page = await pageOf(reports, language);
    expectSafe(page);
    expect(page[0]?.attributes.lang).toBe(lang);
    const [article] = named(page, 'article');
    const [verdict, todo] = article?.children ?? [];
    expect(verdict?.children.map(({ name }) => name)).toEqual(['p', 'h2', 'p']);
    expect(squeezed(verdict?.children[0]?.text)).toBe(language === 'en' ? '✖ waiting (等待附件檔)' : '✖ 等待附件檔');
    expect(verdict?.children[1]?.text).toBe(report?.verdict.sentence);
    for (const part of [AS_OF, report?.ruleset.version ?? '-']) expect(verdict?.children[2]?.text).toContain(part);
    const deciding = report?.findings.filter(({ outcome }) => outcome === 'hold') ?? [];
    const [list] = todo ? todo.children.filter(({ name }) => name === 'ol') : [];
    expect(list?.children.map(({ text }) => text)).toEqual(deciding.map((finding) => finding.todo));
    const shown = ofClass(page, 'finding');
    expect(shown.length).toBe(report?.findings.length);
    for (const [i, { message, nhi, todo: what, source, ruleId }] of (report?.findings ?? []).entries()) {
      const [head, parts] = shown[i]?.children ?? [];
      expect(head?.text.endsWith(` ${message}`)).toBe(true);
      const terms = parts?.children.filter(({ name }) => name === 'dt').map(({ text }) => text) ?? [];
      expect(terms.filter((term) => labels.includes(term))).toEqual(labels);
      const told = new Map(
        parts?.children.flatMap((part, n, all) => (part.name === 'dt' ? [[part.text, all[n + 1]?.text ?? '']] : [])),
      );
      expect(told.get(labels[1] ?? '')).toBe(nhi);
      expect(told.get(labels[2] ?? '')?.startsWith(what)).toBe(true);
      expect(told.get(labels[3] ?? '')).toBe(`${source} · ${ruleId}`);
    }
  });

  test.each(['hostile', 'loose'] as const)(
    '%s names stand as text; signs that turn text are made harmless',
    async (which) => {
      const reports =
        which === 'hostile' ? await reportsOf([PACKAGES.hostile()], language) : await hostileLoose(language);
      const page = await pageOf(reports, language);
      expectSafe(page);
      const [html] = page;
      expect(html?.text).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/,
      );
      for (const { submission, findings } of reports)
        for (const part of [
          submission.name,
          ...submission.files.map(({ path }) => path),
          ...findings.map(({ message }) => message),
        ])
          expect(html?.text).toContain(clean(part));
    },
  );
});

test('the tab of the browser says what and by whom', async () => {
  const [title] = named(await pageOf(await firstLook()), 'title');
  expect(title?.text).toBe('FHR3501200000_2026051200000001.JSON — 健保署上傳預檢');
});

test('headings go down step by step, tables have headed columns', async () => {
  const page = await pageOf(await reportsOf(Object.values(PACKAGES).map((make) => make())));
  expectSafe(page);
  const levels = named(page, 'h1', 'h2', 'h3', 'h4').map(({ name }) => Number(name.slice(1)));
  expect(levels[0]).toBe(1);
  expect(levels.filter((level) => level === 1).length).toBe(1);
  for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
  for (const { children } of named(page, 'table')) {
    expect(children.map(({ name }) => name)).toEqual(['thead', 'tbody']);
    const heads = children[0]?.children[0]?.children ?? [];
    for (const { name, attributes } of heads) expect([name, attributes.scope]).toEqual(['th', 'col']);
    for (const row of children[1]?.children ?? []) expect(row.children.length).toBe(heads.length);
  }
});

test('several submissions: a table of contents with the answer of each, leading to it', async () => {
  const reports = await reportsOf([PACKAGES.accepted(), PACKAGES.two(), PACKAGES.unread()]);
  const page = await pageOf(reports);
  const [contents] = named(page, 'nav');
  expect(squeezed(contents?.children[1]?.text ?? '')).toBe('✖ 整批退件 1 · ✖ 退件 1 · ✔ 收件 1');
  const items = named(contents?.children[2]?.children ?? [], 'li');
  expect(items.map(({ text }) => squeezed(text))).toEqual(
    reports.map(
      ({ submission, verdict }) => `${submission.name} ${verdict.answer === 'accept' ? '✔' : '✖'} ${verdict.sentence}`,
    ),
  );
  const articles = ofClass(page, 'submission');
  expect(items.map(({ children }) => children[0]?.attributes.href)).toEqual(
    articles.map(({ attributes }) => `#${attributes.id}`),
  );
});

test('what one rule finds again and again is folded, nothing is left out', async () => {
  const reports = await reportsOf([PACKAGES.broken()]);
  const page = await pageOf(reports);
  expect(ofClass(page, 'finding').length).toBe(reports[0]?.findings.length);
  const folded = named(page, 'details').flatMap(({ children }) => ofClass(children, 'finding'));
  const alike = [...Map.groupBy(reports[0]?.findings ?? [], ({ ruleId }) => ruleId).values()];
  expect(folded.length).toBe(alike.reduce((sum, { length }) => sum + Math.max(0, length - 3), 0));
  expect(folded.length).toBeGreaterThan(5);
});

test('what was not checked, and the files with their hashes, at the end', async () => {
  const reports = await reportsOf([PACKAGES.two()]);
  const [report] = reports;
  const [unchecked, files] = named(await pageOf(reports), 'table').slice(-2);
  const rows = (table: PageElement | undefined): string[][] =>
    table?.children[1]?.children.map(({ children }) => children.map(({ text }) => text)) ?? [];
  expect(rows(unchecked).map(([, , count]) => Number(count))).toEqual(report?.notChecked.map(({ count }) => count));
  expect(rows(files)).toEqual([
    [report?.submission.name, '', report?.submission.sha256],
    ...(report?.submission.files ?? []).map(({ path, size, sha256 }) => [path, String(size), sha256]),
  ]);
});

test('a level that a configuration changed is told with its reason', async () => {
  const levels = { 'prior-auth-imaging-needs-dcf': { level: 'remind', reason: '<b>影像另送</b>' } } as const;
  const reports = await reportsOf([PACKAGES.accepted()], 'zh-TW', levels);
  const page = readPage(await written('html', reports, await contextOf('zh-TW', levels)));
  expectSafe(page);
  expect(ofClass(page, 'level').map(({ text }) => text)).toEqual([
    '設定檔調整：prior-auth-imaging-needs-dcf 從「等待補件」改為「提醒」，理由：<b>影像另送</b>',
  ]);
});

test('nothing checked', async () => {
  const page = await pageOf([]);
  expectSafe(page);
  expect(named(page, 'main')[0]?.text).toContain('沒有檢查任何送件');
});

test('thousands of findings', async () => {
  const reports = await many(10_000);
  expect(ofClass(await pageOf(reports), 'finding').length).toBe(reports[0]?.findings.length);
});

test('of many units, those with findings come first and are named by what to do; the others are folded', async () => {
  const hdata = [{ times: 30 }, { h25: null, on: 'image' as const }, { times: 5 }];
  const { report } = await labChecked(labSources({ hdata }));
  const page = await pageOf([report]);
  const [list] = ofClass(page, 'todo').flatMap(({ children }) => named(children, 'ol'));
  const [thing] = list?.children ?? [];
  expect(thing?.text).toBe(`${report.findings[0]?.todo}（第 31 筆 hdata）`);
  const [found, quiet] = named(page, 'table').map(({ children }) => children[1]?.children.length);
  expect([found, quiet]).toEqual([1, 35]);
  const folded = named(page, 'summary').map(({ text }) => text);
  expect(folded[0]).toBe('沒有發現問題的 35 筆');
});
