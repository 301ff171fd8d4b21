/** A reference in a text, or a `&` that begins none. */
export type Reference =
  | { readonly at: number; readonly text: string; readonly numeric: boolean }
  | { readonly at: number; readonly wrong: 'entity' | 'character'; readonly sign: string };

const REFERENCE = /&(?:#([0-9]+);|#x([0-9a-fA-F]+);|([^\s&;<>"'#]+);)?/g;
const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };
const SHOWN = 20;

/** Whether XML allows a character. */
export const isXmlCharacter = (point: number): boolean =>
  point === 9 ||
  point === 10 ||
  point === 13 ||
  (point >= 0x20 && point <= 0xd7ff) ||
  (point >= 0xe000 && point <= 0xfffd) ||
  (point >= 0x10000 && point <= 0x10ffff);

function referenceOf([whole, decimal, hex, name]: RegExpExecArray, at: number): Reference {
  const sign = whole.slice(0, SHOWN);
  if (name !== undefined) {
    const text = Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name] : undefined;
    return text === undefined ? { at, wrong: 'entity', sign } : { at, text, numeric: false };
  }
  const digits = decimal ?? hex;
  if (digits === undefined) return { at, wrong: 'entity', sign };
  const point = Number.parseInt(digits, decimal === undefined ? 16 : 10);
  if (!isXmlCharacter(point)) return { at, wrong: 'character', sign };
  return { at, text: String.fromCodePoint(point), numeric: true };
}

/** A text with its references resolved: nothing is known but the five of XML and numbers. */
export interface Resolved {
  readonly text: string;
  /** The references in order; one that is wrong is the last. */
  readonly references: readonly Reference[];
}

/** A text with the line ends that XML gives it. */
export const lineEnds = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

/** Resolves the references of a text, and its line ends: a line end that is a reference stays what it is. */
export function resolve(text: string): Resolved {
  const references: Reference[] = [];
  let out = '';
  let from = 0;
  for (const match of text.matchAll(REFERENCE)) {
    const reference = referenceOf(match, match.index);
    references.push(reference);
    if ('wrong' in reference) break;
    out += lineEnds(text.slice(from, match.index)) + reference.text;
    from = match.index + match[0].length;
  }
  return { text: out + lineEnds(text.slice(from)), references };
}
