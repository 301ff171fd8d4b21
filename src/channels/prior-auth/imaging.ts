import type { BundleView } from './bundle.ts';
import { at, list, text } from './json.ts';

/** What an ImagingStudy of the Bundle names: a study, a series or an instance. */
export interface NamedImage {
  readonly level: 'study' | 'series' | 'instance';
  readonly uid: string;
  /** Of the study and series it belongs to. */
  readonly study: string;
  readonly series: string | undefined;
  /** DICOM code, of a series. */
  readonly modality: string | undefined;
  /** UID, of an instance. */
  readonly sopClass: string | undefined;
  /** JSON Pointer of the uid. */
  readonly pointer: string;
}

/** `urn:oid:1.2.3` as `1.2.3`; also the bare UID. */
const uidOf = (value: unknown): string | undefined =>
  text(value)
    ?.replace(/^urn:oid:/i, '')
    .trim();

function* namedInSeries(series: unknown, pointer: string, study: string): Generator<NamedImage> {
  const uid = uidOf(at(series, 'uid'));
  if (!uid) return;
  const modality = text(at(at(series, 'modality'), 'code'));
  yield { level: 'series', uid, study, series: uid, modality, sopClass: undefined, pointer: `${pointer}/uid` };
  for (const [i, instance] of list(at(series, 'instance')).entries()) {
    const own = uidOf(at(instance, 'uid'));
    const sopClass = uidOf(at(at(instance, 'sopClass'), 'code'));
    const place = `${pointer}/instance/${i}/uid`;
    if (own) yield { level: 'instance', uid: own, study, series: uid, modality: undefined, sopClass, pointer: place };
  }
}

/** All that the ImagingStudy resources of a Bundle name, outside in. */
export function* namedImages({ entries }: BundleView): Generator<NamedImage> {
  for (const { resource, pointer } of entries.filter(({ type }) => type === 'ImagingStudy')) {
    const study = uidOf(at(list(resource.identifier)[0], 'value'));
    if (!study) continue;
    const place = `${pointer}/identifier/0/value`;
    yield {
      level: 'study',
      uid: study,
      study,
      series: undefined,
      modality: undefined,
      sopClass: undefined,
      pointer: place,
    };
    for (const [i, series] of list(resource.series).entries()) {
      yield* namedInSeries(series, `${pointer}/series/${i}`, study);
    }
  }
}

/** The patient that the Bundle is about: values of the identifiers, and the birth date as DICOM writes it. */
export function patientOf({
  entries,
}: BundleView): { ids: string[]; birthDate: string | undefined; pointer: string } | undefined {
  const patients = entries.filter(({ type }) => type === 'Patient');
  const [patient] = patients;
  if (!patient || patients.length > 1) return undefined;
  const ids = list(patient.resource.identifier)
    .map((identifier) => text(at(identifier, 'value')))
    .filter((value) => value !== undefined);
  const birthDate = /^\d{4}-\d{2}-\d{2}$/.exec(text(patient.resource.birthDate) ?? '')?.[0].replaceAll('-', '');
  return { ids, birthDate, pointer: patient.pointer };
}
