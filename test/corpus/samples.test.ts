import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../src/intake/memory.ts';
import { precheck } from '../../src/precheck.ts';
import type { Report } from '../../src/report/report-schema.ts';
import { attachmentsOf } from '../support/corpus/fhr.ts';
import type { FileSetModel, RecordModel } from '../support/dicom/model.ts';
import { CT, usualFile, usualFileSet } from '../support/dicom/usual.ts';
import { type Any, cab, dcf } from '../support/product/packages.ts';

/** NHI's own example Bundles: used where they lie, not copied. */
const SAMPLES = fileURLToPath(new URL('../../../shared/samples/prior-auth/', import.meta.url));
const here = existsSync(SAMPLES);
const KEY = '3501200000_2026051200000001';

interface Bundle {
  entry: { resource: { resourceType: string; id: string } }[];
}

const plain = (uid: string): string => uid.replace('urn:oid:', '');

/** The images that the ImagingStudy of a sample names, with their DICOMDIR. */
function imagesOf(bundle: Bundle): FileSetModel {
  const find = (type: string): Any => bundle.entry.find(({ resource }) => resource.resourceType === type)?.resource;
  const [imaging, patient] = [find('ImagingStudy'), find('Patient')];
  const person = { '00100020': patient.identifier.at(-1).value, '00100030': patient.birthDate.replaceAll('-', '') };
  const study = plain(imaging.identifier[0].value);
  const files: FileSetModel['files'] = {};
  const usual = usualFileSet().dicomdir?.records[0] as RecordModel;
  const usualStudy = usual.children?.[0] as RecordModel;
  const usualSeries = usualStudy.children?.[0] as RecordModel;
  const children = imaging.series.map((series: Any, s: number): RecordModel => {
    const keys = { '0020000e': series.uid, '00080060': series.modality.code };
    const images = (series.instance ?? []).map((instance: Any, i: number): RecordModel => {
      const sopClass = plain(instance.sopClass?.code ?? CT);
      const elements = { ...usualFile(instance.uid, i + 1).elements, ...person, ...keys, '0020000d': study };
      Object.assign(files, { [`IM${s}${i}`]: { elements: { ...elements, '00080016': sopClass } } });
      const named = { '00041510': sopClass, '00041511': instance.uid, '00041512': '1.2.840.10008.1.2.1' };
      return { type: 'IMAGE', file: [`IM${s}${i}`], elements: { ...named, '00200013': i + 1 } };
    });
    return { ...usualSeries, elements: { ...usualSeries.elements, ...keys }, children: images };
  });
  const ofStudy = { ...usualStudy, elements: { ...usualStudy.elements, '0020000d': study }, children };
  return {
    dicomdir: { records: [{ ...usual, elements: { ...usual.elements, ...person }, children: [ofStudy] }] },
    files,
  };
}

/** A sample in a package that is right: its name, an ATT with what it names, a DCF where it has images. */
async function judged(name: string): Promise<{ report: Report; bundle: Bundle }> {
  const bytes = readFileSync(`${SAMPLES}Bundle-${name}.json`);
  const bundle = JSON.parse(bytes.toString()) as Bundle;
  const attachments = attachmentsOf(bundle);
  const images = bundle.entry.some(({ resource }) => resource.resourceType === 'ImagingStudy');
  const sources = [
    memorySource(`FHR${KEY}.JSON`, bytes),
    ...(attachments.length > 0 ? [memorySource(`ATT${KEY}.CAB`, cab(...attachments))] : []),
    ...(images ? [memorySource(`DCF${KEY}.CAB`, dcf(imagesOf(bundle)))] : []),
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
