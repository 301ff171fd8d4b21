import { exifOrientation, isExif } from './exif.ts';
import { type JpegFrame, jpegFrame, startsFrame } from './jpeg-frame.ts';
import { number, type Walk, type Want } from './walk.ts';

/** What the markers of a JPEG say; nothing is decoded. */
export interface Jpeg {
  /** Of the picture, never of a thumbnail; null when there is none that makes sense. */
  frame: JpegFrame | null;
  /** EXIF Orientation 1 to 8; null when it is not said. */
  orientation: number | null;
  /** The end marker was reached from marker to marker and scan to scan; a file that was cut short has none. */
  ended: boolean;
  /** No frame or scan up to where it ends, a picture without height or width, or segments that make no sense. */
  broken: boolean;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const TEM = 0x01;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP14 = 0xee;

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;
const starts = (segment: Uint8Array, name: string): boolean =>
  Buffer.from(segment.subarray(0, name.length)).toString('latin1') === name;

/** Before the first byte: what is not met stays so. */
export function emptyJpeg(): Jpeg {
  return { frame: null, orientation: null, ended: false, broken: true };
}

/** Walks from marker to marker up to the end marker, and notes what it meets in `jpeg`. */
export function* jpegWalk(jpeg: Jpeg): Walk {
  const met = { jfif: false, adobe: null as number | null, exif: false };
  yield { skip: 2 }; // SOI
  let marker = yield* nextMarker();
  for (;;) {
    if (marker === EOI) {
      jpeg.ended = true;
      return;
    }
    if (marker === SOI || marker === TEM || marker === 0 || isRestart(marker)) {
      marker = yield* nextMarker();
      continue;
    }
    const length = (yield* number(2)) - 2;
    if (length < 0) break;
    if (startsFrame(marker) && jpeg.frame === null) {
      jpeg.frame = jpegFrame(marker, yield { take: length }, met);
      if (jpeg.frame === null) break;
    } else if (marker === APP0) met.jfif ||= starts(yield { take: length }, 'JFIF\0');
    else if (marker === APP1 && !met.exif) {
      const segment = yield { take: length };
      met.exif = isExif(segment);
      if (met.exif) jpeg.orientation = exifOrientation(segment);
    } else if (marker === APP14) {
      const segment = yield { take: length };
      if (starts(segment, 'Adobe')) met.adobe = segment[11] ?? null;
    } else yield { skip: length };
    if (marker === SOS) {
      jpeg.broken = jpeg.frame === null || jpeg.frame.width === 0 || jpeg.frame.height === 0;
      marker = yield* pastScan();
    } else marker = yield* nextMarker();
  }
  jpeg.broken = true;
}

/** The next marker; any bytes before it are left out, as decoders do. */
function* nextMarker(): Generator<Want, number, Uint8Array> {
  yield { past: 0xff };
  let marker = 0xff;
  while (marker === 0xff) marker = yield* number(1); // fill bytes
  return marker;
}

/** Leaves out the data of a scan, in which FF 00 is a byte and restarts are no end. */
function* pastScan(): Generator<Want, number, Uint8Array> {
  let marker = 0;
  while (marker === 0 || isRestart(marker)) marker = yield* nextMarker();
  return marker;
}
