import { tail } from './bytes.ts';
import { HEAD_BYTES, kindOfHead } from './head.ts';
import { emptyJpeg, jpegWalk } from './jpeg.ts';
import type { ContentKind } from './kind.ts';
import { movieWalk } from './movie.ts';
import { DIRECTORY_BYTES, officeKind } from './office.ts';
import { followPdf, type PdfOptions } from './pdf.ts';
import { bitmapCut, type Ending, gifWalk, pngWalk } from './pictures.ts';
import type { Content, EndedContent, JpegContent, OtherContent } from './types.ts';
import { type Feed, feed, type Walk } from './walk.ts';

export type { Content } from './types.ts';

/** What is wanted to be known, and at what cost; everything has a default. */
export type ContentOptions = { readonly [Key in keyof PdfOptions]?: PdfOptions[Key] | undefined };

const DEFAULTS: PdfOptions = {
  form: false,
  wholeBytes: 64 * 2 ** 20,
  timeoutMs: 20_000,
  heapMegabytes: 256,
  bufferBytes: 320 * 2 ** 20,
};

/** What goes along with a body to its end and then says what it was. */
interface Follower {
  readonly feed: Feed;
  end(size: number): Content | Promise<Content>;
}

/**
 * Reads a body to its end, once, and tells what it is. No content makes it throw; memory stays bounded: a few
 * kilobytes, and for a PDF all of it up to `wholeBytes` (64 MiB unless told) with 2 MiB of its ends.
 * @param options `form`: look for fields of PDFs; `timeoutMs` (20,000), `heapMegabytes` (256) and `bufferBytes`
 *   (320 MiB) bound the parser of PDFs
 * @throws what the body throws
 */
export async function readContent(body: AsyncIterable<Uint8Array>, options: ContentOptions = {}): Promise<Content> {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const wanted: PdfOptions = { ...DEFAULTS, ...given };
  const head = Buffer.alloc(HEAD_BYTES);
  let size = 0;
  let follower: Follower | null = null;
  const follow = async (): Promise<Follower> => {
    const start = head.subarray(0, Math.min(size, HEAD_BYTES));
    const made = followerOf(await kindOfHead(start), start, wanted);
    made.feed(start);
    return made;
  };
  for await (const bytes of body) {
    const room = Math.max(0, HEAD_BYTES - size);
    head.set(bytes.subarray(0, room), HEAD_BYTES - room);
    size += bytes.length;
    if (size < HEAD_BYTES) continue;
    follower ??= await follow();
    if (bytes.length > room) follower.feed(bytes.subarray(room));
  }
  follower ??= await follow();
  return await follower.end(size);
}

function followerOf(kind: ContentKind, head: Buffer, options: PdfOptions): Follower {
  if (kind === 'jpeg') {
    const jpeg = emptyJpeg();
    const end = (size: number): JpegContent => {
      const { frame, ...met } = jpeg;
      return { kind, size, ...met, ...frame };
    };
    return { feed: feed(jpegWalk(jpeg)), end };
  }
  if (kind === 'pdf') {
    const pdf = followPdf(head, options);
    return { feed: pdf.feed, end: async (size) => ({ kind, size, ...(await pdf.end(size)) }) };
  }
  if (kind === 'png') return ended(kind, pngWalk);
  if (kind === 'gif') return ended(kind, gifWalk);
  if (kind === 'mp4' || kind === 'mov') return ended(kind, movieWalk);
  if (kind === 'bmp') return { feed: ignore, end: (size) => ({ kind, size, cut: bitmapCut(head, size) }) };
  if (kind === 'zip') {
    const last = tail(DIRECTORY_BYTES);
    return { feed: last.add, end: (size) => ({ kind: officeKind(head, last.bytes()), size }) };
  }
  return { feed: ignore, end: (size) => ({ kind, size }) satisfies OtherContent };
}

const ignore: Feed = () => {};

function ended(kind: EndedContent['kind'], walk: (ending: Ending) => Walk): Follower {
  const ending: Ending = { cut: true };
  return { feed: feed(walk(ending)), end: (size) => ({ kind, size, cut: ending.cut }) };
}
