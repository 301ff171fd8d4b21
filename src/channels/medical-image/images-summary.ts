import { inArchive } from '../../readers/archive/shown-name.ts';
import type { DicomHeader, FileSetAudit } from '../../readers/dicom/types.ts';
import { remember } from '../../readers/remember.ts';
import { folderOf, type ImageArchive } from '../dicom/image-archive.ts';
import { patientsIn } from '../dicom/patients.ts';
import { auditOf } from '../dicom/records.ts';
import type { Location } from '../record.ts';
import type { ArchiveFacts } from './archive-facts.ts';
import { rocDate } from './images-dates.ts';

/** An image whose size is known, of a DICOM file or a JPEG. */
export interface Picture {
  /** The file as the user is shown it. */
  readonly file: string;
  /** Pixels as stored: Columns (0028,0011) and Rows (0028,0010) of DICOM. */
  readonly width: number;
  readonly height: number;
  readonly dicom: boolean;
  /** A localizer, a screen (Secondary Capture) or a derived image: beside the series proper. */
  readonly aside: boolean;
}

/** What rows are compared with. Dates are as rows have them. */
export interface ImagesSummary {
  readonly pictures: readonly Picture[];
  /** Images of which no size is known, with the element that keeps it from being known. */
  readonly unsized: readonly Location[];
  /** Modality (0008,0060) with the first file of it. */
  readonly modalities: ReadonlyMap<string, Location>;
  readonly birthDates: ReadonlyMap<string, Location>;
  readonly studyDates: ReadonlyMap<string, Location>;
}

const NOTHING: ImagesSummary = {
  pictures: [],
  unsized: [],
  modalities: new Map(),
  birthDates: new Map(),
  studyDates: new Map(),
};

const SECONDARY_CAPTURE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.7(?:\.[1-4])?$/;
/** The pixels are in no file by JPIP. */
const ELSEWHERE = /^1\.2\.840\.10008\.1\.2\.4\.(?:94|95|204|205)$/;

const isAside = ({ imageType = [], sopClass = '' }: DicomHeader): boolean =>
  imageType[0] === 'DERIVED' || imageType[2] === 'LOCALIZER' || SECONDARY_CAPTURE.test(sopClass);

type Dicom = { readonly path: string; readonly header: DicomHeader };

/** The images that the DICOMDIR lists as such; where it lists none that is there, all DICOM files that hold pixels. */
export function imagesIn({ files, dicomdir }: ImageArchive, audit: FileSetAudit | undefined): readonly Dicom[] {
  const all = files.flatMap(({ path, read }): Dicom[] =>
    read.kind === 'dicom' ? [{ path, header: read.header }] : [],
  );
  const folder = folderOf(dicomdir?.path ?? '');
  const listed = new Set<string>();
  for (const { record, file } of audit?.records ?? [])
    if (record.type === 'IMAGE' && file?.file) listed.add(folder + file.file.path);
  const images = all.filter(({ path }) => listed.has(path));
  if (images.length > 0) return images;
  return all.filter(({ header }) => header.rows !== undefined || header.pixels !== 'none');
}

/** Rows or Columns where one is 0 or absent, else the pixels that are not there; undefined where the size is known. */
function lacking(header: DicomHeader): string | undefined {
  if (!header.rows) return '(0028,0010)';
  if (!header.columns) return '(0028,0011)';
  return hasPixels(header) ? undefined : '(7FE0,0010)';
}

const hasPixels = ({ pixels, transferSyntax = '' }: DicomHeader): boolean =>
  pixels !== 'none' || ELSEWHERE.test(transferSyntax);

function dicomSummary(shown: string, archive: ImageArchive): ImagesSummary {
  const audit = auditOf(archive);
  const pictures: Picture[] = [];
  const modalities = new Map<string, Location>();
  const studyDates = new Map<string, Location>();
  const birthDates = new Map<string, Location>();
  const unsized: Location[] = [];
  for (const { path, header } of imagesIn(archive, audit)) {
    const file = inArchive(shown, path);
    const { rows: height = 0, columns: width = 0, modality, studyDate } = header;
    const tag = lacking(header);
    if (tag !== undefined) unsized.push({ file, tag });
    else pictures.push({ file, width, height, dicom: true, aside: isAside(header) });
    if (modality !== undefined) remember(modalities, modality, () => ({ file, tag: '(0008,0060)' }));
    const date = rocDate(studyDate ?? '');
    if (date !== undefined) remember(studyDates, date, () => ({ file, tag: '(0008,0020)' }));
  }
  for (const [date, place] of patientsIn(archive, audit).birthDates) {
    const roc = rocDate(date);
    if (roc !== undefined) remember(birthDates, roc, () => place);
  }
  return { pictures, unsized, modalities, birthDates, studyDates };
}

function jpegSummary(shown: string, attachments: NonNullable<ArchiveFacts['inside']>['attachments']): ImagesSummary {
  const pictures: Picture[] = [];
  for (const [path, content] of attachments ?? []) {
    if (content.kind !== 'jpeg' || content.broken) continue; // a broken one has no size, which is told of it
    const { width = 0, height = 0 } = content;
    pictures.push({ file: inArchive(shown, path), width, height, dicom: false, aside: false });
  }
  return { ...NOTHING, pictures };
}

/** What an archive says of its images; nothing where it was not read. */
export function imagesSummary({ shown, inside }: ArchiveFacts): ImagesSummary {
  if (inside?.images) return dicomSummary(shown, inside.images);
  return inside?.attachments ? jpegSummary(shown, inside.attachments) : NOTHING;
}
