/** What a grey JPEG says of itself that is not so. */
export interface GreyJpegClaims {
  /** Width and height in its frame header; the data stays that of `width` and `height`. */
  readonly frame?: readonly [width: number, height: number];
  /** A thumbnail of this size in its EXIF segment. */
  readonly thumbnail?: readonly [width: number, height: number];
}

const u16 = (value: number): number[] => [value >> 8, value & 0xff];
const segment = (marker: number, body: readonly number[]): number[] => [0xff, marker, ...u16(body.length + 2), ...body];
const START = [0xff, 0xd8];
const END = [0xff, 0xd9];

/** One code of one bit, for the value 0. */
const ONLY_ZERO = [1, ...Array<number>(15).fill(0), 0];

function frame(width: number, height: number): number[] {
  return [
    ...segment(0xdb, [0, ...Array<number>(64).fill(16)]),
    ...segment(0xc0, [8, ...u16(height), ...u16(width), 1, 1, 0x11, 0]),
    ...segment(0xc4, [0x00, ...ONLY_ZERO]),
    ...segment(0xc4, [0x10, ...ONLY_ZERO]),
    ...segment(0xda, [1, 1, 0x00, 0, 63, 0]),
  ];
}

/** Two bits for each block: no difference, end of block. */
function blocks(width: number, height: number): Buffer {
  const bits = 2 * Math.ceil(width / 8) * Math.ceil(height / 8);
  const bytes = Buffer.alloc(Math.ceil(bits / 8));
  if (bits % 8 > 0) bytes[bytes.length - 1] = 0xff >> (bits % 8);
  return bytes;
}

/** A baseline JPEG of one grey, as small as one can be: 8 KB for 1,400 × 1,400. Every decoder takes it. */
export function greyJpeg(width: number, height: number, { frame: told, thumbnail }: GreyJpegClaims = {}): Buffer {
  const small = thumbnail ? [...Buffer.from('Exif\0\0'), ...greyJpeg(...thumbnail)] : [];
  const head = [
    ...START,
    ...(thumbnail ? segment(0xe1, small) : []),
    ...frame(...(told ?? ([width, height] as const))),
  ];
  return Buffer.concat([Buffer.from(head), blocks(width, height), Buffer.from(END)]);
}
