/** A full-width letter, digit or sign, or the wide blank. */
const FULL_WIDTH = /[\uff01-\uff5e\u3000]/g;
const PLAIN = /^[\x20-\x7e]*$/;

const DECODERS = ['utf-8', 'big5'].map((encoding) => new TextDecoder(encoding, { fatal: true, ignoreBOM: true }));

function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined; // not in this encoding
  }
}

/** The ways in which text beyond ASCII may have been meant: code units of UTF-16, or bytes of UTF-8 or Big5. */
function* readings(text: string): Generator<string> {
  yield text;
  if (/[\u0100-\uffff]/.test(text)) return;
  const bytes = Buffer.from(text, 'latin1');
  for (const decoder of DECODERS) {
    const reading = decoded(decoder, bytes);
    if (reading !== undefined) yield reading;
  }
}

/**
 * Text as it was most likely meant, to be shown: UTF-8 where the bytes are that, else Big5, else as it is.
 * @param text each byte, or code unit of UTF-16, one character
 */
export function textOf(text: string): string {
  const [own = text, reading = own] = readings(text);
  return reading;
}

/**
 * Text of full-width letters, digits and signs in half width. Undefined where any other sign is in it: then nobody knows
 * what was meant.
 * @param text each byte, or code unit of UTF-16, one character
 */
export function halfWidth(text: string): string | undefined {
  for (const reading of readings(text)) {
    const half = reading.replace(FULL_WIDTH, (sign) => sign.normalize('NFKC'));
    if (PLAIN.test(half)) return half;
  }
  return undefined;
}
