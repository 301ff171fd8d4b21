import { isAscii } from 'node:buffer';
import type { Source } from '../../intake/source.ts';
import { beginning, type Declared, declaredIn, encodingOf, HEAD } from './encoding.ts';
import type { XmlEncoding } from './types.ts';

/** Bytes that are read as one; a record of some kilobytes is seldom cut by its end. */
export const BLOCK = 32 * 1024;

/** Bytes that are looked at to tell the encoding, from the first one above 0x7F on. */
const SAMPLE = 256 * 1024;

/** What is known of the bytes of a file; grows while they are read. */
export interface BytesFacts extends Declared {
  readonly encoding: XmlEncoding;
  readonly bom: boolean;
}

/** The bytes of a file as Big5 or UTF-8. */
export interface Blocks {
  /** Of at most `size` bytes; UTF-16 as UTF-8. What `facts` says holds for all bytes so far. */
  blocks(): AsyncIterable<Buffer>;
  facts(): BytesFacts;
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

/** Pieces of at least `size` bytes, but the last one. */
async function* gathered(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let length = 0;
  for await (const bytes of source) {
    pieces.push(bufferOf(bytes));
    length += bytes.length;
    if (length < size) continue;
    yield pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces, length);
    pieces = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(pieces, length);
}

/** Reads the bytes of an XML file, and tells its encoding by them. @param size of a block */
export function xmlBlocks(source: Source, size: number = BLOCK): Blocks {
  let facts: BytesFacts = { encoding: 'ascii', bom: false, declaration: false, declared: undefined };
  let wide: InstanceType<typeof TextDecoder> | undefined;

  /** Looks at the first bytes. Gives them without their byte order mark. */
  const begin = (bytes: Buffer): Buffer => {
    const { encoding, mark } = beginning(bytes);
    if (encoding === 'utf-16le' || encoding === 'utf-16be') wide = new TextDecoder(encoding, { ignoreBOM: true });
    facts = { ...facts, bom: mark > 0, encoding: encoding ?? 'ascii' };
    return bytes.subarray(mark);
  };

  const isUndecided = (bytes: Buffer): boolean => facts.encoding === 'ascii' && !isAscii(bytes);

  /** Blocks as Big5 or UTF-8; those that are needed to tell which of the two come together. */
  async function* decided(): AsyncGenerator<Buffer> {
    let begun = false;
    let sample: Buffer[] = [];
    let sampledBytes = 0;
    const sampled = (): Buffer => {
      const bytes = Buffer.concat(sample);
      sample = [];
      facts = { ...facts, encoding: encodingOf(bytes, facts.declared) };
      return bytes;
    };
    for await (const piece of gathered(source.open(), Math.max(size, HEAD))) {
      const own = begun ? piece : begin(piece);
      const bytes = wide ? Buffer.from(wide.decode(own, { stream: true })) : own;
      if (!begun) facts = { ...facts, ...declaredIn(bytes.toString('latin1', 0, HEAD)) };
      begun = true;
      if (sample.length === 0 && !isUndecided(bytes)) yield bytes;
      else {
        sample.push(bytes);
        sampledBytes += bytes.length;
        if (sampledBytes >= SAMPLE) yield sampled();
      }
    }
    if (sample.length > 0) yield sampled();
    if (wide) yield Buffer.from(wide.decode());
  }

  return {
    async *blocks() {
      for await (const bytes of decided())
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
    facts: () => facts,
  };
}
