import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../src/intake/memory.ts';
import { precheck } from '../../src/precheck.ts';
import type { Report } from '../../src/report/report-schema.ts';
import { writeCab } from '../support/archives/cab.ts';
import { attachmentsOf } from '../support/corpus/fhr.ts';

/** NHI's own example Bundles: used where they lie, not copied. */
const SAMPLES = fileURLToPath(new URL('../../../shared/samples/prior-auth/', import.meta.url));
const here = existsSync(SAMPLES);
const KEY = '3501200000_2026051200000001';

interface Bundle {
  entry: { resource: { resourceType: string; id: string } }[];
}

/** A sample in a package that is right: its name, an ATT with what it names, a DCF where it has images. */
async function judged(name: string): Promise<{ report: Report; bundle: Bundle }> {
  const bytes = readFileSync(`${SAMPLES}Bundle-${name}.json`);
  const bundle = JSON.parse(bytes.toString()) as Bundle;
  const attachments = attachmentsOf(bundle);
  const images = bundle.entry.some(({ resource }) => resource.resourceType === 'ImagingStudy');
  const cab = (names: string[]): Uint8Array => writeCab(names.map((each) => ({ name: each, bytes: Buffer.from('x') })));
  const sources = [
    memorySource(`FHR${KEY}.JSON`, bytes),
    ...(attachments.length > 0 ? [memorySource(`ATT${KEY}.CAB`, cab(attachments))] : []),
    ...(images ? [memorySource(`DCF${KEY}.CAB`, cab(['DICOMDIR', 'IM0001']))] : []),
  ];
  const [report, ...more] = await precheck(sources, { asOf: '2026-05-12' });
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

if (!here) process.stderr.write(`NHI's examples are not at ${SAMPLES}: test/corpus/samples.test.ts is skipped\n`);

describe.skipIf(!here)("NHI's own examples, in a package that is right", () => {
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
