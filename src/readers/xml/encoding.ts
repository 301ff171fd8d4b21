import { beyondBig5, big5Table, isTrail } from '../big5/table.ts';
import type { XmlEncoding } from './types.ts';
import { sequenceLength, validBytes } from './utf8.ts';

/** Bytes that are looked at to tell UTF-16 and the XML declaration. */
export const HEAD = 1024;

/** How a file begins. */
export interface Beginning {
  /** By a byte order mark or the NULs of UTF-16; else to be told by the bytes above 0x7F. */
  readonly encoding: XmlEncoding | undefined;
  /** Bytes of the byte order mark. */
  readonly mark: number;
}

/** Tells UTF-16, and byte order marks. @param head the first bytes */
export function beginning(head: Uint8Array): Beginning {
  const [a, b, c, d] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', mark: 2 };
  if (a && b === 0 && c && d === 0) return { encoding: 'utf-16le', mark: 0 };
  if (a === 0 && b && c === 0 && d) return { encoding: 'utf-16be', mark: 0 };
  return { encoding: undefined, mark: 0 };
}

/** What the XML declaration says. */
export interface Declared {
  readonly declaration: boolean;
  readonly declared: string | undefined;
}

/** The XML declaration at the beginning of a text, read generously. */
export function declaredIn(head: string): Declared {
  const [declaration] = /^<\?xml\s[^>]*/.exec(head) ?? [];
  const [, declared] = /\sencoding\s*=\s*["']([^"']*)/.exec(declaration ?? '') ?? [];
  return { declaration: declaration !== undefined, declared };
}

type Family = 'big5' | 'utf-8' | 'gb' | undefined;

function familyOf(declared: string | undefined): Family {
  const name = declared?.toLowerCase().replace(/[\s_-]/g, '') ?? '';
  if (/^(big5|csbig5|cp950|ms950|windows950|xxbig5|950)/.test(name)) return 'big5';
  if (/^utf8/.test(name)) return 'utf-8';
  return /^(gb|cp936|windows936|xgbk|hzgb)/.test(name) ? 'gb' : undefined;
}

/** Of so many characters or more, so large a share may not be wrong. */
const ENOUGH = 20;
const MOST_WRONG = 0.3;

/** Characters beyond ASCII that bytes have in an encoding, and bytes that are none. */
interface Score {
  good: number;
  bad: number;
}

const share = ({ good, bad }: Score): number => (good + bad === 0 ? 1 : bad / (good + bad));

const isNoText = (score: Score): boolean => score.good + score.bad >= ENOUGH && share(score) > MOST_WRONG;

function utf8Score(bytes: Uint8Array): Score {
  const score = { good: 0, bad: 0 };
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i] as number;
    if (byte < 0x80) {
      i++;
      continue;
    }
    const wanted = sequenceLength(byte);
    const valid = validBytes(bytes, i, bytes.length);
    if (i + wanted > bytes.length) break;
    if (wanted > 0 && valid === wanted) score.good++;
    else score.bad++;
    i += valid;
  }
  return score;
}

/** `beyond`: of the bad ones, what HKSCS or a user-defined area gives a meaning. */
function big5Score(bytes: Uint8Array): Score & { readonly beyond: number } {
  const { units } = big5Table();
  const score = { good: 0, bad: 0, beyond: 0 };
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x80 || i + 1 === bytes.length) continue;
    const next = bytes[i + 1] as number;
    if (units[(byte << 8) | next] !== 0) score.good++;
    else {
      score.bad++;
      if (isTrail(next) && beyondBig5((byte << 8) | next) !== undefined) score.beyond++;
    }
    if (next >= 0x40) i++;
  }
  return score;
}

/**
 * Which encoding bytes really have: the one in which fewer are no character; where that does not decide, the declared one.
 * @param sample bytes, some of them above 0x7F
 */
export function encodingOf(sample: Uint8Array, declared: string | undefined): XmlEncoding {
  const family = familyOf(declared);
  const [utf8, big5] = [utf8Score(sample), big5Score(sample)];
  const [utf8Wrong, big5Wrong] = [share(utf8), share(big5)];
  if (utf8Wrong < big5Wrong) return isNoText(utf8) ? 'unclear' : 'utf-8';
  if (utf8Wrong === big5Wrong && family !== 'big5' && utf8Wrong < 1) return 'utf-8';
  // Where Big5 is declared, characters that are merely rare are text.
  const bad = big5.bad - (family === 'big5' ? big5.beyond : 0);
  return family === 'gb' || isNoText({ ...big5, bad }) ? 'unclear' : 'big5';
}
