import { inArchive } from '../../readers/archive/shown-name.ts';
import type { AuditedRecord, FileSetAudit } from '../../readers/dicom/types.ts';
import type { FhirDocument } from '../../readers/fhir/document.ts';
import { remember } from '../../readers/remember.ts';
import type { ImageArchive } from '../dicom/image-archive.ts';
import type { Location, Unit } from '../record.ts';
import type { BundleView } from './bundle.ts';
import type { NamedImage } from './imaging.ts';

/** A DCF whose DICOMDIR could be read. */
export interface AuditedArchive {
  readonly archive: ImageArchive;
  readonly audit: FileSetAudit;
}

/** What the records of one case compare. */
export interface ImagingInput {
  readonly unit: Unit;
  readonly view: BundleView;
  readonly document: FhirDocument;
  /** All of the case; empty where none could be read. */
  readonly sets: readonly AuditedArchive[];
}

/** A study, series or instance that a DICOMDIR holds. */
export interface Held {
  readonly level: NamedImage['level'];
  /** UID of the study of a series, or of the series of an instance. */
  readonly parent: string | undefined;
  readonly place: Location;
  readonly modality: string | undefined;
  readonly sopClass: string | undefined;
}

/** What the maps of this comparison go by. */
export const keyOf = (level: NamedImage['level'], uid: string): string => `${level} ${uid}`;

/** Marked inactive and unlinked: how records were once deleted. */
const isDeleted = ({ record, reached }: AuditedRecord): boolean => record.inUse === 0 && reached === 'order';

/** The record itself or the nearest above it that says something. */
function nearest<T>(audited: AuditedRecord, says: (each: AuditedRecord) => T | undefined) {
  for (let each: AuditedRecord | undefined = audited; each; each = each.parent) {
    const said = says(each);
    if (said !== undefined) return { said, at: each };
  }
  return undefined;
}

/** What a record is about, with what it is under: by its keys and those above it; what they leave out is in its file. */
function* heldBy(audited: AuditedRecord, file: string): Generator<{ uid: string } & Held> {
  const header = audited.file?.file?.header;
  const study = nearest(audited, ({ record }) => record.study);
  const series = nearest(audited, ({ record }) => record.series);
  const studyUid = study?.said ?? header?.study;
  const seriesUid = series?.said ?? header?.series;
  const base = { parent: undefined, modality: undefined, sopClass: undefined };
  const place = (at: AuditedRecord): Location => ({ file, record: at.path });
  if (studyUid) yield { ...base, uid: studyUid, level: 'study', place: place(study?.at ?? audited) };
  if (seriesUid) {
    const modality = series?.at.record.modality ?? header?.modality;
    yield { ...base, uid: seriesUid, level: 'series', parent: studyUid, modality, place: place(series?.at ?? audited) };
  }
  const isInstance = audited.instance || audited.file !== undefined;
  const instance = isInstance ? (audited.record.sopInstance ?? header?.sopInstance) : undefined;
  const sopClass = header?.sopClass ?? audited.record.sopClass;
  if (instance) yield { ...base, uid: instance, level: 'instance', parent: seriesUid, sopClass, place: place(audited) };
}

/** All studies, series and instances of the DICOMDIRs by level and UID. */
export function heldIn(sets: readonly AuditedArchive[]): Map<string, Held> {
  const held = new Map<string, Held>();
  for (const { archive, audit } of sets) {
    const file = inArchive(archive.shown, archive.dicomdir?.path ?? '');
    for (const each of audit.records.filter((one) => !isDeleted(one)))
      for (const { uid, ...one } of heldBy(each, file)) remember(held, keyOf(one.level, uid), () => one);
  }
  return held;
}
