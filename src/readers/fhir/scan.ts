import { createScanner } from 'jsonc-parser';
import { Fault, Token } from './tokens.ts';

/** What is wrong with JSON text. */
export type SyntaxSlip =
  | 'cut-short'
  | 'trailing-comma'
  | 'missing-comma'
  | 'bad-string'
  | 'text-after-end'
  | 'comment'
  | 'unexpected';

/** Pointers asked for, as a tree; the scan writes the offset of every node it meets. */
export interface Wanted {
  readonly children: Map<string, Wanted>;
  offset: number | undefined;
}

/** What one pass over JSON text finds. */
export interface Scan {
  readonly error: { slip: SyntaxSlip; offset: number } | null;
  /** Names that occur twice in one object, with the place of the second; `keys` only to a depth of 100. */
  readonly duplicates: { keys: (string | number)[]; offset: number }[];
}

interface Level {
  readonly array: boolean;
  /** The names so far; a list while they are few, as in nearly all objects. */
  names: string[] | Set<string>;
  readonly wanted: Wanted | undefined;
  key: string;
  index: number;
}

/** `member`: the value after a colon. */
type Expect = 'value' | 'member' | 'value-or-close' | 'name' | 'name-or-close' | 'colon' | 'comma-or-close' | 'end';

const DEPTH = 100;
const LITERALS = new Set<number>([Token.string, Token.number, Token.true, Token.false, Token.null]);
const TRIVIA = new Set<number>([Token.blank, Token.lineBreak]);
const COMMENTS = new Set<number>([Token.lineComment, Token.blockComment]);

/** Where a wrong token stands. */
interface Spot {
  readonly expect: Expect;
  /** Inside an object or array. */
  readonly inside: boolean;
  /** Nothing follows. */
  readonly last: boolean;
  /** Right after a number: `007`, or a date without quotes. */
  readonly glued: boolean;
}

function slipOf(token: number, fault: number, { expect, inside, last, glued }: Spot): SyntaxSlip {
  if (COMMENTS.has(token)) return 'comment';
  if (token === Token.end) return 'cut-short';
  if (expect === 'end') return 'text-after-end';
  const halfString = fault === Fault.unfinishedString;
  if (last && (halfString || (inside && (fault !== Fault.none || token === Token.unknown)))) return 'cut-short';
  if (fault !== Fault.none) return token === Token.string ? 'bad-string' : 'unexpected';
  const closing = token === Token.closeBrace || token === Token.closeBracket;
  const comma = token === Token.comma;
  if ((closing || comma) && (expect === 'name' || expect === 'value')) return 'trailing-comma';
  return expect === 'comma-or-close' && !closing && !glued ? 'missing-comma' : 'unexpected';
}

const FEW = 16;

/** Remembers a name of an object; true when it is there already. */
function isRepeated(level: Level, name: string): boolean {
  const { names } = level;
  if (!Array.isArray(names)) return names.has(name) || !names.add(name);
  if (names.includes(name)) return true;
  names.push(name);
  if (names.length > FEW) level.names = new Set(names);
  return false;
}

/**
 * Goes over JSON text once, without recursion (10,000 levels are fine): finds the first syntax error and repeated
 * names, and fills in the offsets of `wanted`. Stops at the first error.
 */
export function scanJson(text: string, wanted?: Wanted): Scan {
  const scanner = createScanner(text, false);
  const duplicates: Scan['duplicates'] = [];
  const stack: Level[] = [];
  let expect: Expect = 'value';
  if (wanted) wanted.offset = 0;

  const enter = (offset: number): Wanted | undefined => {
    const top = stack.at(-1);
    if (!top) return wanted;
    const child = top.wanted?.children.get(top.array ? String(top.index) : top.key);
    if (child && top.array) child.offset ??= offset;
    return child;
  };
  const open = (array: boolean, offset: number): void => {
    const inner = enter(offset);
    stack.push({ array, names: [], wanted: inner, key: '', index: 0 });
    expect = array ? 'value-or-close' : 'name-or-close';
  };
  const afterValue = (): Expect => (stack.length === 0 ? 'end' : 'comma-or-close');
  const name = (value: string, offset: number): void => {
    const top = stack.at(-1);
    if (!top) return;
    top.key = value;
    if (isRepeated(top, value)) {
      const keys = stack.slice(0, DEPTH).map((level) => (level.array ? level.index : level.key));
      duplicates.push({ keys, offset });
    } else {
      const child = top.wanted?.children.get(value);
      if (child) child.offset ??= offset;
    }
    expect = 'colon';
  };

  let numberEnd = -1;
  const wrong = (token: number, fault: number, offset: number): Scan => {
    const last = scanner.getPosition() >= text.length;
    const slip = slipOf(token, fault, { expect, inside: stack.length > 0, last, glued: offset === numberEnd });
    return { error: { slip, offset }, duplicates };
  };

  for (;;) {
    const token: number = scanner.scan();
    if (TRIVIA.has(token)) continue;
    const offset = scanner.getTokenOffset();
    const top = stack.at(-1);
    const values = expect === 'value' || expect === 'value-or-close' || expect === 'member';
    const fault: number = scanner.getTokenError();
    if (token === Token.end && expect === 'end') return { error: null, duplicates };
    if (fault !== Fault.none || COMMENTS.has(token)) return wrong(token, fault, offset);
    if (values && token === Token.openBrace) open(false, offset);
    else if (values && token === Token.openBracket) open(true, offset);
    else if (values && LITERALS.has(token)) {
      enter(offset);
      if (token === Token.number) numberEnd = scanner.getPosition();
      expect = afterValue();
    } else if ((expect === 'name' || expect === 'name-or-close') && token === Token.string)
      name(scanner.getTokenValue(), offset);
    else if (expect === 'colon' && token === Token.colon) expect = 'member';
    else if (expect === 'comma-or-close' && token === Token.comma && top) {
      if (top.array) top.index++;
      expect = top.array ? 'value' : 'name';
    } else if (closes(token, top, expect)) {
      stack.pop();
      expect = afterValue();
    } else return wrong(token, fault, offset);
  }
}

function closes(token: number, top: Level | undefined, expect: Expect): boolean {
  if (!top || !(expect === 'comma-or-close' || expect === 'name-or-close' || expect === 'value-or-close')) return false;
  return token === (top.array ? Token.closeBracket : Token.closeBrace);
}
