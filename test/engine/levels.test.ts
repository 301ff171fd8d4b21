import { describe, expect, test } from 'vitest';
import { type Levels, levelled } from '../../src/engine/levels.ts';
import { precheck } from '../../src/precheck.ts';
import type { Report } from '../../src/report/report-schema.ts';
import { ownLibrary } from '../../src/rules.ts';
import { AS_OF, caseFiles, KEY, sources } from '../support/product/packages.ts';

const { rules } = await ownLibrary();
const withoutImages = (): ReturnType<typeof caseFiles> => {
  const { [`DCF${KEY}.CAB`]: _, ...files } = caseFiles();
  return files;
};
const judged = async (levels: Levels, files = withoutImages()): Promise<Report> => {
  const [report] = await precheck(sources(files), { asOf: AS_OF, levels });
  return report as Report;
};
const DCF = 'prior-auth-imaging-needs-dcf';

describe('the level of a rule', () => {
  test('quieter with a reason: the answer follows, and the report says so at the finding and at its head', async () => {
    expect((await judged({})).verdict.answer).toBe('hold');
    const report = await judged({ [DCF]: { level: 'remind', reason: '影像另送' } });
    expect(report.verdict.answer).toBe('remind');
    expect(report.ruleset.levels).toEqual([{ ruleId: DCF, from: 'hold', to: 'remind', reason: '影像另送' }]);
    const finding = report.findings.find(({ ruleId }) => ruleId === DCF);
    expect(finding?.outcome).toBe('remind');
    expect(finding?.nhi).toContain('設定檔把這條規則從「等待補件」改為「提醒」');
  });

  test('off: no finding, still in the head of the report', async () => {
    const report = await judged({ [DCF]: { level: 'off', reason: 'PACS sends them' } });
    expect(report.findings.map(({ ruleId }) => ruleId)).not.toContain(DCF);
    expect(report.ruleset.levels?.[0]?.to).toBe('off');
    expect(report.counts.findings).toBe(report.findings.length);
  });

  test('off still keeps the rules that need it silent', async () => {
    const { [`FHR${KEY}.JSON`]: fhr = new Uint8Array(), ...rest } = caseFiles();
    const lower = { [`fhr${KEY}.JSON`]: fhr, ...rest };
    const ids = async (levels: Levels): Promise<string[]> =>
      (await judged(levels, lower)).findings.map(({ ruleId }) => ruleId);
    const loud = await ids({});
    expect(loud).toContain('prior-auth-file-name-case');
    const quiet = await ids({ 'prior-auth-file-name-case': { level: 'off', reason: 'x' } });
    expect(quiet).toEqual(loud.filter((id) => id !== 'prior-auth-file-name-case'));
  });

  test('louder needs no reason', async () => {
    const report = await judged({ [DCF]: { level: 'return-unit' } });
    expect(report.verdict.answer).toBe('return-unit');
  });

  test('none changed: nothing is said', async () => {
    expect((await judged({ [DCF]: { level: 'hold' } })).ruleset).not.toHaveProperty('levels');
  });
});

describe('levels that cannot be', () => {
  test.each([
    [DCF, { level: 'remind' }, /NHI enforces this \(hold\): making it quieter \(remind\) needs a reason/],
    [DCF, { level: 'off', reason: '  ' }, /needs a reason/],
    ['prior-auth-imaging-need-dcf', { level: 'hold' }, /did you mean "prior-auth-imaging-needs-dcf"\?/],
    ['constructor', { level: 'off' }, /there is no rule/],
    ['limit-ledger', { level: 'off', reason: 'x' }, /cannot be changed/],
  ] as const)('%s %o', (id, level, words) => {
    expect(() => levelled(rules, { [id]: level })).toThrow(words);
  });
});
