import { type ElementHead, ITEM, UNDEFINED } from './elements.ts';
import { type Budget, nextElement, passFragments, passNested } from './header-element.ts';
import { type Encoding, encodingOf, hasVr, META } from './header-encoding.ts';
import { inflatedDataSet } from './header-inflate.ts';
import { type Input, inputOf } from './header-input.ts';
import { HeaderStop } from './header-stop.ts';
import { TRANSFER_SYNTAX, textOf, WANTED } from './header-values.ts';
import { DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE } from './transfer-syntaxes.ts';
import type { DataSetEncoding, DicomHeader, Tag } from './types.ts';

/** What has been met so far. */
export interface Found {
  readonly values: Map<Tag, { readonly bytes: Buffer; readonly little: boolean }>;
  /** Absent until the pixels, or the end of the file, are reached. */
  pixels?: DicomHeader['pixels'];
  pixelBytes?: number;
  encoding?: DataSetEncoding;
}

/** (7FE0,0010) and its forms of floating point. */
const PIXELS: ReadonlySet<Tag> = new Set(['7fe00008', '7fe00009', '7fe00010']);
const NATIVE: ReadonlySet<string> = new Set([IMPLICIT_LITTLE, EXPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED]);
const ENCAPSULATES = /^1\.2\.840\.10008\.1\.2\.(?:1\.98$|4\.|5$|8\.)/;

/** Bytes; longer values are passed over, they make no sense for what we look at. */
const LONGEST = 4096;

/**
 * Goes through group 0002 and the data set to the end of the pixels.
 * @param input stands after `DICM`, or at the start of a file without
 * @param found is filled on the way
 * @param size bytes of the input, where they are known: pixels that it has room for are not read then
 * @throws HeaderStop; errors of the input
 */
export async function walk(
  input: Input,
  found: Found,
  budget: Budget,
  mostInflated: number,
  size: number | undefined,
): Promise<void> {
  for (;;) {
    const ahead = await input.peek(6);
    if (ahead.length < 6 || ahead.readUInt16LE(0) !== 0x0002 || !hasVr(ahead)) break;
    const head = await nextElement(input, META, budget);
    if (head) await pass(input, head, META, found, budget);
  }
  if (textOf(found.values, TRANSFER_SYNTAX) !== DEFLATED) return walkDataSet(input, found, budget, size);
  const inflated = inflatedDataSet(input.rest(), mostInflated);
  try {
    await walkDataSet(inputOf(inflated), found, budget, undefined);
  } finally {
    await inflated.return(undefined);
  }
}

async function walkDataSet(input: Input, found: Found, budget: Budget, size: number | undefined): Promise<void> {
  const start = await input.peek(8);
  if (start.length < 8) throw new HeaderStop('truncated');
  const encoding = encodingOf(start);
  if (!encoding) throw new HeaderStop('header');
  found.encoding = encoding.explicit ? (encoding.little ? 'explicit-little' : 'explicit-big') : 'implicit-little';
  for (;;) {
    const head = await nextElement(input, encoding, budget);
    if (!head) {
      found.pixels = 'none';
      return;
    }
    if (PIXELS.has(head.tag)) {
      found.pixels = pixelForm(head, textOf(found.values, TRANSFER_SYNTAX));
      if (head.length !== UNDEFINED) found.pixelBytes = head.length;
      if (head.length === UNDEFINED) return passFragments(input, encoding, budget);
      if (size !== undefined && input.passed() + head.length <= size) return;
      return input.skip(head.length);
    }
    if (head.tag === ITEM) throw new HeaderStop('header');
    await pass(input, head, encoding, found, budget);
  }
}

/** Passes a value, keeping it where it is wanted. In the data set, repeated elements of group 0002 come too late. */
async function pass(input: Input, head: ElementHead, encoding: Encoding, found: Found, budget: Budget): Promise<void> {
  if (head.length === UNDEFINED) return passNested(input, head, encoding, budget);
  if (WANTED.has(head.tag) && !found.values.has(head.tag) && head.length <= LONGEST) {
    const bytes = Buffer.from(await input.peek(head.length));
    if (bytes.length === head.length) found.values.set(head.tag, { bytes, little: encoding.little });
  }
  await input.skip(head.length);
}

function pixelForm({ length }: ElementHead, transferSyntax: string | undefined): DicomHeader['pixels'] {
  if (length === 0) return 'none';
  const native = transferSyntax !== undefined && NATIVE.has(transferSyntax);
  if (length === UNDEFINED) return native ? 'encapsulated-in-native' : 'encapsulated';
  if (transferSyntax === undefined || native) return 'native';
  return ENCAPSULATES.test(transferSyntax) ? 'encapsulated-with-length' : 'unknown';
}
