import { inArchive } from '../../readers/archive/shown-name.ts';
import type { ImageArchive } from './image-archive.ts';

/** A limit of ours that an archive of images passed, and the file that did. */
export interface ImageLimit {
  readonly file: string;
  readonly limit: { readonly limit: string; readonly most?: number; readonly found?: number };
}

const LIMITS = { 'too-large': 'dicomdirBytes', 'too-many': 'dicomdirRecords' } as const;

/** Limits met in the DICOMDIR and in the headers of images; each of them keeps the check from being whole. */
export function* imageLimits({ shown, files, dicomdir }: ImageArchive): Generator<ImageLimit> {
  const place = (path: string): string => inArchive(shown, path);
  const read = dicomdir?.read;
  if (dicomdir && (read?.kind === 'too-large' || read?.kind === 'too-many')) {
    const { most, found } = read;
    yield { file: place(dicomdir.path), limit: { limit: LIMITS[read.kind], most, found } };
  }
  if (dicomdir && read?.kind === 'too-deep') yield { file: place(dicomdir.path), limit: { limit: 'dicomHeader' } };
  const beyond = files.find((file) => file.read.kind === 'broken' && file.read.why !== 'header');
  if (beyond) yield { file: place(beyond.path), limit: { limit: 'dicomHeader' } };
}
