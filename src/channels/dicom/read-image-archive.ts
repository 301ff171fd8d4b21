import { collect, drain } from '../../intake/collect.ts';
import type { Entry } from '../../intake/source.ts';
import { kindOfHead } from '../../readers/content/head.ts';
import { readDicomdir } from '../../readers/dicom/dicomdir.ts';
import { readDicom } from '../../readers/dicom/header.ts';
import type { Limits } from '../channel.ts';
import { isArchive, isPicture } from '../content-kinds.ts';
import { folderOf, type ImageArchive, type ImageFile, isDicomdir } from './image-archive.ts';

/** What this needs of an entry; `link` is a symbolic link or a device, whose bytes are no file. */
type Member = Pick<Entry, 'path' | 'size' | 'directory' | 'body'> & { readonly link?: boolean };

type DicomLimits = Pick<Limits, 'dicomdirBytes' | 'dicomdirRecords'>;

type Directory = NonNullable<ImageArchive['dicomdir']>;

/** The DICOMDIR at the root before one in a folder, the standard's spelling before others. */
const rank = (path: string): number => (path === 'DICOMDIR' ? 0 : folderOf(path) === '' ? 1 : 2);

async function readDirectory({ path, size, body }: Member, limits: DicomLimits): Promise<Directory> {
  const most = limits.dicomdirBytes;
  const bytes = await collect(body(), most);
  return {
    path,
    read: bytes
      ? readDicomdir(bytes, { maxRecords: limits.dicomdirRecords })
      : { kind: 'too-large', most, found: size },
  };
}

async function readImage({ path, size, body }: Member): Promise<ImageFile> {
  const read = await readDicom(body(), { size });
  if (read.kind !== 'other') return { path, read };
  const kind = await kindOfHead(read.head);
  return { path, read: { kind: isPicture(kind) ? 'picture' : isArchive(kind) ? 'archive' : 'other' } };
}

/**
 * Reads an archive of DICOM images to its end, one file after the other; of each only the header is kept.
 * @throws what the entries do
 */
export async function readImageArchive(
  entries: AsyncIterable<Member>,
  shown: string,
  limits: DicomLimits,
): Promise<ImageArchive> {
  const files: ImageFile[] = [];
  let dicomdir: Directory | undefined;
  for await (const entry of entries) {
    if (entry.directory) continue;
    if (entry.link) {
      await drain(entry.body());
      files.push({ path: entry.path, read: { kind: 'other' } });
    } else if (!isDicomdir(entry.path)) files.push(await readImage(entry));
    else if (dicomdir && rank(dicomdir.path) <= rank(entry.path)) await drain(entry.body());
    else dicomdir = await readDirectory(entry, limits);
  }
  return { shown, files, dicomdir };
}
