import { dictionaryOf } from './method.ts';

/** A member as the listing of 7-Zip has it. */
export interface Listed {
  /** `/` between folders, on Windows too; line feeds in names have become `_`. May be hostile. */
  readonly path: string;
  /** Unpacked bytes as the archive claims them; null where it does not say. */
  readonly size: number | null;
  readonly directory: boolean;
  /** A symbolic link, a device, or anything else that is neither file nor folder. */
  readonly link: boolean;
  readonly encrypted: boolean;
  /** How it is packed, in the words of 7-Zip (`LZMA2:24`, the number is the dictionary as a power of two). */
  readonly method: string;
  /** Bytes of memory that unpacking it asks for; null where the method names none. */
  readonly dictionary: number | null;
  /** CRC-32 of its bytes; null where the archive has none: all of a cabinet, and what is empty. */
  readonly crc: number | null;
}

/** A member from the properties that 7-Zip prints of it. */
export function listed(properties: ReadonlyMap<string, string>): Listed {
  const path = properties.get('Path') ?? '';
  const claimed = properties.get('Size') ?? '';
  const size = /^\d+$/.test(claimed) ? Number(claimed) : null;
  const crc = properties.get('CRC') ?? '';
  const method = properties.get('Method') ?? '';
  return {
    path: process.platform === 'win32' ? path.replaceAll('\\', '/') : path,
    size,
    ...kindBy(properties.get('Attributes') ?? '', size),
    encrypted: properties.get('Encrypted') === '+',
    method,
    dictionary: dictionaryOf(method),
    crc: /^[\dA-F]{8}$/.test(crc) ? Number.parseInt(crc, 16) : null,
  };
}

/**
 * By the letters of Windows (`RDA`: D folder, L reparse point, d device) and, behind a blank, those of Unix
 * (`lrwxrwxrwx`; `-` and `0` are a file). What has bytes is no folder, whatever it says.
 */
function kindBy(attributes: string, size: number | null): { directory: boolean; link: boolean } {
  const [windows = '', unix = ''] = attributes.split(' ');
  const letter = /^.[rwxsStT-]{9}$/.test(unix) ? unix.charAt(0) : '-';
  return {
    directory: !size && (windows.includes('D') || letter === 'd'),
    link: /[Ld]/.test(windows) || !'-0d'.includes(letter),
  };
}
