import { describe, expect, test } from 'vitest';
import { workflowCommand } from '../../../src/report/formats/github-command.ts';
import type { Language, Report } from '../../../src/report/report-schema.ts';
import {
  contextOf,
  firstLook,
  HOSTILE,
  hostileLoose,
  many,
  PACKAGES,
  reportsOf,
  written,
} from '../../support/formats/reports.ts';
import { type Taken, taken } from '../../support/formats/runner.ts';
import { ZIP } from '../../support/product/packages.ts';

/** What GitHub's runner makes of it; a line that is no command fails. */
async function commandsOf(reports: readonly Report[], language: Language = 'zh-TW'): Promise<Taken[]> {
  const text = await written('github', reports, await contextOf(language));
  return taken(text).map((line) => {
    if (typeof line === 'string') throw new Error('a line is no command');
    return line;
  });
}
const KIND = { remind: 'warning', advise: 'notice' } as Record<string, string>;

describe('the parser of the tests takes what the runner takes', () => {
  test.each([
    ['::error::x', 'error'],
    ['  \t::set-env name=A::b', 'set-env'],
    ['text ##[error]x', 'error'],
    ['##[set-env name=A]b', 'set-env'],
  ])('%j', (line, command) => {
    expect(taken(`${line}\n`)).toMatchObject([{ command }]);
  });
  test.each(['x ::error::y', '::nothing::x', '::error', '# #[error]x'])('not %j', (line) => {
    expect(taken(`${line}\n`)).toEqual([line]);
  });
});

describe.each<Language>(['zh-TW', 'en'])('%s', (language) => {
  test.each(['hostile', 'loose'] as const)('%s names: one command for each finding, and no other', async (which) => {
    const reports =
      which === 'hostile' ? await reportsOf([PACKAGES.hostile()], language) : await hostileLoose(language);
    const findings = reports.flatMap((report) => report.findings);
    expect(findings.length).toBeGreaterThan(HOSTILE.length / 2);
    const commands = await commandsOf(reports, language);
    expect(commands.length).toBe(findings.length + 1);
    const counts = Object.entries(Object.groupBy(commands, ({ command }) => command)).map(([k, v]) => [k, v?.length]);
    const expected = Object.groupBy(findings, ({ outcome }) => KIND[outcome] ?? 'error');
    expect(Object.fromEntries(counts)).toEqual({
      ...Object.fromEntries(Object.entries(expected).map(([k, v]) => [k, v?.length])),
      notice: 1,
    });
    for (const { properties } of commands)
      expect(Object.keys(properties).filter((key) => !['file', 'line', 'col', 'title'].includes(key))).toEqual([]);
  });
});

test('what is escaped comes out as it was', () => {
  const hostile = ['a%0Ab', '100%', 'c::d', 'e,f=g:h', '%25', '##[error]i'];
  for (const text of hostile) {
    const line = workflowCommand('error', { file: text, title: text }, [text, text]);
    const shown = text.replace('##[', '#\uFFFD['); // a command of its own, anywhere in a line
    expect(taken(line)).toEqual([
      { command: 'error', properties: { file: shown, title: shown }, data: `${shown}\n${shown}` },
    ]);
  }
});

test('control signs and line ends in texts never reach the output', () => {
  const line = workflowCommand('error', { file: 'a\nb\r\u2028' }, ['x\n::set-env name=A::b', '\u001b[2J']);
  expect(line).toMatch(/^[^\p{Cc}\u2028\u2029]*\n$/u);
});

test('a finding in a loose file: file, line, column; the message has all five parts', async () => {
  const [report] = await firstLook();
  const [first] = await commandsOf(report ? [report] : []);
  const [finding] = report?.findings ?? [];
  const [place] = finding?.locations ?? [];
  expect(first?.properties).toMatchObject({ file: place?.file, line: String(place?.line), col: String(place?.column) });
  const lines = first?.data.split('\n') ?? [];
  expect(lines[0]).toBe(finding?.message);
  expect(lines.slice(1).map((line) => line.split('：')[0])).toEqual(['在哪裡', '健保署', '怎麼辦', '依據']);
});

test('a finding in an archive: the archive, without a line; the message leads inside', async () => {
  const reports = await reportsOf([PACKAGES.two()]);
  const commands = (await commandsOf(reports)).slice(0, -1);
  expect(commands.length).toBe(reports[0]?.findings.length);
  for (const { properties, data } of commands) {
    expect(properties).toMatchObject({ file: ZIP });
    expect([properties.line, properties.col]).toEqual([undefined, undefined]);
    expect(data).toContain(`${ZIP}!/FHR`);
  }
});

test('several submissions: what decides comes first; the last notice has every answer and the total', async () => {
  const reports = await reportsOf([PACKAGES.reminded(), PACKAGES.broken(), PACKAGES.accepted()]);
  const commands = await commandsOf(reports);
  const kinds = commands.map(({ command }) => command);
  expect(kinds.slice(0, -1)).toEqual(kinds.slice(0, -1).sort());
  const last = commands.at(-1);
  expect(last?.command).toBe('notice');
  for (const { verdict } of reports) expect(last?.data).toContain(verdict.sentence);
  expect(last?.data).toContain(`共 ${reports.flatMap(({ findings }) => findings).length} 件發現`);
});

test('nothing found, and nothing checked: the notice alone', async () => {
  const reports = await reportsOf([PACKAGES.accepted()]);
  expect(await commandsOf(reports)).toMatchObject([{ command: 'notice', data: reports[0]?.verdict.sentence }]);
  expect(await commandsOf([])).toMatchObject([{ command: 'notice', data: '沒有檢查任何送件' }]);
});

test('thousands: each has its line', async () => {
  const reports = await many(10_000);
  const commands = await commandsOf(reports);
  expect(commands.length).toBe((reports[0]?.findings.length ?? 0) + 1);
  expect(commands.at(-1)?.data).toContain(`共 ${reports[0]?.counts.findings} 件發現`);
});
