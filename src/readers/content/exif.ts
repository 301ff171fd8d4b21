const IDENTIFIER = 'Exif\0\0';
const ORIENTATION = 0x0112;
const SHORT = 3;
const ENTRY = 12;

/** Whether the content of an APP1 segment is EXIF (it may be XMP too). */
export function isExif(segment: Uint8Array): boolean {
  return Buffer.from(segment.subarray(0, IDENTIFIER.length)).toString('latin1') === IDENTIFIER;
}

/** The Orientation (1 to 8) of an EXIF segment's main picture, not of its thumbnail; null when it does not say. */
export function exifOrientation(segment: Uint8Array): number | null {
  const tiff = segment.subarray(IDENTIFIER.length);
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (view.byteLength < 8) return null;
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return null;
  const little = order === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > view.byteLength) return null;
  const count = view.getUint16(directory, little);
  for (let at = directory + 2, n = 0; n < count && at + ENTRY <= view.byteLength; at += ENTRY, n++) {
    if (view.getUint16(at, little) !== ORIENTATION || view.getUint16(at + 2, little) !== SHORT) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}
