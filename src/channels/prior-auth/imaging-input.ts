import { inArchive } from '../../readers/archive/shown-name.ts';
import type { AuditedRecord, DicomHeader, FileSetAudit } from '../../readers/dicom/types.ts';
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

/** A record of a DICOMDIR and where it stands. */
export interface Held {
  readonly audited: AuditedRecord;
  readonly place: Location;
}

/** The header of the file behind a record, where that is known. */
export const headerOf = ({ file }: AuditedRecord): Partial<DicomHeader> | undefined => file?.file?.header;

const instanceUid = ({ record, file }: AuditedRecord): string | undefined =>
  record.sopInstance ?? file?.file?.header?.sopInstance;

/** The UID of the study, series or instance that a record is about. */
export function uidOf(audited: AuditedRecord): string | undefined {
  const { record, instance } = audited;
  if (record.type === 'STUDY') return record.study;
  return record.type === 'SERIES' ? record.series : instance ? instanceUid(audited) : undefined;
}

export const levelOf = ({ record, instance }: AuditedRecord): NamedImage['level'] | undefined =>
  record.type === 'STUDY' ? 'study' : record.type === 'SERIES' ? 'series' : instance ? 'instance' : undefined;

/** Where the DICOMDIR of an archive is shown. */
export const directoryOf = ({ shown, dicomdir }: ImageArchive): string => inArchive(shown, dicomdir?.path ?? '');

/** A record and those above it with their UIDs; where those have none (they need not), with the one in its file. */
function* lineage(audited: AuditedRecord): Generator<{ audited: AuditedRecord; key: string }> {
  const header = headerOf(audited);
  for (let each: AuditedRecord | undefined = audited; each; each = each.parent) {
    const level = levelOf(each);
    const ofFile = level === 'study' ? header?.study : level === 'series' ? header?.series : undefined;
    const uid = uidOf(each) ?? ofFile;
    if (level && uid) yield { audited: each, key: `${level} ${uid}` };
  }
}

/** Marked inactive and unlinked: how records were once deleted. */
const isDeleted = ({ record, reached }: AuditedRecord): boolean => record.inUse === 0 && reached === 'order';

/** All studies, series and instances of the DICOMDIRs by level and UID. */
export function heldIn(sets: readonly AuditedArchive[]): Map<string, Held> {
  const held = new Map<string, Held>();
  for (const { archive, audit } of sets) {
    const file = directoryOf(archive);
    for (const each of audit.records.filter((one) => !isDeleted(one)))
      for (const { audited, key } of lineage(each))
        remember(held, key, () => ({ audited, place: { file, record: audited.path } }));
  }
  return held;
}

/** Whether two values agree; undefined where one is not there. */
export function agreement(named: string | undefined, held: string | undefined): 'agrees' | 'differs' | undefined {
  if (named === undefined || held === undefined) return undefined;
  return named === held ? 'agrees' : 'differs';
}
