const BLANK = /(?:[\0\t\n\f\r ]+|%[^\r\n]*)*/y;
/** A reference before a number; a text in brackets only by its start. */
const TOKEN =
  /\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])|<<|>>|[[\](]|<[\0\t\n\f\r \da-f]*>|\/?[^\0\t\n\f\r ()<>[\]{}/%]+/iy;

/** A dictionary as it is written: the names of its entries, and the text of each value. */
export interface WrittenDict {
  readonly entries: ReadonlyMap<string, string>;
  /** Where it ends in the text. */
  readonly end: number;
}

/** The dictionary that begins at `at`, after blanks; null when none does, or when it does not end as it should. */
export function writtenDict(text: string, at: number): WrittenDict | null {
  const entries = new Map<string, string>();
  let next = afterBlanks(text, at);
  if (!text.startsWith('<<', next)) return null;
  next = afterBlanks(text, next + 2);
  while (!text.startsWith('>>', next)) {
    const name = tokenAt(text, next);
    if (!name?.startsWith('/')) return null;
    const start = afterBlanks(text, next + name.length);
    const end = valueEnd(text, start);
    if (end === null) return null;
    entries.set(name.slice(1), text.slice(start, end));
    next = afterBlanks(text, end);
  }
  return { entries, end: next + 2 };
}

/** Where the blanks and comments that begin at `at` end. */
function afterBlanks(text: string, at: number): number {
  BLANK.lastIndex = at;
  return at + (BLANK.exec(text)?.[0].length ?? 0);
}

function tokenAt(text: string, at: number): string | undefined {
  TOKEN.lastIndex = at;
  return TOKEN.exec(text)?.[0];
}

/** Where the value ends that begins at `at`; null when there is none or it has no end. */
function valueEnd(text: string, at: number): number | null {
  let depth = 0;
  let next = at;
  do {
    next = afterBlanks(text, next);
    const token = tokenAt(text, next);
    if (token === undefined) return null;
    const end = token === '(' ? stringEnd(text, next) : next + token.length;
    if (end === null) return null;
    next = end;
    if (token === '<<' || token === '[') depth++;
    if (token === '>>' || token === ']') depth--;
    if (depth < 0) return null;
  } while (depth > 0);
  return next;
}

/** Where a text ends that begins with a round bracket at `at`; it may hold such brackets in pairs, and escaped. */
function stringEnd(text: string, at: number): number | null {
  let depth = 0;
  for (let n = at; n < text.length; n++) {
    const sign = text[n];
    if (sign === '\\') n++;
    else if (sign === '(') depth++;
    else if (sign === ')' && --depth === 0) return n + 1;
  }
  return null;
}
