import type { JpegContent } from '../../readers/content/types.ts';
import type { JpegData } from './archive-record-type.ts';

/** Pixels of a block on either side. */
const BLOCK = 8;

/**
 * Whether the file can hold a picture of the size that it claims: Huffman coding spends at least one bit on each block
 * of 8 × 8 pixels, and lossless coding one on each pixel. Arithmetic coding could do with less, but hardly any program
 * reads it.
 */
function hasRoom({ size, width = 0, height = 0, mode }: JpegContent): boolean {
  const units = mode === 'lossless' ? width * height : Math.ceil(width / BLOCK) * Math.ceil(height / BLOCK);
  return size * 8 >= units;
}

/** Whether a JPEG can be shown, as far as its markers tell; nothing is decoded. */
export function jpegState(content: JpegContent): NonNullable<JpegData['state']> {
  if (content.broken) return 'broken'; // also where it ends before the picture begins
  if (!content.ended) return 'cut';
  return hasRoom(content) ? 'whole' : 'too-little';
}
