import { inArchive, shownName } from '../../readers/archive/shown-name.ts';
import type { ContentKind } from '../../readers/content/kind.ts';
import type { FileSetAudit } from '../../readers/dicom/types.ts';
import { optional } from '../../readers/optional.ts';
import type { Context } from '../channel.ts';
import { KIND_LABEL } from '../content-kinds.ts';
import { imageLimits } from '../dicom/image-limits.ts';
import { auditOf, dicomRecords } from '../dicom/records.ts';
import { limitRecord } from '../limit.ts';
import { type CheckRecord, type Location, MOST_PLACES } from '../record.ts';
import { attachmentGroups, jpegRecord } from './archive-attachments.ts';
import type { ArchiveFacts, Inside } from './archive-facts.ts';
import { oddNames } from './archive-names.ts';
import type { ArchiveData } from './archive-record-type.ts';
import { sizeAgainstLimit, sizeInWords } from './archive-sizes.ts';
import { imagesIn } from './images-summary.ts';
import type { RowsOf } from './units.ts';

/** Paths of files by the field that counts them. */
type Found = Readonly<Record<string, readonly string[]>>;

const countsOf = (found: Found): Partial<ArchiveData> =>
  Object.fromEntries(Object.entries(found).map(([field, paths]) => [field, paths.length]));

function foundIn({ files, repeated, hostile, attachments }: Inside, role: ArchiveFacts['role']): Found {
  const groups = attachments ? attachmentGroups(attachments) : {};
  return { files, repeated, hostile, oddNames: oddNames(files, role), ...groups };
}

function studiesIn({ images }: Inside): number | undefined {
  if (!images) return undefined;
  const studies = images.files.map(({ read }) => ('header' in read ? read.header.study : undefined));
  return new Set(studies.filter((study) => study !== undefined)).size;
}

/** How many DICOM files are images; undefined where there is none, or one that may be an image cannot be read. */
function imageFilesIn({ images }: Inside, audit: FileSetAudit | undefined): number | undefined {
  const kinds = new Set(images?.files.map(({ read }) => read.kind));
  return images && kinds.has('dicom') && !kinds.has('broken') ? imagesIn(images, audit).length : undefined;
}

function archiveRecord(facts: ArchiveFacts, rows: RowsOf, audit: FileSetAudit | undefined): CheckRecord {
  const { role, name, shown, size, kind, state, beyondCab, inside } = facts;
  const found: Found = inside ? foundIn(inside, role) : {};
  const label = KIND_LABEL[kind satisfies ContentKind];
  const twin = inside?.repeated[0];
  const data: ArchiveData = {
    ...countsOf(found),
    role,
    name,
    state: state ?? 'readable',
    kindLabel: label.zh,
    kindEn: label.en,
    size: sizeAgainstLimit(size),
    ...sizeInWords(size),
    ...(kind === 'cab' && { cabinet: beyondCab ? 'beyond' : 'fits' }),
    ...optional('twin', twin === undefined ? undefined : shownName(twin)),
    ...optional('studies', inside && studiesIn(inside)),
    ...optional('imageFiles', inside && imageFilesIn(inside, audit)),
  };
  const places: Record<string, Location[]> = {};
  for (const [field, paths] of Object.entries(found))
    places[field] = paths.slice(0, MOST_PLACES).map((path) => ({ file: inArchive(shown, path) }));
  return { type: 'medical-image.archive', unit: rows.first, data, locate: () => ({ file: shown }), places };
}

function* recordsOf(facts: ArchiveFacts, rows: RowsOf, cx: Pick<Context, 'codes'>): Generator<CheckRecord> {
  const { name, shown, limit, inside } = facts;
  if (limit) {
    yield limitRecord(rows.first, { file: shown }, limit);
    return;
  }
  const images = inside?.images;
  const audit = images && auditOf(images);
  yield archiveRecord(facts, rows, audit);
  for (const [path, content] of inside?.attachments ?? []) {
    const record = jpegRecord(rows.first, shown, path, content);
    if (record) yield record;
  }
  if (!images) return;
  for (const one of imageLimits(images)) yield limitRecord(rows.first, { file: one.file }, one.limit);
  yield* dicomRecords(rows.first, name, images, audit, cx.codes('dicom-transfer-syntaxes'));
}

/**
 * All that is found in an archive, for every row that names it: the archive itself, its pictures or its file set, and
 * what stopped us. The comparison with a row is not here but in `imagesJudge`.
 */
export function* archiveRecords(facts: ArchiveFacts, rows: RowsOf, cx: Pick<Context, 'codes'>): Generator<CheckRecord> {
  const units = (): Iterable<RowsOf['first']> => rows.units();
  const from = (unit: RowsOf['first']): readonly Location[] => rows.from(unit);
  for (const record of recordsOf(facts, rows, cx)) yield { ...record, units, from };
}
