import { sought, tail, whole } from './bytes.ts';
import { pdfCut, TAIL_BYTES } from './pdf-end.ts';
import { type PdfBounds, type PdfInside, pdfInside } from './pdf-inside.ts';
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
  /** Larger PDFs are not kept in memory: neither `form` nor whether an encrypted one opens is known of them. */
  readonly wholeBytes: number;
}

/** Follows a PDF up to its end. A parser is started only for an encrypted one, or when `form` is wanted. */
export function followPdf(head: Buffer, options: PdfOptions): { feed: Feed; end(size: number): Promise<Pdf> } {
  const all = whole(options.wholeBytes);
  const last = tail(TAIL_BYTES);
  const encrypt = sought('/Encrypt');
  return {
    feed(bytes) {
      all.add(bytes);
      last.add(bytes);
      encrypt.add(bytes);
    },
    async end(size) {
      const cut = pdfCut(head, last.bytes(), size);
      const unread: PdfInside = { encrypted: encrypt.found() ? 'unknown' : 'no', form: 'unknown' };
      if (!options.form && !encrypt.found()) return { cut, ...unread };
      const bytes = all.bytes();
      if (bytes === null) return { cut, ...unread };
      const { encrypted, form } = await pdfInside(bytes, options);
      return {
        cut,
        encrypted: encrypt.found() ? encrypted : 'no',
        form: options.form ? form : 'unknown',
      };
    },
  };
}
