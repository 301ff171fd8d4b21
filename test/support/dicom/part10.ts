import { constants, deflateRawSync } from 'node:zlib';
import { dataSet } from './data-set.ts';
import type { Elements, Key } from './model.ts';
import type { Encoding } from './values.ts';

export const IMPLICIT_LITTLE = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1';
export const DEFLATED = '1.2.840.10008.1.2.1.99';
export const EXPLICIT_BIG = '1.2.840.10008.1.2.2';

/** How data sets of a transfer syntax are written; those that are not known are explicit, little endian. */
export function encodingOf(transferSyntax: string): Encoding {
  return { explicit: transferSyntax !== IMPLICIT_LITTLE, little: transferSyntax !== EXPLICIT_BIG };
}

/** Preamble, `DICM`, and group 0002 with its length. */
export function prelude(preamble: boolean | string, meta: Elements | null, without: readonly Key[] = []): Buffer {
  const start = Buffer.alloc(preamble === false ? 0 : 132);
  if (typeof preamble === 'string') start.write(preamble, 0, 128, 'latin1');
  if (preamble !== false) start.write('DICM', 128);
  if (meta === null) return start;
  const encoding = encodingOf(EXPLICIT_LITTLE);
  const group = dataSet({ '00020001': { hex: '0001' }, ...meta }, encoding, 'defined', without);
  return Buffer.concat([start, dataSet({ '00020000': group.length }, encoding, 'defined', without), group]);
}

/** A data set as the transfer syntax has it in a file. Without matching, so that every zlib gives the same bytes. */
export function packed(bytes: Buffer, transferSyntax: string): Buffer {
  if (transferSyntax !== DEFLATED) return bytes;
  const deflated = deflateRawSync(bytes, { strategy: constants.Z_HUFFMAN_ONLY });
  return deflated.length % 2 === 0 ? deflated : Buffer.concat([deflated, Buffer.alloc(1)]);
}
