import type { ContentKind } from './kind.ts';
import { textKind } from './textual.ts';

/** How many bytes from the start tell the kind. */
export const HEAD_BYTES = 4_100;

/** What file-type calls the kinds; what it calls otherwise is none of ours, or text. */
const EXTENSIONS: ReadonlyMap<string, ContentKind> = new Map<string, ContentKind>([
  ...(['png', 'bmp', 'gif', 'webp', 'heic', 'pdf', 'mp4', 'mov', 'avi'] as const).map((kind) => [kind, kind] as const),
  ...(['zip', '7z', 'cab', 'rar', 'docx', 'xlsx', 'pptx', 'xml'] as const).map((kind) => [kind, kind] as const),
  ...(['epub', 'jar', 'apk', 'odt', 'ods', 'odp', 'docm', 'xlsm', 'pptm', '3mf', 'vsdx'] as const).map(
    (other) => [other, 'package'] as const,
  ),
  ['jpg', 'jpeg'],
  ['apng', 'png'],
  ['tif', 'tiff'],
  ['dcm', 'dicom'],
  ['mpg', 'mpeg'],
  ['mts', 'mpegts'],
  ['m4v', 'mp4'],
  ['3gp', 'mp4'],
  ['f4v', 'mp4'],
  ['asf', 'wmv'],
  ['gz', 'gzip'],
  ['tar.gz', 'gzip'],
  ['cfb', 'ole'],
]);

/** Sizes of the header that follows in a bitmap; two letters alone (`BM`) begin texts too. */
const BITMAP_HEADERS: ReadonlySet<number> = new Set([12, 16, 40, 52, 56, 64, 108, 124]);
const PDF_WITHIN = 1_024;

/**
 * The kind of a file by its first bytes, whatever it is called.
 * @param head the first HEAD_BYTES, or all of a shorter file
 */
export async function kindOfHead(head: Uint8Array): Promise<ContentKind> {
  if (head.length === 0) return 'empty';
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (bytes.toString('latin1', 128, 132) === 'DICM') return 'dicom'; // before TIFF: a preamble may be one
  const known = await magicKind(bytes);
  if (known !== null && known !== 'xml' && known !== 'pdf') return known;
  if (/%PDF-\d/.test(bytes.toString('latin1', 0, PDF_WITHIN + 6))) return 'pdf';
  return textKind(bytes) ?? (known === 'xml' ? 'xml' : 'unknown');
}

async function magicKind(bytes: Buffer): Promise<ContentKind | null> {
  const { fileTypeFromBuffer } = await import('file-type');
  const type = await fileTypeFromBuffer(bytes, { maxBufferSize: 1 << 20 }).catch(() => undefined);
  const kind = EXTENSIONS.get(type?.ext ?? '') ?? null;
  const bitmap = bytes.length < 18 || BITMAP_HEADERS.has(bytes.readUInt32LE(14));
  return kind === 'bmp' && !bitmap ? null : kind;
}
