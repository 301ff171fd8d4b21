/** How the bytes of a text are signs. */
export type TextEncoding = 'big5' | 'utf-8';

/** The fields of which NHI wants these five signs in full width. */
export const FULL_WIDTH_TAGS: ReadonlySet<string> = new Set([
  'h22',
  'r2',
  'r3',
  'r4',
  'r5',
  'r6-1',
  'r6-2',
  'r7',
  ...Array.from({ length: 9 }, (_, i) => `r8-${i + 1}`),
  'r11',
]);

/**
 * What the five signs become. NHI names ＂ (U+FF02) for the last one, which has no Big5 code: like NHI's own ’ for ', it
 * becomes the closing quotation mark, ” (U+201D), which has one.
 */
const FULL = { '<': '＜', '>': '＞', '&': '＆', "'": '’', '"': '”' } as const;
type Sign = keyof typeof FULL;

/** Their bytes, each byte one character. */
const BYTES: Readonly<Record<TextEncoding, Readonly<Record<Sign, string>>>> = {
  big5: { '<': '\xa1\xd5', '>': '\xa1\xd6', '&': '\xa1\xae', "'": '\xa1\xa6', '"': '\xa1\xa8' },
  'utf-8': Object.fromEntries(
    Object.entries(FULL).map(([sign, full]) => [sign, Buffer.from(full).toString('latin1')]),
  ) as Record<Sign, string>,
};

const NAMED: Readonly<Record<string, Sign>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };

/** What may stand in a field: CDATA, comments, instructions, references, and the signs themselves. */
const PIECES = /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|&([^;<&\s]{1,12});|[>'"]/g;
const ANY = /[<>&'"]/;
const SIGNS = /[<>&'"]/g;
/** A reference in the decoded text: somebody has escaped twice, and nobody can say what was meant. */
const TWICE = /&(?:lt|gt|amp|quot|apos|#\d+|#x[\da-f]+);/i;
/** A `]` that may be the second byte of a sign: then the end of CDATA cannot be told by bytes. */
const UNCLEAR_CDATA = /<!\[CDATA\[[\s\S]*[\x80-\xff]\]/;

/** The sign that a reference stands for, without `&` and `;`. */
function signOf(reference: string): string | undefined {
  const named = NAMED[reference];
  if (named) return named;
  const [, hex, decimal] = /^#(?:x([\da-f]+)|(\d+))$/i.exec(reference) ?? [];
  const code = hex ? Number.parseInt(hex, 16) : Number(decimal ?? Number.NaN);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** A longer text than any field has is not looked into. */
const LONGEST = 2 ** 20;

const isSign = (sign: string | undefined): sign is Sign => sign !== undefined && Object.hasOwn(FULL, sign);

/** The text of a field without its marks; bytes beyond ASCII stay. */
const decoded = (raw: string): string =>
  raw.replace(PIECES, (piece, cdata: string | undefined, reference: string | undefined) => {
    if (cdata !== undefined) return cdata;
    if (reference !== undefined) return signOf(reference) ?? piece;
    return piece.startsWith('<') ? '' : piece;
  });

/** Bytes of a text as NHI counts them: four for each sign beyond ASCII. */
function fourBytes(raw: string, encoding: TextEncoding): number {
  const text = new TextDecoder(encoding).decode(Buffer.from(decoded(raw), 'latin1'));
  let count = 0;
  for (const sign of text) count += sign < '\x80' ? 1 : 4;
  return count;
}

/** A text with the five signs in full width. */
export interface Widened {
  readonly text: string;
  /** How many " became ”. */
  readonly quotes: number;
}

/**
 * Turns the five signs of a field into full width, however they are written (`<` as &lt; &#60; or in CDATA); all else
 * stays byte for byte.
 * @param raw what stands between the tags, each byte one character
 * @param length of the field; a text that four bytes for each of these signs would make longer than that is left alone
 * @returns null where there is none of these signs; `left` where nobody can say what was meant, or it grew too long
 */
export function widened(raw: string, encoding: TextEncoding, length: number): Widened | 'left' | null {
  if (!ANY.test(raw)) return null;
  if (raw.length > LONGEST) return 'left';
  const text = decoded(raw);
  const signs = text.match(SIGNS)?.length ?? 0;
  if (signs === 0) return null;
  if (TWICE.test(text) || (encoding === 'big5' && UNCLEAR_CDATA.test(raw))) return 'left';
  const before = fourBytes(raw, encoding);
  if (before <= length && before + 3 * signs > length) return 'left';
  const bytes = BYTES[encoding];
  let quotes = 0;
  const full = (sign: Sign): string => {
    if (sign === '"') quotes++;
    return bytes[sign];
  };
  const made = raw.replace(PIECES, (piece, cdata: string | undefined, reference: string | undefined) => {
    if (cdata !== undefined) return `<![CDATA[${cdata.replace(SIGNS, (sign) => full(sign as Sign))}]]>`;
    if (reference !== undefined) {
      const sign = signOf(reference);
      return isSign(sign) ? full(sign) : piece;
    }
    return isSign(piece) ? full(piece) : piece;
  });
  return { text: made, quotes };
}
