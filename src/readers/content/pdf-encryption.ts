import { type WrittenDict, writtenDict } from './pdf-syntax.ts';

/** What of a PDF its encryption is looked for in. */
export interface PdfParts {
  /** The first bytes: a linearized file says there whether it is encrypted. */
  readonly first: Buffer;
  /** The last bytes: every other file says it there. */
  readonly last: Buffer;
  /** Every byte, where they are kept. */
  readonly all: Buffer | null;
}

/** How far an encryption dictionary, or that of a trailer, may reach: an ordinary one has some hundred bytes. */
const DICT_BYTES = 65_536;
/** So many places are tried at most: words that look like what is sought may stand anywhere. */
const TRIES = 100;
const TRAILER = /\btrailer(?=[\0\t\n\f\r %<])|\/XRef\b/g;
const REFERENCE = /^(\d{1,9})\s+(\d{1,5})\s+R$/;

/**
 * A PDF of one empty catalog with the encryption of another: it opens with the same passwords, and is small however
 * large the other is.
 * @returns null when the trailer or the encryption dictionary cannot be found
 */
export function encryptionAlone(parts: PdfParts): Uint8Array<ArrayBuffer> | null {
  const trailer = encryptedTrailer(parts);
  const encrypt = trailer?.get('Encrypt');
  const id = trailer?.get('ID');
  if (encrypt === undefined || !id?.startsWith('[')) return null;
  if (encrypt.startsWith('<<')) return composed(id, encrypt);
  const [, number, generation] = REFERENCE.exec(encrypt) ?? [];
  if (number === undefined || generation === undefined) return null;
  const { first, last, all } = parts;
  for (const part of [last, all ?? first]) {
    const dict = objectIn(part, `${Number(number)} ${Number(generation)} obj`);
    if (dict !== null) return composed(id, dict, Number(number), Number(generation));
  }
  return null;
}

/** The trailer that says how the file is encrypted: the last, or of a linearized file the first. */
function encryptedTrailer({ first, last }: PdfParts): WrittenDict['entries'] | null {
  const final = trailerIn(last, 'last');
  if (final?.has('Encrypt')) return final;
  if (!first.subarray(0, 2_048).includes('/Linearized', 0, 'latin1')) return null;
  return trailerIn(first, 'first');
}

/** The first or last dictionary of a trailer or of a cross-reference stream. */
function trailerIn(part: Buffer, which: 'first' | 'last'): WrittenDict['entries'] | null {
  const text = part.toString('latin1');
  const places = [...text.matchAll(TRAILER)];
  if (which === 'last') places.reverse();
  for (const { 0: word, index } of places.slice(0, TRIES)) {
    const start = word === 'trailer' ? index + word.length : text.lastIndexOf('obj', index) + 3;
    if (index - start > DICT_BYTES) continue;
    const entries = writtenDict(text.slice(start, start + DICT_BYTES), 0)?.entries;
    if (entries !== undefined && (word === 'trailer' || entries.get('Type') === '/XRef')) return entries;
  }
  return null;
}

/** The dictionary that is the last object with this start, as it is written. */
function objectIn(part: Buffer, start: string): string | null {
  let at = part.length;
  for (let n = 0; n < TRIES && at > 0; n++) {
    at = part.lastIndexOf(start, at - 1, 'latin1');
    if (at === -1) return null;
    const text = part.toString('latin1', Math.max(0, at - 1), at + start.length + DICT_BYTES);
    const from = text.indexOf(start) + start.length;
    const end = /^\d/.test(text) && at > 0 ? undefined : writtenDict(text, from)?.end;
    if (end !== undefined) return text.slice(from, end);
  }
  return null;
}

/** The small PDF; the dictionary stands in its trailer, or in an object of the number that it had. */
function composed(id: string, dict: string, number = 0, generation = 0): Uint8Array<ArrayBuffer> {
  const objects = [
    ...(number > 0 ? [`${number} ${generation} obj\n${dict}\nendobj\n`] : []),
    `${number + 1} 0 obj\n<</Type/Catalog/Pages ${number + 2} 0 R>>\nendobj\n`,
    `${number + 2} 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n`,
  ];
  let text = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';
  const table = objects.map((object, n) => {
    const at = String(text.length).padStart(10, '0');
    text += object;
    return `${at} ${String(number > 0 && n === 0 ? generation : 0).padStart(5, '0')} n \n`;
  });
  const encrypt = number > 0 ? `${number} ${generation} R` : dict;
  const begins = number > 0 ? number : 1;
  const trailer = `<</Root ${number + 1} 0 R/Size ${number + 3}/Encrypt ${encrypt}/ID ${id}>>`;
  const xref = `xref\n0 1\n0000000000 65535 f \n${begins} ${table.length}\n${table.join('')}`;
  text += `${xref}trailer\n${trailer}\nstartxref\n${text.length}\n%%EOF\n`;
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}
