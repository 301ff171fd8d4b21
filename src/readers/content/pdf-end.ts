/** How many bytes from the end are looked at: so much rubbish may follow the end mark. */
export const TAIL_BYTES = 2 ** 20;

const OBJECT = /\d[\s\0]{1,9}\d{1,9}[\s\0]{1,9}obj\b/;
const START = /startxref[\s\0]+(-?\d{1,12})(?!\d)/g;
/** A whole number, and behind it nothing but blanks and a part of the mark. */
const UNMARKED = /startxref[\s\0]+(\d{1,12})[\s\0]+(?:%%?E?O?)?$/;
const TABLE = /^(?:xref\b|\d{1,9}\s+\d{1,5}\s+obj\b)/;

/**
 * Whether a PDF was cut short: no end mark near its end, or one that belongs to what came before the missing part:
 * of the older version (the newer begins behind it), or of the first page of a linearized file. Where only the mark
 * itself is missing, nothing is: the number before it leads to a table. One that leads elsewhere is wrong, not cut.
 * @param head the first bytes, a kilobyte or more
 * @param end the last TAIL_BYTES
 * @param size bytes of the file
 */
export function pdfCut(head: Buffer, end: Buffer, size: number): boolean {
  const text = end.toString('latin1');
  if (!head.includes('obj', 0, 'latin1') && !text.includes('obj')) return true;
  const mark = text.lastIndexOf('%%EOF');
  const behind = mark === -1 ? text : text.slice(mark);
  if (mark === -1 || OBJECT.test(behind)) return !endsUnmarked(text, size);
  const last = [...text.slice(0, mark).matchAll(START)].at(-1);
  return last !== undefined && Number(last[1]) === 0 && head.includes('/Linearized', 0, 'latin1');
}

/** Whether everything is there but the mark. */
function endsUnmarked(text: string, size: number): boolean {
  const last = UNMARKED.exec(text.slice(-1_024));
  const at = Number(last?.[1]) - (size - text.length);
  return at >= 0 && TABLE.test(text.slice(at, at + 32));
}
