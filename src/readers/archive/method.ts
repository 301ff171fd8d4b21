const UNITS: Readonly<Record<string, number>> = { b: 1, k: 2 ** 10, m: 2 ** 20 };
const SIZED = /^(?:LZMA2?|LZX|Quantum):(\d+)([bkm]?)(?::|$)|^PPMD:(?:.*:)?mem(\d+)([bkm]?)(?::|$)/i;

/**
 * Bytes of memory that a method asks for, all its parts together; null where none names a size.
 * @param method in the words of 7-Zip: `LZMA2:24` is 2^24 bytes, `BCJ2 LZMA:1536m LZMA:192k`, `PPMD:o6:mem24`, `LZX:21`
 */
export function dictionaryOf(method: string): number | null {
  const sizes = method.split(' ').flatMap((part) => {
    const found = SIZED.exec(part);
    if (found === null) return [];
    const number = Number(found[1] ?? found[3]);
    const unit = UNITS[(found[2] || found[4] || '').toLowerCase()];
    return [unit === undefined ? 2 ** number : number * unit];
  });
  return sizes.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0);
}
