import type { ArchiveKind } from '../../readers/archive/kind.ts';
import type { Content } from '../../readers/content/content.ts';
import type { ImageArchive } from '../dicom/image-archive.ts';
import type { Limit } from '../limit.ts';
import type { ArchiveState } from './archive-record-type.ts';

/** DCF holds DICOM images with a DICOMDIR, ATT holds JPEG pictures. */
export type ArchiveRole = 'dcf' | 'att';

/** What is kept of an archive that was read to its end: facts, no bytes. */
export interface ArchiveFacts {
  readonly role: ArchiveRole;
  /** Without folders. */
  readonly name: string;
  /** As the user is shown it. */
  readonly shown: string;
  /** Bytes. */
  readonly size: number;
  /** Hex; null where it could not be read to its end. */
  readonly sha256: string | null;
  /** By its first bytes. */
  readonly kind: ArchiveKind;
  /** Null where a limit or fault of ours came first. */
  readonly state: ArchiveState | null;
  readonly limit: Limit | null;
  /** Of a cabinet: it is larger than the format can be, or says so, or holds such a file. */
  readonly beyondCab: boolean;
  /** Undefined when it could not be read to its end. */
  readonly inside?: Inside;
}

/** What lies in an archive. */
export interface Inside {
  /** Paths of the files. */
  readonly files: readonly string[];
  /** Names that occur twice, also by letter case. */
  readonly repeated: readonly string[];
  /** Names that no honest packer writes. */
  readonly hostile: readonly string[];
  /** Of a DCF. */
  readonly images?: ImageArchive;
  /** Of an ATT: what each file is, by its path. */
  readonly attachments?: ReadonlyMap<string, Content>;
}
