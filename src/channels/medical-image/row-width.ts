/** Full-width signs begin here; each is 0xFEE0 above its half-width twin. */
const FIRST = 0xff01;
const LAST = 0xff5e;
const APART = 0xfee0;

/** The full-width digits and letters of Big5: their second bytes, by first byte, with the half-width sign of the first. */
const BIG5: readonly { lead: number; first: number; last: number; sign: number }[] = [
  { lead: 0xa2, first: 0xaf, last: 0xb8, sign: 0x30 },
  { lead: 0xa2, first: 0xcf, last: 0xe8, sign: 0x41 },
  { lead: 0xa2, first: 0xe9, last: 0xfe, sign: 0x61 },
  { lead: 0xa3, first: 0x40, last: 0x43, sign: 0x77 },
  { lead: 0xa1, first: 0x44, last: 0x44, sign: 0x2e },
  { lead: 0xa1, first: 0xc4, last: 0xc4, sign: 0x5f },
];

function fromUtf8(text: string, at: number): number | undefined {
  if (text.charCodeAt(at) !== 0xef) return undefined;
  const sign = 0xf000 | ((text.charCodeAt(at + 1) & 0x3f) << 6) | (text.charCodeAt(at + 2) & 0x3f);
  return sign >= FIRST && sign <= LAST ? sign - APART : undefined;
}

function fromBig5(text: string, at: number): number | undefined {
  const [lead, trail] = [text.charCodeAt(at), text.charCodeAt(at + 1)];
  const range = BIG5.find((one) => one.lead === lead && trail >= one.first && trail <= one.last);
  return range && range.sign + trail - range.first;
}

function whole(
  text: string,
  sign: (text: string, at: number) => number | undefined,
  bytes: number,
): string | undefined {
  let half = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) {
      half += text[at];
      continue;
    }
    const read = sign(text, at);
    if (read === undefined) return undefined;
    half += String.fromCharCode(read);
    at += bytes - 1;
  }
  return half;
}

const fromUnicode = (text: string, at: number): number | undefined => {
  const code = text.charCodeAt(at);
  return code >= FIRST && code <= LAST ? code - APART : undefined;
};

/**
 * The same text in half-width signs, where nothing but full-width ASCII twins stands in it.
 * @param text bytes as characters (UTF-8 or Big5 read as latin1), or decoded text (from UTF-16)
 * @returns undefined when it holds anything else beyond ASCII, or nothing full-width at all
 */
export function halfWidth(text: string): string | undefined {
  let beyond = false;
  for (let i = 0; i < text.length && !beyond; i++) beyond = text.charCodeAt(i) > 0x7f;
  if (!beyond) return undefined;
  return whole(text, fromUtf8, 3) ?? whole(text, fromBig5, 2) ?? whole(text, fromUnicode, 1);
}
