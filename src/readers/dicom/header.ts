import { drain } from '../../intake/collect.ts';
import { optional } from '../optional.ts';
import { isBareDataSet } from './header-encoding.ts';
import { type Input, inputOf } from './header-input.ts';
import { HeaderStop, type StopWhy } from './header-stop.ts';
import { headerOf } from './header-values.ts';
import { type Found, walk } from './header-walk.ts';
import type { DicomHeader, DicomRead } from './types.ts';

/** How much of a file is followed; far above what any real header has. */
export interface HeaderLimits {
  /** Elements and items, nested ones included. */
  readonly maxElements: number;
  /** Sequences and items of undefined length, one in the other. */
  readonly maxDepth: number;
  /** Bytes unpacked of a deflated data set, pixels included: beyond, the rest is not looked at. */
  readonly maxInflated: number;
}

export const headerLimits: HeaderLimits = { maxElements: 1_000_000, maxDepth: 128, maxInflated: 64 * 2 ** 20 };

const PREAMBLE = 128;
/** Enough for telling what else a file is. */
const HEAD = 4100;

/**
 * Reads a file from its body. Keeps no more than a few values at a time.
 * @param size bytes of the body, where they are known and whoever gives it goes by what is left (and verifies its
 *   checksum): nothing behind the header is read then, but for what a length does not tell. Else it is read to its end
 * @throws errors of the body
 */
export async function readDicom(
  body: AsyncIterable<Uint8Array>,
  { size, ...limits }: Partial<HeaderLimits> & { readonly size?: number } = {},
): Promise<DicomRead> {
  const input = inputOf(body);
  const read = await readHeader(input, { ...headerLimits, ...limits }, size);
  if (size === undefined) await drain(input.rest());
  else await input.leave();
  return read;
}

async function readHeader(input: Input, limits: HeaderLimits, size: number | undefined): Promise<DicomRead> {
  const head = Buffer.from(await input.peek(HEAD));
  const part10 = head.toString('latin1', PREAMBLE, PREAMBLE + 4) === 'DICM';
  const other: DicomRead = { kind: 'other', head };
  if (!part10 && !isBareDataSet(head)) return other;
  if (part10) await input.skip(PREAMBLE + 4);
  const found: Found = { values: new Map() };
  const stopped = await stopOf(
    walk(input, found, { elements: limits.maxElements, depth: limits.maxDepth }, limits.maxInflated, size),
  );
  const header: DicomHeader = {
    ...headerOf(found.values, part10 ? 'part-10' : 'bare', found.pixels ?? 'unknown'),
    ...optional('pixelBytes', found.pixelBytes),
    ...optional('encoding', found.encoding),
  };
  const broken = stopped !== null && stopped !== 'truncated' && found.pixels === undefined;
  if (!broken) return { kind: 'dicom', header, truncated: stopped !== null && stopped !== 'limit' };
  const ours = stopped === 'too-deep' || stopped === 'limit';
  return part10 || ours ? { kind: 'broken', why: ours ? stopped : 'header', header } : other;
}

async function stopOf(walked: Promise<void>): Promise<StopWhy | null> {
  try {
    await walked;
    return null;
  } catch (error) {
    if (error instanceof HeaderStop) return error.why;
    throw error;
  }
}
