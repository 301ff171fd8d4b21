import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FileSetModel, RecordModel } from '../dicom/model.ts';
import { CT, usualFile, usualFileSet } from '../dicom/usual.ts';
import { type Any, cab, dcf, type Files, KEY } from '../product/packages.ts';
import { attachmentsOf } from './fhr.ts';

/** NHI's own example Bundles: used where they lie, not copied. */
export const SAMPLES = fileURLToPath(new URL('../../../../shared/samples/prior-auth/', import.meta.url));
/** Whether they are there. */
export const hasSamples = existsSync(SAMPLES);

/** What is needed of a sample. */
export interface Bundle {
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
export function sampleFiles(name: string): { files: Files; bundle: Bundle } {
  const bytes = readFileSync(`${SAMPLES}Bundle-${name}.json`);
  const bundle = JSON.parse(bytes.toString()) as Bundle;
  const attachments = attachmentsOf(bundle);
  const images = bundle.entry.some(({ resource }) => resource.resourceType === 'ImagingStudy');
  const files = {
    [`FHR${KEY}.JSON`]: bytes,
    ...(attachments.length > 0 ? { [`ATT${KEY}.CAB`]: cab(...attachments) } : {}),
    ...(images ? { [`DCF${KEY}.CAB`]: dcf(imagesOf(bundle)) } : {}),
  };
  return { files, bundle };
}
