import { inArchive } from '../../readers/archive/shown-name.ts';
import type { FileSetAudit } from '../../readers/dicom/types.ts';
import { remember } from '../../readers/remember.ts';
import type { Location } from '../record.ts';
import type { ImageArchive } from './image-archive.ts';

/** Patient IDs are compared without letter case and leading zeros; what has bytes beyond ASCII is not compared. */
export function plainId(id: string | undefined): string | undefined {
  if (id === undefined || !/^[\x20-\x7e]+$/.test(id)) return undefined;
  return (
    id
      .trim()
      .toUpperCase()
      .replace(/^0+(?=.)/, '') || undefined
  );
}

/** Dates before DICOM 3.0: `1961.01.01`. */
const OLD_DATE = /^(\d{4})\.(\d\d)\.(\d\d)$/;

/** Patient IDs and birth dates of an archive, each with the place where it is met first. */
export interface Patients {
  readonly ids: ReadonlyMap<string, Location>;
  /** yyyymmdd */
  readonly birthDates: ReadonlyMap<string, Location>;
}

/** All patients that the DICOMDIR or a file of the archive speaks of, listed in the DICOMDIR or not. */
export function patientsIn({ shown, files, dicomdir }: ImageArchive, audit: FileSetAudit | undefined): Patients {
  const ids = new Map<string, Location>();
  const birthDates = new Map<string, Location>();
  const meet = (of: { patientId?: string; birthDate?: string }, place: Location): void => {
    const id = plainId(of.patientId);
    if (id !== undefined) remember(ids, id, () => ({ ...place, tag: '(0010,0020)' }));
    const born = of.birthDate?.replace(OLD_DATE, '$1$2$3') ?? '';
    if (/^\d{8}$/.test(born)) remember(birthDates, born, () => ({ ...place, tag: '(0010,0030)' }));
  };
  const directory = inArchive(shown, dicomdir?.path ?? '');
  for (const { record, path } of audit?.records ?? [])
    if (record.type === 'PATIENT') meet(record, { file: directory, record: path });
  for (const { path, read } of files) if (read.kind === 'dicom') meet(read.header, { file: inArchive(shown, path) });
  return { ids, birthDates };
}
