import type { AuditedRecord, DirectoryRecord, Tag } from './types.ts';

/** Where a type of record belongs, by PS3.3 Table F.4-1. */
export type Level = 'root' | 'PATIENT' | 'STUDY' | 'SERIES' | 'instance';

const split = (names: string): ReadonlySet<string> => new Set(names.split(', '));

/** In a SERIES. */
const INSTANCES = split(
  'IMAGE, RT DOSE, RT STRUCTURE SET, RT PLAN, RT TREAT RECORD, PRESENTATION, WAVEFORM, SR DOCUMENT, KEY OBJECT DOC, ' +
    'SPECTROSCOPY, RAW DATA, REGISTRATION, FIDUCIAL, ENCAP DOC, VALUE MAP, STEREOMETRIC, PLAN, MEASUREMENT, SURFACE, ' +
    'SURFACE SCAN, TRACT, ASSESSMENT, RADIOTHERAPY, ANNOTATION, WF PRESENTATION',
);
/** Of no patient. */
const ROOTS = split('HANGING PROTOCOL, PALETTE, IMPLANT, IMPLANT GROUP, IMPLANT ASSY, INVENTORY');
const RETIRED = split(
  'MRDR, VISIT, RESULTS, INTERPRETATION, STUDY COMPONENT, OVERLAY, CURVE, MODALITY LUT, VOI LUT, TOPIC, STORED PRINT, ' +
    'PRINT QUEUE, FILM SESSION, FILM BOX, IMAGE BOX, HL7 STRUC DOC',
);

/** The level of a type; undefined for PRIVATE, which may be anywhere, for retired and for unknown types. */
export function levelOf(type: string | undefined): Level | undefined {
  if (type === 'PATIENT' || type === 'STUDY' || type === 'SERIES') return type;
  if (type === undefined) return undefined;
  if (INSTANCES.has(type)) return 'instance';
  return ROOTS.has(type) ? 'root' : undefined;
}

/** Whether PS3.3 has, or had, records of that type. */
export const isKnownType = (type: string): boolean =>
  type === 'PRIVATE' || RETIRED.has(type) || levelOf(type) !== undefined;

/** Whether a record stands for a SOP Instance, so that a file belongs to it. Without a type, whether it refers to a file. */
export function isInstance({ type, fileId }: DirectoryRecord): boolean {
  const level = levelOf(type);
  return level === 'instance' || level === 'root' || (type === undefined && fileId !== undefined);
}

/** The level above; null is the root of the directory. */
export const ABOVE: Readonly<Record<Level, 'PATIENT' | 'STUDY' | 'SERIES' | null>> = {
  root: null,
  PATIENT: null,
  STUDY: 'PATIENT',
  SERIES: 'STUDY',
  instance: 'SERIES',
};

/** Whether a record may be where it is; beneath PRIVATE, retired and unknown types anything may be. */
export function placeOf(type: string | undefined, parent: DirectoryRecord | undefined): AuditedRecord['place'] {
  if (type === undefined) return 'no-type';
  if (type === 'PRIVATE') return 'fits';
  if (RETIRED.has(type)) return 'retired';
  const level = levelOf(type);
  if (level === undefined) return 'unknown-type';
  if (parent !== undefined && levelOf(parent.type) === undefined) return 'fits';
  return ABOVE[level] === (parent?.type ?? null) ? 'fits' : 'misplaced';
}

interface Keys {
  readonly type1: readonly Tag[];
  readonly type2: readonly Tag[];
}

const NO_KEYS: Keys = { type1: [], type2: [] };
/** PS3.3 F.5.1 to F.5.4, but for what is conditional. */
const KEYS: ReadonlyMap<string | undefined, Keys> = new Map([
  ['PATIENT', { type1: ['00100020'], type2: ['00100010'] }],
  ['STUDY', { type1: ['00080020', '00080030', '00200010'], type2: ['00081030', '00080050'] }],
  ['SERIES', { type1: ['00080060', '0020000e', '00200011'], type2: [] }],
  ['IMAGE', { type1: ['00200013'], type2: [] }],
]);
const NONE: readonly Tag[] = [];
const STUDY_UID: Tag = '0020000d';

/** The keys of type 1 that are absent or empty, and those of type 2 that are absent. */
export function missingKeys(record: DirectoryRecord): Pick<AuditedRecord, 'missing1' | 'missing2'> {
  const { type, filled, empty, sopInstance } = record;
  const { type1, type2 } = KEYS.get(type) ?? NO_KEYS;
  const missing1 = type1.filter((tag) => !filled.has(tag));
  const missing2 = type2.filter((tag) => !filled.has(tag) && !empty.has(tag));
  // (0004,1511) may stand for the Study Instance UID (PS3.3 F.5.2)
  if (type === 'STUDY' && sopInstance === undefined && !filled.has(STUDY_UID)) missing1.push(STUDY_UID);
  return { missing1: missing1.length > 0 ? missing1 : NONE, missing2: missing2.length > 0 ? missing2 : NONE };
}
