/** What an XSD refuses, without any value of the file. */
export type XsdProblem =
  /** Another root than the schema's. */
  | 'root'
  /** An element in a place where another one has to stand. */
  | 'unexpected'
  /** An element ends before all that it must hold. */
  | 'missing'
  | 'attribute'
  /** Text beside the elements of a segment. */
  | 'text'
  /** Elements within a field. */
  | 'nested'
  /** None of the codes. */
  | 'codes'
  /** Not of the shape that the pattern says. */
  | 'shape'
  /** Too many characters, or too few. */
  | 'length'
  /** Not well-formed, or not in the encoding that it declares: nothing was held against the schema. */
  | 'broken'
  | 'other';

/** One of them. */
export interface XsdError {
  readonly problem: XsdProblem;
  /** 1-based; 0 where it is not known. */
  readonly line: number;
  /** As libxml2 writes it: without an index where an element has no sibling of its name. */
  readonly xpath?: string;
  /** The element, as written. */
  readonly tag?: string;
  /** What may stand there instead. */
  readonly expected?: readonly string[];
  /** How many characters, and how many it should have at the most (or exactly). */
  readonly found?: number;
  readonly most?: number;
}

/** What libxml2 tells of an error. */
export interface Told {
  readonly message: string;
  readonly line: number;
  readonly xpath?: string;
}

const BY_FACET: Readonly<Record<string, XsdProblem>> = {
  enumeration: 'codes',
  pattern: 'shape',
  length: 'length',
  minLength: 'length',
  maxLength: 'length',
};

const BY_WORDS: readonly (readonly [string, XsdProblem])[] = [
  ['This element is not expected.', 'unexpected'],
  ['Missing child element(s).', 'missing'],
  ['Character content', 'text'],
  ['Element content is not allowed', 'nested'],
  ['No matching global declaration', 'root'],
  ["The element is not 'nillable'.", 'attribute'],
];

function lengths(rest: string): Pick<XsdError, 'found' | 'most'> {
  const [, found, most] = /length of '(\d+)';.* length of '(\d+)'\.$/s.exec(rest) ?? [];
  return found && most ? { found: Number(found), most: Number(most) } : {};
}

function expectation(rest: string): Pick<XsdError, 'expected'> {
  const [, list] = /Expected is (?:one of )?\( ([^)]*) \)\.$/.exec(rest) ?? [];
  return list ? { expected: list.split(', ') } : {};
}

/** Reads what libxml2 says in its words; the values in them are left out. */
export function xsdError({ message, line, xpath }: Told): XsdError {
  const place = { line, ...(xpath === undefined ? {} : { xpath }) };
  const [, name, attribute, rest = ''] = /^Element '([^']*)'(, attribute '[^']*')?: (.*)$/s.exec(message.trim()) ?? [];
  if (name === undefined) return { problem: 'other', ...place };
  const tag = name.replace(/^\{.*\}/s, '');
  if (attribute) return { problem: 'attribute', ...place, tag };
  const facet = /^\[facet '(\w+)'\]/.exec(rest)?.[1];
  const problem = facet ? BY_FACET[facet] : BY_WORDS.find(([words]) => rest.startsWith(words))?.[1];
  if (problem === 'length') return { problem, ...place, tag, ...lengths(rest) };
  return { problem: problem ?? 'other', ...place, tag, ...expectation(rest) };
}
