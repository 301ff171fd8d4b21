import type { Elements, Key, Lengths, Value } from './model.ts';
import { type Encoding, isSequence, valueBytes } from './values.ts';
import { LONG, tagAndVr } from './vr.ts';

const UNDEFINED = 0xffffffff;
const ITEM = 'fffee000';
const ITEM_END = 'fffee00d';
const SEQUENCE_END = 'fffee0dd';
const IMPLICIT: Encoding = { explicit: false, little: true };

/** The bytes of a data set, in the order of tags. */
export function dataSet(
  elements: Elements,
  encoding: Encoding,
  lengths: Lengths,
  without: readonly Key[] = [],
): Buffer {
  const skipped = new Set(without.map((key) => key.toLowerCase()));
  const written = Object.entries(elements)
    .flatMap(([key, value]) => (value === null ? [] : [{ ...tagAndVr(key), value }]))
    .filter(({ tag }) => !skipped.has(tag))
    .sort((one, other) => (one.tag < other.tag ? -1 : 1));
  return Buffer.concat(written.map(({ tag, vr, value }) => element(tag, vr, value, encoding, lengths)));
}

function element(tag: string, vr: string, value: NonNullable<Value>, encoding: Encoding, lengths: Lengths): Buffer {
  if (!isSequence(value) && vr !== 'SQ') {
    const bytes = valueBytes(vr, value, encoding.little);
    return Buffer.concat([head(tag, vr, bytes.length, encoding), bytes]);
  }
  const unknown = vr === 'UN';
  const inner = unknown ? IMPLICIT : encoding;
  const items = isSequence(value) ? value.map((one) => item(dataSet(one, inner, lengths), inner, lengths)) : [];
  return sequence(tag, vr, items, encoding, unknown ? 'undefined' : lengths);
}

/** A sequence of items that are written already. */
export function sequence(
  tag: string,
  vr: string,
  items: readonly Buffer[],
  encoding: Encoding,
  lengths: Lengths,
): Buffer {
  const bytes = Buffer.concat(items);
  if (lengths === 'defined') return Buffer.concat([head(tag, vr, bytes.length, encoding), bytes]);
  return Buffer.concat([head(tag, vr, UNDEFINED, encoding), bytes, bare(SEQUENCE_END, 0, encoding.little)]);
}

/** An item of a sequence, or a fragment of pixels. */
export function item(bytes: Buffer, { little }: Encoding, lengths: Lengths): Buffer {
  if (lengths === 'defined') return Buffer.concat([bare(ITEM, bytes.length, little), bytes]);
  return Buffer.concat([bare(ITEM, UNDEFINED, little), bytes, bare(ITEM_END, 0, little)]);
}

/** What stands before the value of an element. */
export function head(tag: string, vr: string, length: number, { explicit, little }: Encoding): Buffer {
  if (!explicit) return bare(tag, length, little);
  if (LONG.has(vr)) return Buffer.concat([tagBytes(tag, little), Buffer.from(`${vr}\0\0`), uint(length, 4, little)]);
  return Buffer.concat([tagBytes(tag, little), Buffer.from(vr), uint(length, 2, little)]);
}

function bare(tag: string, length: number, little: boolean): Buffer {
  return Buffer.concat([tagBytes(tag, little), uint(length, 4, little)]);
}

function tagBytes(tag: string, little: boolean): Buffer {
  return Buffer.concat([tag.slice(0, 4), tag.slice(4)].map((half) => uint(Number.parseInt(half, 16), 2, little)));
}

function uint(value: number, width: number, little: boolean): Buffer {
  const bytes = Buffer.alloc(width);
  if (little) bytes.writeUIntLE(value, 0, width);
  else bytes.writeUIntBE(value, 0, width);
  return bytes;
}
