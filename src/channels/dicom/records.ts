import { auditFileSet } from '../../readers/dicom/audit.ts';
import type { FileSetAudit } from '../../readers/dicom/types.ts';
import type { CodeTable } from '../channel.ts';
import type { CheckRecord, Unit } from '../record.ts';
import { dicomFileRecords } from './dicom-file-records.ts';
import { directoryRecords } from './directory-records.ts';
import { fileSetRecord } from './file-set-record.ts';
import { folderOf, type ImageArchive } from './image-archive.ts';

/** The DICOMDIR against the files of its folder; undefined where there is none that can be read to its end. */
export function auditOf({ files, dicomdir }: ImageArchive): FileSetAudit | undefined {
  if (dicomdir?.read.kind !== 'dicomdir' || dicomdir.read.dicomdir.cutShort) return undefined;
  const folder = folderOf(dicomdir.path);
  const beneath = files.filter(({ path }) => path.startsWith(folder));
  return auditFileSet(
    dicomdir.read.dicomdir,
    beneath.map(({ path, read }) => ({
      path: path.slice(folder.length),
      header: 'header' in read ? read.header : undefined,
    })),
  );
}

/** All records of an archive of DICOM images: the set first, since others need its rules. */
export function* dicomRecords(
  unit: Unit,
  name: string,
  archive: ImageArchive,
  audit: FileSetAudit | undefined,
  syntaxes: CodeTable,
): Generator<CheckRecord> {
  yield fileSetRecord(unit, name, archive, audit);
  if (audit) yield* directoryRecords(unit, archive, audit);
  yield* dicomFileRecords(unit, archive, syntaxes);
}
