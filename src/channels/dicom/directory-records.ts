import { inArchive, shownName } from '../../readers/archive/shown-name.ts';
import { typeText } from '../../readers/dicom/audit-paths.ts';
import type { AuditedRecord, DicomHeader, FileSetAudit, ReferencedFile } from '../../readers/dicom/types.ts';
import { optional } from '../../readers/optional.ts';
import type { CheckRecord, Location, Unit } from '../record.ts';
import { folderOf, type ImageArchive } from './image-archive.ts';
import type { DicomDataOf } from './record-types.ts';
import { atTag, tagNames } from './tags.ts';

type Data = DicomDataOf<'dicom.record'>;

const IN_USE = 0xffff;

const names = (tags: readonly string[]): string | undefined => (tags.length > 0 ? tagNames(tags) : undefined);

const inUseOf = (flag: number | undefined): Data['inUse'] =>
  flag === undefined ? 'none' : flag === IN_USE ? 'right' : flag === 0 ? 'inactive' : 'other';

const targetOf = ({ file }: ReferencedFile): Data['target'] => file && (file.header ? 'dicom' : 'other');

function generalOf({ generalSopClassMissing: missing }: ReferencedFile): Data['generalSopClass'] {
  return missing === undefined ? undefined : missing ? 'missing' : 'right';
}

function fileOf(file: ReferencedFile): Partial<Data> {
  return {
    id: shownName(file.id),
    match: file.match,
    odd: file.odd,
    twice: file.twice,
    ...optional('target', targetOf(file)),
    ...optional('sopClass', file.sopClass),
    ...optional('sopInstance', file.sopInstance),
    ...optional('transferSyntax', file.transferSyntax),
    ...optional('generalSopClass', generalOf(file)),
    ...optional('keysDiffer', names(file.keysDiffer)),
  };
}

const FILE_ID = '00041500';
const TAGS: Readonly<Record<string, string>> = {
  '/inUse': '00041410',
  '/place': '00041430',
  '/privateUid': '00041432',
  '/pointers': '00041400',
  '/picture': FILE_ID,
  '/undeclaredText': '00080005',
  '/fileId': FILE_ID,
  '/id': FILE_ID,
  '/match': FILE_ID,
  '/odd': FILE_ID,
  '/twice': FILE_ID,
  '/target': FILE_ID,
  '/sopClass': '00041510',
  '/sopInstance': '00041511',
  '/transferSyntax': '00041512',
  '/generalSopClass': '0004151a',
};

/** Fields that speak of several elements point at the first. */
function tagOf(pointer: string, { missing1, missing2, file }: AuditedRecord): string | undefined {
  if (pointer === '/missing1') return missing1[0];
  if (pointer === '/missing2') return missing2[0];
  return pointer === '/keysDiffer' ? file?.keysDiffer[0] : TAGS[pointer];
}

/** The pixels are in no file by JPIP; of other files that could not be followed nothing is known. */
const NO_PIXELS_BY_DESIGN = /^1\.2\.840\.10008\.1\.2\.4\.(?:94|95|204|205)$/;

/** Whether there can be a picture in the file, as far as its header tells. */
function pictureOf(header: Partial<DicomHeader> | undefined): Data['picture'] {
  if (header?.pixels === undefined || header.pixels === 'unknown') return undefined;
  if (NO_PIXELS_BY_DESIGN.test(header.transferSyntax ?? '')) return undefined;
  if (header.pixels === 'none') return 'no-pixels';
  const { rows, columns, bits = 8, frames = 1, pixelBytes } = header;
  if (rows === undefined || columns === undefined) return 'no-size';
  const least = Math.floor((rows * columns * bits * frames) / 8);
  return header.pixels === 'native' && pixelBytes !== undefined && pixelBytes < least ? 'too-few' : 'whole';
}

/** The element of the image file that `picture` is about. */
function pictureTag(picture: Data['picture'], rows: number | undefined): string {
  if (picture !== 'no-size') return '7fe00010';
  return rows === undefined ? '00280010' : '00280011';
}

function directoryRecord(unit: Unit, audited: AuditedRecord, unreachable: boolean, archive: ImageArchive): CheckRecord {
  const { record, file, instance } = audited;
  const data: Data = {
    type: typeText(record.type),
    inUse: inUseOf(record.inUse),
    place: audited.place,
    ...optional('privateUid', record.type === 'PRIVATE' ? record.privateUid !== undefined : undefined),
    ...optional('missing1', names(audited.missing1)),
    ...optional('missing2', names(audited.missing2)),
    pointers: record.next === undefined || record.lower === undefined ? 'missing' : 'right',
    ...optional('picture', record.type === 'IMAGE' ? pictureOf(file?.file?.header) : undefined),
    unreachable,
    repeated: audited.repeated,
    undeclaredText: record.undeclaredText,
    ...optional('fileId', instance ? file !== undefined : undefined),
    ...(file ? fileOf(file) : {}),
  };
  const path = archive.dicomdir?.path ?? '';
  const fileFound = (tag?: string): Location[] => {
    const found = file?.file?.path;
    return found === undefined ? [] : [{ file: inArchive(archive.shown, folderOf(path) + found), ...atTag(tag) }];
  };
  return {
    type: 'dicom.record',
    unit,
    data,
    locate(pointer): Location {
      const place = { file: inArchive(archive.shown, path), record: audited.path };
      return { ...place, ...atTag(tagOf(pointer, audited)) };
    },
    places: {
      get file() {
        return fileFound();
      },
      get image() {
        return fileFound(pictureTag(data.picture, file?.file?.header?.rows));
      },
    },
  };
}

/** A record for each record of the DICOMDIR, in its order. */
export function* directoryRecords(unit: Unit, archive: ImageArchive, audit: FileSetAudit): Generator<CheckRecord> {
  const unreachable = new Set(audit.unreachable);
  for (const audited of audit.records) yield directoryRecord(unit, audited, unreachable.has(audited), archive);
}
