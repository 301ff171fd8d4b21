import { dataSet, head, item, sequence } from './data-set.ts';
import type { Elements, FileModel } from './model.ts';
import { DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, encodingOf, IMPLICIT_LITTLE, packed, prelude } from './part10.ts';
import type { Encoding } from './values.ts';

const NATIVE = new Set([IMPLICIT_LITTLE, EXPLICIT_LITTLE, DEFLATED, EXPLICIT_BIG]);
const PIXELS = '7fe00010';

/** The bytes of a file. @throws Error where the model makes no sense */
export function writeDicom(model: FileModel): Uint8Array {
  if (model.text !== undefined) return cut(Buffer.from(model.text), model.cut);
  if (model.bytes !== undefined) return cut(Buffer.from(model.bytes, 'hex'), model.cut);
  const { elements = {}, preamble = true, meta = preamble === false ? null : {}, without = [] } = model;
  const transferSyntax = model.transferSyntax ?? EXPLICIT_LITTLE;
  const encoding = encodingOf(transferSyntax);
  const group2: Elements | null = meta && {
    '00020002': elements['00080016'] ?? null,
    '00020003': elements['00080018'] ?? null,
    '00020010': transferSyntax,
    '00020012': '2.25.255211775190704149838209461890538530000',
    ...meta,
  };
  const body = dataSet(elements, encoding, model.lengths ?? 'defined', without);
  const pixels = without.includes(PIXELS) ? [] : pixelData(model, transferSyntax, encoding);
  const bytes = packed(Buffer.concat([body, ...pixels]), transferSyntax);
  return cut(Buffer.concat([prelude(preamble, group2, without), bytes]), model.cut);
}

/** What is left of the bytes. */
export function cut(bytes: Buffer, left = bytes.length): Uint8Array {
  return bytes.subarray(0, left);
}

function pixelData(model: FileModel, transferSyntax: string, encoding: Encoding): Buffer[] {
  const form = model.pixels ?? (NATIVE.has(transferSyntax) ? 'native' : 'encapsulated');
  if (form === 'none') return [];
  const bytes = Buffer.alloc(model.pixelBytes ?? frameBytes(model.elements ?? {}));
  for (let at = 0; at < bytes.length; at += 2) bytes[at] = at / 2; // a ramp: beneath 256 in words of little endian
  if (form === 'native') return [head(PIXELS, 'OW', bytes.length, encoding), encoding.little ? bytes : bytes.swap16()];
  if (form === 'encapsulated-with-length') return [head(PIXELS, 'OB', bytes.length, encoding), bytes];
  const fragments = [Buffer.alloc(0), bytes].map((fragment) => item(fragment, encoding, 'defined'));
  return [sequence(PIXELS, 'OB', fragments, encoding, 'undefined')];
}

function frameBytes(elements: Elements): number {
  const of = (tag: string): number => Number(elements[tag] ?? 1);
  return Math.ceil((of('00280010') * of('00280011') * of('00280002') * of('00280008') * of('00280100')) / 16) * 2;
}
