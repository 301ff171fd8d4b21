import { inArchive } from '../../readers/archive/shown-name.ts';
import type { AuditedRecord, Dicomdir, FileSetAudit } from '../../readers/dicom/types.ts';
import { optional } from '../../readers/optional.ts';
import type { CheckRecord, Location, Unit } from '../record.ts';
import { folderOf, type ImageArchive, type ImageFile } from './image-archive.ts';
import type { DicomDataOf } from './record-types.ts';
import { atTag } from './tags.ts';

type Data = DicomDataOf<'dicom.file-set'>;

const MANY = 20;
const EXPLICIT = '1.2.840.10008.1.2.1';
const IMPLICIT = '1.2.840.10008.1.2';
const MEDIA_STORAGE_DIRECTORY = '1.2.840.10008.1.3.10';
const UID = /^(?=.{1,64}$)(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))+$/;
/** What DCMTK writes unless told. */
const DEMO = 'DCMTK_MEDIA_DEMO';

const syntaxOf = (uid: string | undefined): NonNullable<Data['syntax']> =>
  uid === undefined ? 'none' : uid === EXPLICIT ? 'explicit' : uid === IMPLICIT ? 'implicit' : 'other';

const consistencyOf = (flag: number | undefined): NonNullable<Data['consistency']> =>
  flag === undefined ? 'none' : flag === 0 ? 'right' : flag === 0xffff ? 'ffff' : 'other';

/** PS3.10 8.6, PS3.3 Table F.3-3. */
function headOf(dicomdir: Dicomdir): Partial<Data> {
  const { sopClass, fileSetUid, fileSetId = '' } = dicomdir;
  return {
    state: dicomdir.cutShort ? 'cut-short' : 'readable',
    syntax: syntaxOf(dicomdir.transferSyntax),
    mediaClass: sopClass === undefined ? 'none' : sopClass === MEDIA_STORAGE_DIRECTORY ? 'right' : 'other',
    uid: fileSetUid === undefined ? 'none' : UID.test(fileSetUid) ? 'right' : 'odd',
    fileSetId: fileSetId === DEMO ? 'demo' : /^[A-Z0-9_]{0,16}$/.test(fileSetId) ? 'right' : 'odd',
    consistency: consistencyOf(dicomdir.consistency),
    records: dicomdir.records.length,
  };
}

function auditOf(audit: FileSetAudit): Partial<Data> {
  const patients = audit.records.filter(({ record }) => record.type === 'PATIENT');
  return {
    offsets: audit.offsets,
    ...optional('shift', audit.shift === undefined ? undefined : Math.abs(audit.shift)),
    circles: audit.circles,
    astray: audit.astray,
    orphans: audit.orphans.length,
    flattened: audit.flattened,
    unreferenced: audit.unreferenced.length,
    patients: new Set(patients.map(({ record }) => record.patientId)).size,
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
  '/circles': '00041400',
  '/orphans': '00041220',
};

/** Folders with a DICOM file in them or beneath. */
function imageFolders(files: readonly ImageFile[]): Set<string> {
  const folders = new Set<string>();
  for (const { path, read } of files)
    for (let at = path.indexOf('/'); read.kind === 'dicom' && at >= 0; at = path.indexOf('/', at + 1))
      folders.add(path.slice(0, at + 1));
  return folders;
}

/** Archives that may hold images that are meant; one in a folder of its own, such as that of a viewer, does not. */
function nestedIn(files: readonly ImageFile[]): Set<ImageFile> {
  const folders = imageFolders(files);
  const anywhere = files.every(({ read }) => read.kind !== 'dicom');
  const among = ({ path }: ImageFile): boolean => folderOf(path) === '' || anywhere || folders.has(folderOf(path));
  return new Set(files.filter((file) => file.read.kind === 'archive' && among(file)));
}

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
  const nested = nestedIn(files);
  const extras = of('picture', 'other', 'archive').filter((file) => !nested.has(file));
  const data: Data = {
    name,
    dicomdir: placeOf(archive),
    images: of('dicom', 'broken').length,
    pictures: of('picture').length,
    archives: nested.size,
    extras: extras.length,
    ...(read?.kind === 'dicomdir' ? headOf(read.dicomdir) : {}),
    ...(read && read.kind in STATES ? { state: STATES[read.kind as keyof typeof STATES] } : {}),
    ...(audit ? auditOf(audit) : {}),
  };
  const directory = dicomdir ? inArchive(shown, dicomdir.path) : shown;
  const inside = (paths: readonly string[]): Location[] =>
    paths.slice(0, MANY).map((path) => ({ file: inArchive(shown, path) }));
  const ofRecords = (records: readonly AuditedRecord[] = []): Location[] =>
    records.slice(0, MANY).map(({ path }) => ({ file: directory, record: path }));
  const base = folderOf(dicomdir?.path ?? '');
  return {
    type: 'dicom.file-set',
    unit,
    data,
    locate(pointer) {
      return { file: directory, ...atTag(TAGS[pointer]) };
    },
    places: {
      archive: [{ file: shown }],
      get archives() {
        return inside([...nested].map(({ path }) => path));
      },
      get extras() {
        return inside(extras.map(({ path }) => path));
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
        return ofRecords(audit?.records.filter(({ record }) => record.type === 'PATIENT'));
      },
    },
  };
}
