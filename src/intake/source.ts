/**
 * Where bytes come from. A `Source` can be read at any place (a disk file, memory, a private temporary file);
 * an `Entry` is a member of an archive, met once and in archive order.
 */

/** A seekable run of bytes. Knows nothing of formats. */
export interface Source {
  /** What the user is shown: `/` between folders, `!/` where an archive is entered; never an absolute path. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Where it lies on disk, when it does: child processes can then read it in place. */
  readonly diskPath?: string;
  /** All bytes from the start. @throws IntakeError `changed` when the file is no longer the one that was listed. */
  open(): AsyncIterable<Uint8Array>;
  /** The bytes from `start` up to, not including, `end`; fewer where the source is shorter. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** A member of an archive: sequential, once, in archive order. */
export interface Entry {
  /** The name as the archive gives it, decoded; may be hostile and is never used as a path on disk. */
  readonly path: string;
  /** Unpacked bytes as the archive claims them; never trusted while unpacking. */
  readonly size: number;
  readonly compressedSize: number;
  readonly encrypted: boolean;
  readonly directory: boolean;
  /** The unpacked bytes, checksum verified at the end. @throws ArchiveError */
  body(): AsyncIterable<Uint8Array>;
}
