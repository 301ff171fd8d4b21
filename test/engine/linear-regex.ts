/**
 * Whether a pattern is sure to need linear time on a backtracking engine: null, or why it may not. Conservative: what
 * it takes is linear, what it refuses may be. It refuses
 * - a repetition around anything that is itself of more than one length or way (`(a+)+`, `(a|ab)*`);
 * - two repetitions without end that may meet and share a character (`\d+\d+`, `a*b?a*`, `a*aa*`);
 * - a repetition without end in a pattern that may begin within it (`\d+x`: quadratic over all starts);
 * - look-arounds and back references.
 */
export function notLinear(source: string): string | null {
  try {
    const tree = new Parser(source).all();
    open(tree, []);
    const first = firstOf(tree);
    const beginsWithin = (each: Chars): boolean => !first || !each.isDisjointFrom(first);
    return !anchored(tree) && endlessIn(tree).some(beginsWithin)
      ? 'it may begin within a repetition without end'
      : null;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

class Refused extends Error {}

type Chars = ReadonlySet<string>;
type Node =
  | { kind: 'chars'; chars: Chars }
  | { kind: 'edge'; start: boolean }
  | { kind: 'sequence'; parts: Node[] }
  | { kind: 'choice'; parts: Node[] }
  | { kind: 'repeat'; part: Node; min: number; max: number };

const COMMON = Array.from({ length: 0x300 }, (_, code) => String.fromCharCode(code)).concat('\u3000', '\ufeff', '頭');
/** So many ways to repeat count as without end. */
const MANY = 50;

/** Reads what the rules use of the syntax; refuses the rest. */
class Parser {
  private at = 0;
  private readonly source: string;
  /** Characters that stand for all: common ones, and every one that the pattern names. */
  private readonly samples: readonly string[];

  constructor(source: string) {
    this.source = source;
    const named = [...source.matchAll(/\\u([0-9a-fA-F]{4})/g)].map(([, hex]) =>
      String.fromCharCode(Number(`0x${hex}`)),
    );
    this.samples = [...new Set([...COMMON, ...source, ...named])];
  }

  all(): Node {
    const tree = this.choice();
    if (this.at < this.source.length) throw new Refused(`not read: ${this.source.slice(this.at)}`);
    return tree;
  }

  private take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private choice(): Node {
    const parts = [this.sequence()];
    while (this.take('|')) parts.push(this.sequence());
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'choice', parts };
  }

  private sequence(): Node {
    const parts: Node[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.source[this.at] ?? '')) parts.push(this.repeat());
    return { kind: 'sequence', parts };
  }

  private repeat(): Node {
    const part = this.atom();
    const [text, low, comma, high] = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/.exec(this.source.slice(this.at)) ?? [];
    if (text === undefined) return part;
    this.at += text.length;
    this.take('?'); // lazy: the same work
    if (text === '*' || text === '+')
      return { kind: 'repeat', part, min: text === '+' ? 1 : 0, max: Number.POSITIVE_INFINITY };
    if (text === '?') return { kind: 'repeat', part, min: 0, max: 1 };
    const min = Number(low);
    return { kind: 'repeat', part, min, max: high ? Number(high) : comma ? Number.POSITIVE_INFINITY : min };
  }

  private atom(): Node {
    if (this.take('^')) return { kind: 'edge', start: true };
    if (this.take('$')) return { kind: 'edge', start: false };
    if (this.take('(?:') || (!this.source.startsWith('(?', this.at) && this.take('('))) {
      const inner = this.choice();
      if (!this.take(')')) throw new Refused('a group without end');
      return inner;
    }
    if (this.source.startsWith('(?', this.at)) throw new Refused('look-around');
    // A class, an escape or one character: read to its end, and left to the engine itself to say what it matches.
    const text = /^(?:\[\^?(?:\\.|[^\]\\])*\]|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\p\{\w+\}|\\.|[^\\])/s.exec(
      this.source.slice(this.at),
    )?.[0];
    if (text === undefined) throw new Refused(`not read: ${this.source.slice(this.at)}`);
    if (/^\\[1-9kbB]/.test(text)) throw new Refused('a back reference or word edge');
    this.at += text.length;
    const one = new RegExp(`^${text}$`, 'us');
    return { kind: 'chars', chars: new Set(this.samples.filter((char) => one.test(char))) };
  }
}

/** All characters in a node. */
function charsOf(node: Node): Chars {
  if (node.kind === 'chars') return node.chars;
  if (node.kind === 'edge') return new Set();
  if (node.kind === 'repeat') return charsOf(node.part);
  return new Set(node.parts.flatMap((part) => [...charsOf(part)]));
}

const canBeEmpty = (node: Node): boolean => {
  if (node.kind === 'chars') return false;
  if (node.kind === 'edge') return true;
  if (node.kind === 'repeat') return node.min === 0 || canBeEmpty(node.part);
  return node.kind === 'choice' ? node.parts.some(canBeEmpty) : node.parts.every(canBeEmpty);
};

const isEndless = (node: Node): boolean => node.kind === 'repeat' && node.max - node.min > MANY;

/** The characters of each repetition without end. */
function endlessIn(node: Node): Chars[] {
  if (isEndless(node)) return [charsOf(node)];
  if (node.kind === 'repeat') return endlessIn(node.part);
  return 'parts' in node ? node.parts.flatMap(endlessIn) : [];
}

/** The characters that a match begins with; null where it may begin with an edge or nothing. */
function firstOf(node: Node): Chars | null {
  if (node.kind === 'chars') return node.chars;
  if (node.kind === 'repeat') return node.min > 0 ? firstOf(node.part) : null;
  if (node.kind === 'sequence') return node.parts[0] ? firstOf(node.parts[0]) : null;
  if (node.kind === 'edge') return null;
  const firsts = node.parts.map(firstOf);
  return firsts.includes(null) ? null : new Set(firsts.flatMap((each) => [...(each ?? [])]));
}

/** Something inside may match in several lengths or ways. */
function varies(node: Node): boolean {
  if (node.kind === 'repeat') return node.min !== node.max || varies(node.part);
  return node.kind === 'choice' || (node.kind === 'sequence' && node.parts.some(varies));
}

/** The endless repetitions that may still go on when a node ends, given those that may go on when it begins. */
function open(node: Node, before: Chars[]): Chars[] {
  if (node.kind === 'edge') return before;
  if (node.kind === 'chars') return before.filter((each) => !each.isDisjointFrom(node.chars));
  if (node.kind === 'choice') return node.parts.flatMap((part) => open(part, before));
  if (node.kind === 'sequence') return node.parts.reduce((still, part) => open(part, still), before);
  if (node.max > 1 && varies(node.part)) throw new Refused('a repetition around something that varies');
  if (isEndless(node)) {
    const chars = charsOf(node.part);
    if (before.some((each) => !each.isDisjointFrom(chars)))
      throw new Refused('two repetitions without end may share a character');
    return node.min === 0 ? [...before, chars] : [chars];
  }
  const after = open(node.part, before);
  return node.min === 0 || canBeEmpty(node.part) ? [...before, ...after] : after;
}

/** Whether every way into the pattern begins at the start of the text. */
function anchored(node: Node): boolean {
  if (node.kind === 'edge') return node.start;
  if (node.kind === 'choice') return node.parts.every(anchored);
  if (node.kind === 'repeat') return node.min > 0 && anchored(node.part);
  return node.kind === 'sequence' && node.parts[0] !== undefined && anchored(node.parts[0]);
}
