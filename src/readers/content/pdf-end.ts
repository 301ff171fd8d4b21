/** How many bytes from the end are looked at: so much rubbish may follow the end mark. */
export const TAIL_BYTES = 8_192;

const END = /startxref[\s\0]+(\d{1,12})[\s\0]+%%EOF/g;
const OBJECT = /\d\s+\d+\s+obj\b/;

/**
 * Whether a PDF was cut short: no end mark near its end, or one that belongs to what came before the missing part:
 * of the older version (the newer begins behind it), of the first page of a linearized file, or one that points
 * behind the end.
 * @param head the first bytes, a kilobyte or more
 * @param end the last TAIL_BYTES
 * @param size bytes of the file
 */
export function pdfCut(head: Buffer, end: Buffer, size: number): boolean {
  const text = end.toString('latin1');
  const last = [...text.matchAll(END)].at(-1);
  if (last === undefined || OBJECT.test(text.slice(last.index + last[0].length))) return true;
  const table = Number(last[1]);
  return table >= size || (table === 0 && head.includes('/Linearized', 0, 'latin1'));
}
