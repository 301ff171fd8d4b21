import { writeCab } from '../archives/cab.ts';
import { writeZip } from '../archives/zip.ts';
import { writeSevenZip } from './seven-zip.ts';

/** A file as it lies in the package. */
export interface Packed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is said of an archive beside its files. */
export interface ArchiveOptions {
  /** By its extension unless told. */
  readonly kind?: string | undefined;
  readonly password?: boolean | undefined;
  readonly dictionary?: number | undefined;
  readonly method?: string | undefined;
  readonly volume?: boolean | undefined;
}

/** What is left of bytes that are cut; negative: taken off the end. */
export const cutTo = (bytes: Uint8Array, cut: number | undefined): Uint8Array => (cut ? bytes.subarray(0, cut) : bytes);

/** An archive of ours: the same bytes on every machine. */
export function archive(name: string, files: readonly Packed[], options: ArchiveOptions): Uint8Array {
  const kind = options.kind ?? (/\.cab$/i.test(name) ? 'cab' : '7z');
  if (kind === 'zip') return writeZip(files.map((file) => ({ ...file, stored: true })));
  if (kind === '7z')
    return writeSevenZip(files, {
      password: options.password ?? false,
      dictionary: options.dictionary,
      method: options.method,
    });
  const bytes = writeCab(files.map(({ name, bytes }) => ({ name: name.replaceAll('/', '\\'), bytes })));
  if (options.volume) bytes[30] = 2; // another cabinet follows
  return bytes;
}
