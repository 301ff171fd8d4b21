import { optional } from '../../readers/optional.ts';
import type { BundleView } from './bundle.ts';
import { at, codings, type Json, list, text } from './json.ts';

/** What an ImagingStudy of the Bundle names: a study, a series or an instance. */
export interface NamedImage {
  readonly level: 'study' | 'series' | 'instance';
  /** One; of a study all that the resource gives. */
  readonly uids: readonly string[];
  /** Studies that a series belongs to, or the series of an instance; empty where none is named. */
  readonly parents: readonly string[];
  /** DICOM code, of a series. */
  readonly modality?: string;
  /** UID, of an instance. */
  readonly sopClass?: string;
  /** JSON Pointer of the uid. */
  readonly pointer: string;
}

/** `urn:oid:1.2.3` as `1.2.3`; also the bare UID. */
const uidOf = (value: unknown): string | undefined =>
  text(value)
    ?.replace(/^urn:oid:/i, '')
    .trim() || undefined;

function* namedInSeries(series: unknown, pointer: string, parents: readonly string[]): Generator<NamedImage> {
  const uid = uidOf(at(series, 'uid'));
  if (!uid) return;
  const modality = optional('modality', text(at(at(series, 'modality'), 'code')));
  yield { level: 'series', uids: [uid], parents, ...modality, pointer: `${pointer}/uid` };
  for (const [i, instance] of list(at(series, 'instance')).entries()) {
    const own = uidOf(at(instance, 'uid'));
    const sopClass = optional('sopClass', uidOf(at(at(instance, 'sopClass'), 'code')));
    const place = `${pointer}/instance/${i}/uid`;
    if (own) yield { level: 'instance', uids: [own], parents: [uid], ...sopClass, pointer: place };
  }
}

function* namedIn(resource: Json, pointer: string): Generator<NamedImage> {
  const studies = list(resource.identifier)
    .map((identifier) => uidOf(at(identifier, 'value')))
    .filter((uid) => uid !== undefined);
  const place = `${pointer}/identifier/0/value`;
  if (studies.length > 0) yield { level: 'study', uids: studies, parents: [], pointer: place };
  for (const [i, series] of list(resource.series).entries())
    yield* namedInSeries(series, `${pointer}/series/${i}`, studies);
}

/** All that the ImagingStudy resources of a Bundle name, outside in. */
export const namedImages = ({ entries }: BundleView): NamedImage[] =>
  entries
    .filter(({ type }) => type === 'ImagingStudy')
    .flatMap(({ resource, pointer }) => [...namedIn(resource, pointer)]);

/** The patient that the Bundle is about. */
export interface BundlePatient {
  readonly ids: readonly string[];
  /** One of them is a chart number: a Patient ID of DICOM usually is one. */
  readonly chart: boolean;
  /** As DICOM writes it. */
  readonly birthDate: string | undefined;
  /** JSON Pointer. */
  readonly pointer: string;
}

/** 身分證號 or 居留證號. */
export const isNationalId = (id: string): boolean => /^[A-Z][A-D0-9]\d{8}$/i.test(id.trim());

/** The only Patient of a Bundle; undefined where there is none, or more. */
export function patientOf({ entries }: BundleView): BundlePatient | undefined {
  const [patient, second] = entries.filter(({ type }) => type === 'Patient');
  if (!patient || second) return undefined;
  const { resource, pointer } = patient;
  const identifiers = list(resource.identifier).filter((identifier) => text(at(identifier, 'value')) !== undefined);
  const ids = identifiers.map((identifier) => text(at(identifier, 'value')) ?? '');
  const isChart = (identifier: unknown, i: number): boolean =>
    codings(at(identifier, 'type')).some(({ code }) => code === 'MR') || !isNationalId(ids[i] ?? '');
  const birthDate = /^\d{4}-\d{2}-\d{2}$/.exec(text(resource.birthDate) ?? '')?.[0].replaceAll('-', '');
  return { ids, chart: identifiers.some(isChart), birthDate, pointer };
}
