import { describe, expect, test } from 'vitest';
import { githubSummary } from '../../../src/report/formats/github.ts';
import { markdown } from '../../../src/report/formats/markdown.ts';
import type { Language, Report } from '../../../src/report/report-schema.ts';
import {
  contextOf,
  firstLook,
  HOSTILE,
  hostileLoose,
  many,
  PACKAGES,
  reportsOf,
} from '../../support/formats/reports.ts';

async function summary(reports: readonly Report[], language: Language = 'zh-TW'): Promise<string> {
  const parts: string[] = [];
  githubSummary(reports, await contextOf(language), (text) => void parts.push(text));
  return parts.join('');
}

/** Text without one sign of ASCII punctuation but in character references: it cannot be markup. */
const TEXT = '(?:[^!-/:-@[-`{-~\\n]|&#\\d+;)*';
/** The whole grammar of what a summary may be, line by line. */
const LINES = [
  `#{2,3} ${TEXT}`,
  `> ${TEXT}`,
  `(?:\\|${TEXT})+\\|`,
  '(?:\\| --- )+\\|',
  `- [✖?⚠ℹ] \\*\\*${TEXT}\\*\\*${TEXT}`,
  `  - \\*\\*${TEXT}\\*\\*${TEXT}`,
  TEXT,
].map((line) => new RegExp(`^${line}$`, 'u'));
const asRead = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))).replaceAll('\u200B', '');

describe.each<Language>(['zh-TW', 'en'])('%s', (language) => {
  test.each(['hostile', 'loose', 'usual'] as const)('%s names are text, never markup', async (which) => {
    const reports =
      which === 'hostile'
        ? await reportsOf([PACKAGES.hostile()], language)
        : which === 'loose'
          ? await hostileLoose(language)
          : await reportsOf(
              Object.values(PACKAGES).map((make) => make()),
              language,
            );
    const text = await summary(reports, language);
    for (const line of text.split('\n'))
      expect(LINES.filter((form) => form.test(line)).length, line).toBeGreaterThan(0);
    const read = asRead(text);
    for (const { findings, verdict } of reports) {
      expect(read).toContain(verdict.sentence);
      for (const { todo, ruleId } of findings) for (const part of [todo, ruleId]) expect(read).toContain(part.trim());
    }
  });
});

test('every hostile name, alone and between other words', () => {
  for (const name of HOSTILE)
    for (const text of [name, `a ${name} b`, `@${name}`, `#1 ${name}`])
      expect(markdown(text)).toMatch(new RegExp(`^${TEXT}$`, 'u'));
});

test('the answer comes first, then units, then findings', async () => {
  const [report] = await firstLook();
  const text = asRead(await summary(report ? [report] : []));
  expect(text.startsWith(`## ✖ ${report?.verdict.sentence}\n`)).toBe(true);
  const [units, findings] = [text.indexOf('| --- |'), text.indexOf('### ')];
  expect(units).toBeGreaterThan(0);
  expect(findings).toBeGreaterThan(units);
  for (const { message } of report?.findings ?? []) expect(text.indexOf(message)).toBeGreaterThan(findings);
});

test('several: a table of all before the first', async () => {
  const reports = await reportsOf([PACKAGES.accepted(), PACKAGES.two()]);
  const text = asRead(await summary(reports));
  const [table = ''] = text.split('## ');
  for (const { submission, verdict } of reports)
    for (const part of [submission.name, verdict.sentence]) expect(table).toContain(part);
});

test('at most 1 MiB, whole lines, and a word that it was cut', async () => {
  const text = await summary(await many(10_000));
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2 ** 20);
  expect(Buffer.byteLength(text)).toBeGreaterThan(2 ** 20 - 4_000);
  expect(asRead(text).trimEnd().endsWith('摘要太長，後面的省略了；全部內容請看其他格式的報告。')).toBe(true);
  for (const line of text.split('\n'))
    expect(
      LINES.some((form) => form.test(line)),
      line,
    ).toBe(true);
  expect(await summary(await many(10))).not.toContain('摘要太長');
});

test('nothing checked', async () => {
  expect(await summary([])).toBe('## 沒有檢查任何送件\n');
});
