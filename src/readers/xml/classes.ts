/** What a byte is to XML, in bits; the same in ASCII, Big5 and UTF-8. */
export const HIGH = 1;
/** A control character that XML does not allow. */
export const CONTROL = 2;
export const AMPERSAND = 4;
export const LINE_FEED = 8;
export const CARRIAGE_RETURN = 16;
/** `]`, or the second byte of a character of Big5. */
export const BRACKET = 32;
/** Anything but a blank. */
export const SOLID = 64;

function classOf(byte: number): number {
  if (byte === 0x0a) return LINE_FEED;
  if (byte === 0x0d) return CARRIAGE_RETURN;
  if (byte === 0x09 || byte === 0x20) return 0;
  if (byte < 0x20) return CONTROL | SOLID;
  if (byte > 0x7f) return HIGH | SOLID;
  if (byte === 0x26) return AMPERSAND | SOLID;
  return byte === 0x5d ? BRACKET | SOLID : SOLID;
}

/** The classes of each byte. */
export const CLASSES: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => classOf(byte));

export const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
