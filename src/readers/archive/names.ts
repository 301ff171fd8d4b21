import { crc32 } from 'node:zlib';

/** What makes the name of an entry one that no honest packer writes. */
export type Hostility = 'traversal' | 'absolute' | 'drive' | 'control' | 'empty';

/** Why a name is hostile, or null. `/` and `\` both part folders, since the reader may be on Windows. */
export function hostileName(name: string): Hostility | null {
  if (name === '') return 'empty';
  if (/\p{Cc}/u.test(name)) return 'control';
  if (/^[a-z]:/i.test(name)) return 'drive';
  if (/^[/\\]/.test(name)) return 'absolute'; // and \\server\share
  return name.split(/[/\\]/).includes('..') ? 'traversal' : null;
}

/**
 * The names that come again, in their order: the second and later entry of each name. Names that differ only in letter
 * case, in `/` and `\`, or in how Unicode composes them are one, since they are one file on the reader's disk.
 */
export function repeatedNames(paths: readonly string[]): string[] {
  const met = new Set<string>();
  return paths.filter((path) => {
    const name = path.replaceAll('\\', '/').normalize('NFC').toLowerCase();
    const again = met.has(name);
    met.add(name);
    return again;
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const big5 = new TextDecoder('big5', { fatal: true });
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0';

/**
 * The name of a zip entry from its bytes. Without the UTF-8 flag it is UTF-8 where that fits, else Big5 (Windows in
 * Taiwan), else code page 437 as the format says. Never throws; with the flag, bytes that are no UTF-8 become U+FFFD.
 */
export function decodeName(bytes: Uint8Array, utf8Flag: boolean): string {
  try {
    return utf8.decode(bytes);
  } catch {
    if (utf8Flag) return Buffer.from(bytes).toString('utf8');
  }
  try {
    return big5.decode(bytes);
  } catch {
    return Buffer.from(bytes)
      .toString('latin1')
      .replace(/[\x80-\xFF]/g, (char) => CP437.charAt(char.charCodeAt(0) - 128));
  }
}

/** The name in the Unicode Path field (0x7075) that WinZip and Info-ZIP add, if it belongs to the raw name. */
export function unicodePath(fields: readonly { id: number; data: Uint8Array }[], raw: Uint8Array): string | null {
  const data = fields.find((field) => field.id === 0x7075)?.data;
  if (data === undefined || data.length < 6 || data[0] !== 1) return null;
  const belongs = Buffer.from(data.buffer, data.byteOffset, 5).readUInt32LE(1) === crc32(raw);
  return belongs ? decodeName(data.subarray(5), true) : null;
}
