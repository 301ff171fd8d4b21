import { readFileSync } from 'node:fs';
import type { Item } from './case-schema.ts';
import { applyPatch } from './patch.ts';

/** The base Bundles of `corpus/prior-auth/base/`. */
export type Base = 'cancer' | 'imm';

/** What is said of a file beside its kind. */
export type Options = Omit<Item, 'is'>;

const BASES = new URL('../../../corpus/prior-auth/base/', import.meta.url);

/** A base Bundle with a patch on it. */
export function bundleOf(base: Base, ...patches: (Readonly<Record<string, unknown>> | undefined)[]): unknown {
  const bundle: unknown = JSON.parse(readFileSync(new URL(`${base}.json`, BASES), 'utf8'));
  return patches.reduce<unknown>((result, patch) => (patch ? applyPatch(result, patch) : result), bundle);
}

/** The files that a Bundle names by `file://`, each once. */
export const attachmentsOf = (bundle: unknown): string[] => [
  ...new Set([...JSON.stringify(bundle).matchAll(/"url":"file:\/\/([^"]+)"/g)].map(([, name]) => name ?? '')),
];

/** Big5 from what the decoder of the platform knows. */
export function big5(text: string): Uint8Array {
  const decoder = new TextDecoder('big5');
  const codes = new Map<string, number[]>();
  for (let lead = 0xa1; lead <= 0xf9; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return Uint8Array.from([...text].flatMap((sign) => codes.get(sign) ?? [sign.charCodeAt(0) & 0x7f]));
}

/** The bytes of an FHR. */
export function fhrBytes(bundle: unknown, { text, replace = {}, bom, encoding }: Options): Uint8Array {
  const made = text ?? `${JSON.stringify(bundle, null, 2)}\n`;
  const final = Object.entries(replace).reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`the FHR has no ${from}`);
    return result.replaceAll(from, to);
  }, made);
  if (encoding === 'big5') return big5(final);
  return Buffer.from((bom || encoding ? '\uFEFF' : '') + final, encoding ? 'utf16le' : 'utf8');
}
