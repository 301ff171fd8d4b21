/** How the picture is packed: by the low two bits of the SOF marker. */
export type JpegMode = 'baseline' | 'extended' | 'progressive' | 'lossless';

/** `cmyk` is every picture of four components, YCCK too; `other` is one of two, or of five and more. */
export type JpegColour = 'grey' | 'ycc' | 'rgb' | 'cmyk' | 'other';

/** What the start of frame (SOFn) says of the picture itself. */
export interface JpegFrame {
  /** Pixels, as stored: EXIF Orientation 5 to 8 swaps the two when the picture is shown. */
  readonly width: number;
  /** Pixels; 0 when it shall follow later (DNL), which hardly any reader knows. */
  readonly height: number;
  /** Channels of colour. */
  readonly components: number;
  /** Bits of each. */
  readonly precision: number;
  readonly mode: JpegMode;
  readonly colour: JpegColour;
}

/** Which application segments came before: they tell three components of one sort from those of another. */
export interface Applications {
  readonly jfif: boolean;
  /** The transform of Adobe's APP14; null without one. */
  readonly adobe: number | null;
}

const MODES = ['baseline', 'extended', 'progressive', 'lossless'] as const;
const RGB = 'RGB';

/** Whether a marker starts a frame: C0 to CF but for DHT, JPG and DAC. */
export function startsFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Reads a start of frame; null when it is nonsense. */
export function jpegFrame(marker: number, segment: Uint8Array, applications: Applications): JpegFrame | null {
  const [precision = 0, h1 = 0, h0 = 0, w1 = 0, w0 = 0, components = 0] = segment;
  if (components === 0 || segment.length !== 6 + components * 3 || precision < 2 || precision > 16) return null;
  const names = Array.from({ length: components }, (_, n) => String.fromCharCode(segment[6 + n * 3] ?? 0)).join('');
  return {
    width: w1 * 256 + w0,
    height: h1 * 256 + h0,
    components,
    precision,
    mode: MODES[marker & 3] ?? 'baseline',
    colour: colourOf(components, names, applications),
  };
}

/** As libjpeg guesses it: JFIF is YCC, else Adobe says it, else the components' names do. */
function colourOf(components: number, names: string, { jfif, adobe }: Applications): JpegColour {
  if (components === 1) return 'grey';
  if (components === 4) return 'cmyk';
  if (components !== 3) return 'other';
  if (jfif) return 'ycc';
  return adobe === 0 || (adobe === null && names === RGB) ? 'rgb' : 'ycc';
}
