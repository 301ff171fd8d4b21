import { sought, start, tail, whole } from './bytes.ts';
import { encryptionAlone } from './pdf-encryption.ts';
import { pdfCut, TAIL_BYTES } from './pdf-end.ts';
import { type PdfBounds, type PdfEncryption, type PdfInside, pdfInside } from './pdf-inside.ts';
import type { Feed } from './walk.ts';

/** What a PDF is like. */
export interface Pdf extends PdfInside {
  /** It ends before it should. */
  readonly cut: boolean;
}

/** What is wanted of a PDF, and what it may cost. */
export interface PdfOptions extends PdfBounds {
  /** Whether to look for fields to fill in; that takes a parser and a thread. */
  readonly form: boolean;
  /** Larger PDFs are not kept in memory: `form` is not known of them, and whether they open only by their ends. */
  readonly wholeBytes: number;
}

/** How much of the beginning is kept of a PDF of any size. */
const START_BYTES = 2 ** 20;

/** Follows a PDF up to its end. A parser is started only for an encrypted one, or when `form` is wanted. */
export function followPdf(head: Buffer, options: PdfOptions): { feed: Feed; end(size: number): Promise<Pdf> } {
  const all = whole(options.wholeBytes);
  const first = start(START_BYTES);
  const last = tail(TAIL_BYTES);
  const encrypt = sought('/Encrypt');
  return {
    feed(bytes) {
      all.add(bytes);
      first.add(bytes);
      last.add(bytes);
      encrypt.add(bytes);
    },
    async end(size) {
      const end = last.bytes();
      const cut = pdfCut(head, end, size);
      const encrypted = encrypt.found();
      if (!options.form && !encrypted) return { cut, encrypted: 'no', form: 'unknown' };
      const bytes = all.bytes();
      const alone = encrypted ? await ofEncryption({ first: first.bytes(), last: end, all: bytes }, options) : 'no';
      const known = alone !== 'unknown';
      if (bytes === null || (known && !options.form) || alone === 'password') {
        return { cut, encrypted: alone, form: 'unknown' };
      }
      const inside = await pdfInside(bytes, options);
      return { cut, encrypted: known ? alone : inside.encrypted, form: options.form ? inside.form : 'unknown' };
    },
  };
}

/** Whether it opens without a password, by its encryption alone. */
async function ofEncryption(
  { first, last, all }: { first: Buffer; last: Buffer; all: Uint8Array<ArrayBuffer> | null },
  bounds: PdfBounds,
): Promise<PdfEncryption> {
  const alone = encryptionAlone({ first, last, all: all === null ? null : Buffer.from(all.buffer) });
  return alone === null ? 'unknown' : (await pdfInside(alone, bounds)).encrypted;
}
