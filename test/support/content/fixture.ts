import { readFileSync } from 'node:fs';
import { type Content, type ContentOptions, readContent } from '../../../src/readers/content/content.ts';

/** A file of this folder, all of it. */
export function fixture(name: string): Buffer {
  return readFileSync(new URL(name, import.meta.url));
}

/** Bytes in pieces of this size. */
export async function* pieces(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** What a file of these bytes is found to be. */
export async function contentOf(
  bytes: Uint8Array,
  options: ContentOptions & { piece?: number } = {},
): Promise<Content> {
  const { piece, ...wanted } = options;
  return await readContent(pieces(bytes, piece), wanted);
}

/** A JPEG, or a failure of the test. */
export async function jpegOf(bytes: Uint8Array, piece?: number): Promise<Extract<Content, { kind: 'jpeg' }>> {
  const content = await contentOf(bytes, piece === undefined ? {} : { piece });
  if (content.kind !== 'jpeg') throw new Error(`not a JPEG but ${content.kind}`);
  return content;
}

/** A PDF, or a failure of the test. */
export async function pdfOf(
  bytes: Uint8Array,
  options: ContentOptions = {},
): Promise<Extract<Content, { kind: 'pdf' }>> {
  const content = await contentOf(bytes, options);
  if (content.kind !== 'pdf') throw new Error(`not a PDF but ${content.kind}`);
  return content;
}
