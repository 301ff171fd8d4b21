import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validators } from '../../src/engine/validators.ts';
import { type Report, ReportSchema } from '../../src/report/report-schema.ts';
import { type Case, caseIds, expectedOf, expectedText, readCase } from '../support/corpus/corpus.ts';
import { packageOf } from '../support/corpus/pack.ts';
import { runCase } from '../support/corpus/run.ts';

const UPDATE = process.env.UPDATE_CORPUS === '1';
const checks = validators();
const ORDER = ['accept', 'remind', 'unknown', 'hold', 'return-unit', 'return-file'];

const raised = (reports: readonly Report[]): string[] =>
  [...new Set(reports.flatMap(({ findings }) => findings.map(({ ruleId }) => ruleId)))].sort();

const worst = (reports: readonly Report[]): string | undefined =>
  reports.map(({ verdict }) => verdict.answer).sort((a, b) => ORDER.indexOf(b) - ORDER.indexOf(a))[0];

/** A finding without its words. */
const wordless = (reports: readonly Report[]): unknown =>
  reports.map(({ verdict, units, findings }) => ({
    answer: verdict.answer,
    units,
    findings: findings.map(({ ruleId, unit, outcome, locations }) => ({ ruleId, unit, outcome, locations })),
  }));

function keepPackage(given: Case): void {
  const folder = join(given.path, given.folder ?? '');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const { name, bytes } of packageOf(given)) writeFileSync(join(folder, name), bytes);
}

describe.each(caseIds())('%s', (id) => {
  it('is answered as said by hand, with the whole expected report', async () => {
    const given = await readCase(id);
    if (UPDATE && given.folder) keepPackage(given);
    const { reports } = await runCase(given);
    expect(reports.length, 'something was recognised').toBeGreaterThan(0);
    expect({ answer: worst(reports), raises: raised(reports) }).toEqual({
      answer: given.answer,
      raises: given.raises.toSorted(),
    });
    for (const report of reports) expect(checks.firstError(ReportSchema, report)).toBeNull();
    const text = `${JSON.stringify(expectedOf(reports), null, 2)}\n`;
    if (UPDATE) writeFileSync(join(given.path, 'expected.json'), text);
    expect(text).toBe(expectedText(given.path));
  });

  it('finds the same in English', async () => {
    const given = await readCase(id);
    const [chinese, english] = [await runCase(given), await runCase(given, { language: 'en' })];
    expect(wordless(english.reports)).toEqual(wordless(chinese.reports));
    for (const { verdict, findings } of english.reports) {
      expect(verdict.sentence).not.toMatch(/\{\w+\}|undefined/);
      for (const { message, nhi, todo } of findings)
        expect([message, nhi, todo].join()).not.toMatch(/\{\w+\}|undefined/);
    }
  });
});

it('a package that lies ready is what its case says', async () => {
  for (const given of await Promise.all(caseIds().map(readCase))) {
    if (!given.folder) continue;
    for (const { name, bytes } of packageOf(given))
      expect(readFileSync(join(given.path, given.folder, name)).equals(bytes), `${given.id}: ${name}`).toBe(true);
  }
});
