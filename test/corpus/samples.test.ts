import { describe, expect, it } from 'vitest';
import { precheck } from '../../src/precheck.ts';
import type { Report } from '../../src/report/report-schema.ts';
import { type Bundle, hasSamples, SAMPLES, sampleFiles } from '../support/corpus/samples.ts';
import { AS_OF, sources } from '../support/product/packages.ts';

async function judged(name: string): Promise<{ report: Report; bundle: Bundle }> {
  const { files, bundle } = sampleFiles(name);
  const [report, ...more] = await precheck(sources(files), { asOf: AS_OF });
  if (!report || more.length > 0) throw new Error(`${name}: not one report`);
  return { report, bundle };
}

const raised = ({ findings }: Report): string[] =>
  findings.map(({ ruleId }) => ruleId.replace('prior-auth-', '')).sort();

/** `Media/med-min` of the entries that a rule points at. */
const entriesOf = ({ findings }: Report, { entry }: Bundle, rule: string): string[] =>
  findings
    .filter(({ ruleId }) => ruleId === rule)
    .map(({ locations }) => {
      const resource = entry[Number(locations[0]?.pointer?.split('/')[2])]?.resource;
      return `${resource?.resourceType}/${resource?.id}`;
    })
    .sort();

if (!hasSamples) process.stderr.write(`NHI's examples are not at ${SAMPLES}: test/corpus/samples.test.ts is skipped\n`);

describe.skipIf(!hasSamples)("NHI's own examples, in a package that is right", () => {
  it.each([
    ['bun-1', 'remind', ['entry-unreachable', 'full-url-uuid', 'provider-institution'], ['Media/med-min']],
    ['bun-3', 'remind', ['entry-unreachable', 'full-url-uuid', 'provider-institution'], ['Media/med-min']],
    ['bun-self', 'remind', ['provider-institution'], []],
    ['bun-uuid-example', 'remind', ['provider-institution'], []],
    [
      'bun-imm',
      'return-unit',
      ['entry-unreachable', 'entry-unreachable', 'full-url-uuid', 'provider-institution', 'reference-missing'],
      ['DocumentReference/doc-patientAssessment-min', 'Media/med-min'],
    ],
    ['bun-response', 'return-unit', ['bundle-reply'], []],
  ])('%s: %s', async (name, answer, rules, unreachable) => {
    const { report, bundle } = await judged(name);
    expect({ answer: report.verdict.answer, rules: raised(report) }).toEqual({ answer, rules });
    expect(entriesOf(report, bundle, 'prior-auth-entry-unreachable')).toEqual(unreachable);
  });

  it('bun-imm: the dangling reference is the one of the phototherapy report', async () => {
    const { report, bundle } = await judged('bun-imm');
    expect(entriesOf(report, bundle, 'prior-auth-reference-missing')).toEqual(['Procedure/pro-phototherapy']);
    const [finding] = report.findings;
    expect(finding?.ruleId).toBe('prior-auth-reference-missing');
    expect(finding?.locations[0]?.fhirPath).toMatch(/\.report\[0\]\.reference$/);
    expect(finding?.message).not.toContain('phototherapy-min');
  });

  it('none of their entries is called unknown, superfluous or missing', async () => {
    for (const name of ['bun-1', 'bun-3', 'bun-imm', 'bun-self', 'bun-uuid-example'])
      expect(raised((await judged(name)).report).join()).not.toMatch(
        /entry-(profile|missing|too-many)|attachment|bundle/,
      );
  });
});
