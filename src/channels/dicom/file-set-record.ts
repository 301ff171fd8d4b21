import { inArchive } from '../../readers/archive/shown-name.ts';
import { MEDIA_STORAGE_DIRECTORY } from '../../readers/dicom/audit.ts';
import { EXPLICIT_LITTLE, IMPLICIT_LITTLE } from '../../readers/dicom/transfer-syntaxes.ts';
import type { AuditedRecord, Dicomdir, FileSetAudit } from '../../readers/dicom/types.ts';
import { optional } from '../../readers/optional.ts';
import { type CheckRecord, type Location, MOST_PLACES, type Unit } from '../record.ts';
import { folderOf, type ImageArchive } from './image-archive.ts';
import { patientsIn } from './patients.ts';
import type { DicomDataOf } from './record-types.ts';
import { atTag } from './tags.ts';

type Data = DicomDataOf<'dicom.file-set'>;

const UID = /^(?=.{1,64}$)(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))+$/;
/** What DCMTK writes unless told. */
const DEMO = 'DCMTK_MEDIA_DEMO';

/** By what it says and by how it is written; the worse of both. */
function syntaxOf({ transferSyntax: uid, encoding }: Dicomdir): NonNullable<Data['syntax']> {
  if (uid === undefined) return 'none';
  if (encoding === 'explicit-big' || (uid !== EXPLICIT_LITTLE && uid !== IMPLICIT_LITTLE)) return 'other';
  return uid === IMPLICIT_LITTLE || encoding === 'implicit-little' ? 'implicit' : 'explicit';
}

const consistencyOf = (flag: number | undefined): NonNullable<Data['consistency']> =>
  flag === undefined ? 'none' : flag === 0 ? 'right' : flag === 0xffff ? 'ffff' : 'other';

/** PS3.10 8.6, PS3.3 Table F.3-3. */
function headOf(dicomdir: Dicomdir): Partial<Data> {
  const { sopClass, fileSetUid, fileSetId } = dicomdir;
  return {
    state: dicomdir.cutShort ? 'cut-short' : 'readable',
    syntax: syntaxOf(dicomdir),
    mediaClass: sopClass === undefined ? 'none' : sopClass === MEDIA_STORAGE_DIRECTORY ? 'right' : 'other',
    uid: fileSetUid === undefined ? 'none' : UID.test(fileSetUid) ? 'right' : 'odd',
    fileSetId: fileSetId === DEMO ? 'demo' : /^[A-Z0-9_]{0,16}$/.test(fileSetId ?? '') ? 'right' : 'odd',
    consistency: consistencyOf(dicomdir.consistency),
    records: dicomdir.records.length,
  };
}

/** Whether (0004,1202) leads to the last record of the root, which no other follows. */
function lastOf({ last }: Dicomdir, { records }: FileSetAudit): NonNullable<Data['last']> {
  if (last === undefined) return 'none';
  const roots = records.filter(({ parent }) => parent === undefined);
  if (last === 0) return roots.length === 0 ? 'right' : 'wrong';
  return roots.some(({ record }) => record.offset === last && !record.next) ? 'right' : 'wrong';
}

function auditOf(dicomdir: Dicomdir, audit: FileSetAudit): Partial<Data> {
  return {
    offsets: audit.offsets,
    ...optional('shift', audit.shift === undefined ? undefined : Math.abs(audit.shift)),
    ...optional('last', audit.offsets === 'exact' ? lastOf(dicomdir, audit) : undefined),
    circles: audit.circles,
    astray: audit.astray,
    orphans: audit.orphans.length,
    flattened: audit.flattened,
    unreferenced: audit.unreferenced.length,
  };
}

function placeOf({ dicomdir }: ImageArchive): Data['dicomdir'] {
  if (!dicomdir) return 'none';
  if (folderOf(dicomdir.path) !== '') return 'in-folder';
  return dicomdir.path === 'DICOMDIR' ? 'root' : 'other-case';
}

const TAGS: Readonly<Record<string, string>> = {
  '/syntax': '00020010',
  '/mediaClass': '00020002',
  '/uid': '00020003',
  '/fileSetId': '00041130',
  '/consistency': '00041212',
  '/records': '00041220',
  '/offsets': '00041200',
  '/last': '00041202',
  '/circles': '00041400',
  '/orphans': '00041220',
};

const STATES = { 'not-part-10': 'not-part-10', header: 'broken', 'too-deep': 'too-deep' } as const;

/**
 * The record of a file set.
 * @param audit absent where the DICOMDIR cannot be read
 * @param name of the archive
 */
export function fileSetRecord(
  unit: Unit,
  name: string,
  archive: ImageArchive,
  audit: FileSetAudit | undefined,
): CheckRecord {
  const { shown, files, dicomdir } = archive;
  const of = (...kinds: string[]) => files.filter(({ read }) => kinds.includes(read.kind));
  const read = dicomdir?.read;
  const patients = patientsIn(archive, audit).ids;
  const data: Data = {
    name,
    dicomdir: placeOf(archive),
    images: of('dicom', 'broken').length,
    pictures: of('picture').length,
    archives: of('archive').length,
    extras: of('picture', 'other').length,
    patients: patients.size,
    ...(read?.kind === 'dicomdir' ? headOf(read.dicomdir) : {}),
    ...(read && read.kind in STATES ? { state: STATES[read.kind as keyof typeof STATES] } : {}),
    ...(audit && read?.kind === 'dicomdir' ? auditOf(read.dicomdir, audit) : {}),
  };
  const directory = dicomdir ? inArchive(shown, dicomdir.path) : shown;
  const inside = (paths: readonly string[]): Location[] =>
    paths.slice(0, MOST_PLACES).map((path) => ({ file: inArchive(shown, path) }));
  const ofRecords = (records: readonly AuditedRecord[] = []): Location[] =>
    records.slice(0, MOST_PLACES).map(({ path }) => ({ file: directory, record: path }));
  const base = folderOf(dicomdir?.path ?? '');
  return {
    type: 'dicom.file-set',
    unit,
    data,
    locate(pointer) {
      return { file: directory, ...atTag(TAGS[pointer]) };
    },
    places: {
      get archives() {
        return inside(of('archive').map(({ path }) => path));
      },
      get extras() {
        return inside(of('picture', 'other').map(({ path }) => path));
      },
      get pictures() {
        return inside(of('picture').map(({ path }) => path));
      },
      get unreferenced() {
        return inside((audit?.unreferenced ?? []).map(({ path }) => base + path));
      },
      get orphans() {
        return ofRecords(audit?.orphans);
      },
      get patients() {
        return [...patients.values()].slice(0, MOST_PLACES);
      },
    },
  };
}
