import type { Jpeg } from './jpeg.ts';
import type { JpegFrame } from './jpeg-frame.ts';
import type { ContentKind } from './kind.ts';
import type { Pdf } from './pdf.ts';

/** Every content has its size in bytes. */
interface Sized<Kind extends ContentKind> {
  readonly kind: Kind;
  readonly size: number;
}

/** A picture as its markers describe it; what the frame says is absent where no frame makes sense. */
export type JpegContent = Sized<'jpeg'> & Readonly<Omit<Jpeg, 'frame'>> & Partial<JpegFrame>;

/** A document. */
export type PdfContent = Sized<'pdf'> & Pdf;

/** A picture or a film of which only the end is looked for. */
export interface EndedContent extends Sized<'png' | 'bmp' | 'gif' | 'mp4' | 'mov'> {
  /** It ends before it should. */
  readonly cut: boolean;
}

/** Anything else: the kind is all that is known. */
export type OtherContent = Sized<Exclude<ContentKind, 'jpeg' | 'pdf' | EndedContent['kind']>>;

/** What a file is, by its bytes alone. */
export type Content = JpegContent | PdfContent | EndedContent | OtherContent;
