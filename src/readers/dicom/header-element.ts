import dicomParser from 'dicom-parser';
import { type ElementHead, elementHead, ITEM, ITEM_END, SEQUENCE_END, UNDEFINED } from './elements.ts';
import type { Encoding } from './header-encoding.ts';
import type { Input } from './header-input.ts';
import { HeaderStop } from './header-stop.ts';

/** How much of a header is followed. */
export interface Budget {
  /** Heads of elements and items that may still be read. */
  elements: number;
  /** Sequences and items of undefined length, one in the other. */
  readonly depth: number;
}

/** The longest head: tag, VR, two bytes reserved, length of four. */
const HEAD = 12;

/**
 * Reads the head of the next element or item, passing it.
 * @returns null at the end of the input, and where less than a head of zeros is left (padding)
 * @throws HeaderStop
 */
export async function nextElement(
  input: Input,
  { explicit, little }: Encoding,
  budget: Budget,
): Promise<ElementHead | null> {
  const bytes = await input.peek(HEAD);
  if (bytes.length < 8 && bytes.every((byte) => byte === 0)) return null;
  if (budget.elements-- <= 0) throw new HeaderStop('limit');
  const parser = little ? dicomParser.littleEndianByteArrayParser : dicomParser.bigEndianByteArrayParser;
  const head = elementHead(new dicomParser.ByteStream(parser, bytes, 0), explicit, bytes.length);
  if (!head) throw new HeaderStop(bytes.length < HEAD ? 'truncated' : 'header');
  await input.skip(head.start);
  return head;
}

/**
 * Passes a value of undefined length with all that is nested in it; values with a length are passed whole.
 * @param found its head
 * @throws HeaderStop
 */
export async function passNested(input: Input, found: ElementHead, encoding: Encoding, budget: Budget): Promise<void> {
  const open: Encoding[] = [inside(found, encoding)];
  for (let around = open.at(-1); around; around = open.at(-1)) {
    const head = await nextElement(input, around, budget);
    if (!head) throw new HeaderStop('truncated');
    if (head.tag === ITEM_END || head.tag === SEQUENCE_END) open.pop();
    else if (head.length !== UNDEFINED) await input.skip(head.length);
    else if (open.push(inside(head, around)) > budget.depth) throw new HeaderStop('too-deep');
  }
}

/** Within UN of undefined length nothing has a VR (PS3.5 6.2.2 note 4). */
function inside({ vr }: ElementHead, encoding: Encoding): Encoding {
  return vr === 'UN' ? { explicit: false, little: true } : encoding;
}

/**
 * Passes the fragments of encapsulated pixels, up to their delimiter or to what is none.
 * @throws HeaderStop `truncated` where the input ends before
 */
export async function passFragments(input: Input, encoding: Encoding, budget: Budget): Promise<void> {
  for (;;) {
    const head = await nextElement(input, { ...encoding, explicit: false }, budget);
    if (!head) throw new HeaderStop('truncated');
    if (head.tag !== ITEM) return;
    await input.skip(head.length);
  }
}
