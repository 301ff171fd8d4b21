import type { DicomdirRead, DicomRead } from '../../readers/dicom/types.ts';

/** A file in an archive of DICOM images, as far as its header tells. */
export interface ImageFile {
  /** As the archive names it, parted by `/`. */
  readonly path: string;
  readonly read: Exclude<DicomRead, { kind: 'other' }> | { readonly kind: 'picture' | 'archive' | 'other' };
}

/** A DICOMDIR that was not read: more bytes than our limit. */
export interface TooLarge {
  readonly kind: 'too-large';
  readonly most: number;
  readonly found: number;
}

/** An archive of DICOM images after it was read to its end. */
export interface ImageArchive {
  /** As the user is shown it. */
  readonly shown: string;
  /** Without the DICOMDIR. */
  readonly files: readonly ImageFile[];
  /** The one at the root, else the first in a folder. */
  readonly dicomdir: { readonly path: string; readonly read: DicomdirRead | TooLarge } | undefined;
}

/** The folder that holds a path, with its `/`; empty at the root. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** Whether a path is meant as the DICOMDIR (PS3.10 8.6). */
export const isDicomdir = (path: string): boolean => /^DICOMDIR\.?$/i.test(path.slice(path.lastIndexOf('/') + 1));
