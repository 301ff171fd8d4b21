import { inArchive } from '../../readers/archive/shown-name.ts';
import { encodingFor } from '../../readers/dicom/transfer-syntaxes.ts';
import type { DataSetEncoding } from '../../readers/dicom/types.ts';
import { optional } from '../../readers/optional.ts';
import type { CodeTable } from '../channel.ts';
import type { CheckRecord, Location, Unit } from '../record.ts';
import type { ImageArchive, ImageFile } from './image-archive.ts';
import type { DicomDataOf } from './record-types.ts';
import { atTag } from './tags.ts';

type Data = DicomDataOf<'dicom.file'>;

const TAGS: Readonly<Record<string, string>> = {
  '/syntax': '00020010',
  '/transferSyntax': '00020010',
  '/pixels': '7fe00010',
  '/rows': '00280010',
  '/columns': '00280011',
};

const USES: ReadonlySet<unknown> = new Set(['common', 'odd', 'jpip']);

function syntaxOf(uid: string | undefined, syntaxes: CodeTable): NonNullable<Data['syntax']> {
  if (uid === undefined) return 'none';
  const row = Object.hasOwn(syntaxes, uid) ? syntaxes[uid] : undefined;
  const use = typeof row === 'object' && row !== null && 'use' in row ? row.use : undefined;
  return USES.has(use) ? (use as NonNullable<Data['syntax']>) : 'unknown';
}

/** Whether the data set is written as its transfer syntax says. */
function agreementOf(uid: string | undefined, encoding: DataSetEncoding | undefined): Data['encoding'] {
  if (uid === undefined || encoding === undefined) return undefined;
  return encodingFor(uid) === encoding ? 'agrees' : 'differs';
}

function dataOf({ read }: ImageFile, syntaxes: CodeTable): Data | undefined {
  if (read.kind === 'broken') return { form: read.why === 'header' ? 'broken' : 'beyond-limit', truncated: false };
  if (read.kind !== 'dicom') return undefined;
  const { form, transferSyntax, pixels, rows, columns } = read.header;
  const { truncated } = read;
  if (form === 'bare') return { form, truncated };
  return {
    form,
    truncated,
    syntax: syntaxOf(transferSyntax, syntaxes),
    ...optional('encoding', agreementOf(transferSyntax, read.header.encoding)),
    ...optional('transferSyntax', transferSyntax),
    pixels,
    ...optional('rows', rows),
    ...optional('columns', columns),
  };
}

/**
 * A record for each DICOM file of an archive.
 * @param syntaxes the code table `dicom-transfer-syntaxes`
 */
export function* dicomFileRecords(
  unit: Unit,
  { shown, files }: ImageArchive,
  syntaxes: CodeTable,
): Generator<CheckRecord> {
  for (const file of files) {
    const data = dataOf(file, syntaxes);
    if (!data) continue;
    const place = inArchive(shown, file.path);
    const locate = (pointer: string): Location => ({ file: place, ...atTag(TAGS[pointer]) });
    yield { type: 'dicom.file', unit, data, locate };
  }
}
