/**
 * What a token is. `text` and `other` (comments, instructions, CDATA with its marks) may come in several pieces, one after
 * the other; `cdata` pieces belong to text, `other` pieces do not.
 */
export type TokenKind = 'text' | 'cdata' | 'other' | 'start' | 'end' | 'empty';

/** Told of each token: its very signs, and of tags their name. */
export type OnToken = (kind: TokenKind, raw: string, name: string) => void;

/** A reader of tags that keeps every sign. */
export interface Tokens {
  /** The next piece of the document. */
  feed(text: string): void;
  /** After the last piece. */
  end(): void;
}

/** What ends a token that is no tag. */
const CLOSERS = { cdata: ']]>', comment: '-->', instruction: '?>' } as const;
const CDATA = '<![CDATA[';
const COMMENT = '<!--';
/** So many signs are kept back where the end of a token may be cut. */
const KEPT = 1024;
const [QUOTE, APOSTROPHE, END] = [0x22, 0x27, 0x3e];

/** The place of the `>` that ends a tag; -1 where it is not there yet. */
function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let at = from; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (quote !== 0) {
      if (sign === quote) quote = 0;
    } else if (sign === END) return at;
    else if (sign === QUOTE || sign === APOSTROPHE) quote = sign;
  }
  return -1;
}

/** The name in a tag: what stands before a blank, `/` or `>`. */
function nameIn(raw: string, from: number): string {
  let at = from;
  while (at < raw.length && !' \t\r\n/>'.includes(raw[at] ?? '')) at++;
  return raw.slice(from, at);
}

/** A tag as it was met before, so that a million alike are one string. */
interface Tag {
  readonly kind: TokenKind;
  readonly raw: string;
  readonly name: string;
}

function tagOf(raw: string): Tag {
  if (raw[1] === '/') return { kind: 'end', raw, name: nameIn(raw, 2) };
  return { kind: raw.endsWith('/>') ? 'empty' : 'start', raw, name: nameIn(raw, 1) };
}

/** So many tags are remembered, of so many signs. */
const [MOST_TAGS, LONGEST_TAG] = [1_000, 40];

function tagMemory(): (raw: string) => Tag {
  const tags = new Map<string, Tag>();
  return (raw) => {
    const met = tags.get(raw);
    if (met) return met;
    const tag = tagOf(raw);
    if (raw.length <= LONGEST_TAG && tags.size < MOST_TAGS) tags.set(raw, tag);
    return tag;
  };
}

/** Whether the sign is the second byte of a double-byte sign: an odd number of high bytes stands before it. */
function isTrail(text: string, at: number): boolean {
  let high = 0;
  while (at - high > 0 && text.charCodeAt(at - high - 1) >= 0x80) high++;
  return high % 2 === 1;
}

/**
 * Parts a well-formed document without DOCTYPE into tokens, piece by piece; all of them together are the document again.
 * @param doubleByte each sign is a byte of Big5, whose second bytes may look like `]`
 */
export function tokens(onToken: OnToken, doubleByte: boolean): Tokens {
  const known = tagMemory();
  let rest = '';
  let within: keyof typeof CLOSERS | null = null;
  const closerAt = (text: string, closer: string, from: number): number => {
    let at = text.indexOf(closer, from);
    while (at >= 0 && doubleByte && closer === CLOSERS.cdata && isTrail(text, at)) at = text.indexOf(closer, at + 1);
    return at;
  };
  function begin(text: string, at: number): typeof within | 'tag' | 'cut' {
    if (text.startsWith(CDATA, at)) return 'cdata';
    if (text.startsWith(COMMENT, at)) return 'comment';
    if (text.startsWith('<?', at)) return 'instruction';
    const head = text.slice(at, at + CDATA.length);
    return CDATA.startsWith(head) || COMMENT.startsWith(head) ? 'cut' : 'tag';
  }
  /** @returns where the tag ends, or -1 */
  function tag(text: string, at: number): number {
    const end = tagEnd(text, at + 1);
    if (end < 0) return -1;
    const { kind, raw, name } = known(text.slice(at, end + 1));
    onToken(kind, raw, name);
    return end + 1;
  }
  return {
    feed(more) {
      const text = rest + more;
      let at = 0;
      let opened = 0; // signs of the opening mark, which cannot be those of the closing one
      for (;;) {
        if (within) {
          const closer = CLOSERS[within];
          const kind = within === 'cdata' ? 'cdata' : 'other';
          const end = closerAt(text, closer, at + opened);
          if (end < 0) {
            const until = Math.max(at, text.length - KEPT);
            if (until > at + opened) {
              onToken(kind, text.slice(at, until), '');
              at = until;
            } else if (opened > 0) within = null; // begins anew with the next piece
            break;
          }
          onToken(kind, text.slice(at, end + closer.length), '');
          at = end + closer.length;
          within = null;
          continue;
        }
        opened = 0;
        const next = text.indexOf('<', at);
        if (next !== at) onToken('text', next < 0 ? text.slice(at) : text.slice(at, next), '');
        at = next < 0 ? text.length : next;
        if (next < 0) break;
        const what = begin(text, at);
        if (what === 'cut') break;
        if (what === 'tag') {
          const end = tag(text, at);
          if (end < 0) break;
          at = end;
        } else {
          within = what;
          opened = what === 'cdata' ? CDATA.length : what === 'comment' ? COMMENT.length : 2;
        }
      }
      rest = text.slice(at);
    },
    end() {
      if (rest !== '') onToken('other', rest, '');
      rest = '';
    },
  };
}
