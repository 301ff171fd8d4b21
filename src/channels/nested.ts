import { drain } from '../intake/collect.ts';
import { diskSource } from '../intake/disk.ts';
import { peeked } from '../intake/peek.ts';
import type { Entry } from '../intake/source.ts';
import { ArchiveError } from '../readers/archive/errors.ts';
import { archiveKind, HEAD_BYTES } from '../readers/archive/kind.ts';
import type { ArchiveLimits } from '../readers/archive/limits.ts';
import { listArchive } from '../readers/archive/sevenzip.ts';
import { walkArchive } from '../readers/archive/walk.ts';
import { openZip } from '../readers/archive/zip.ts';
import { type Content, readContent } from '../readers/content/content.ts';
import type { Context, Limits } from './channel.ts';

/** The limits of a check as the archive readers know them. */
export const limitsOf = ({ limits, signal }: Pick<Context, 'limits' | 'signal'>) => ({
  maxEntries: limits.entries,
  maxUnpackedBytes: limits.unpackedBytes,
  maxRatio: limits.ratio,
  maxDictionary: limits.dictionary,
  timeoutMs: limits.archiveTime,
  signal,
});

/** @throws ArchiveError for an archive that lies deeper than the limit; the outermost is at level 1 */
export function within(level: number, { nesting }: Pick<Limits, 'nesting'>): void {
  if (level > nesting) throw new ArchiveError('too-deep', { limit: 'maxNesting', value: nesting, found: level });
}

/** What is thrown when the time for an archive, and those inside it, is up. */
const late = ({ archiveTime }: Pick<Limits, 'archiveTime'>): ArchiveError =>
  new ArchiveError('timeout', { limit: 'timeoutMs', value: archiveTime, found: archiveTime });

/**
 * Milliseconds that are left.
 * @param until milliseconds since 1970
 * @throws ArchiveError `timeout` where there are none
 */
export function timeLeft(until: number, limits: Pick<Limits, 'archiveTime'>): number {
  const rest = until - Date.now();
  if (rest > 0) return rest;
  throw late(limits);
}

/** The archives that are looked into. */
export type NestedKind = 'zip' | '7z' | 'cab';

const asNested = (kind: string): NestedKind | null => (kind === 'zip' || kind === '7z' || kind === 'cab' ? kind : null);

/** Whether a body begins as an archive does, and all of its bytes. */
export async function opened(
  body: AsyncIterable<Uint8Array>,
): Promise<{ kind: NestedKind | null; body: AsyncIterable<Uint8Array> }> {
  const { head, body: whole } = await peeked(body, HEAD_BYTES);
  const kind = archiveKind(head);
  return { kind: asNested(kind), body: whole };
}

type Walked = Pick<Entry, 'size' | 'directory' | 'body'> & { readonly encrypted?: boolean };

async function* membersOf(
  diskPath: string,
  kind: NestedKind,
  limits: ArchiveLimits & { signal: AbortSignal | undefined },
): AsyncGenerator<Walked> {
  if (kind === 'zip') yield* (await openZip(await diskSource(diskPath, ''), limits)).entries;
  else yield* walkArchive(diskPath, await listArchive(diskPath, limits), limits);
}

/** How archives inside archives are read. */
export interface Nesting {
  /** The level of this one. */
  readonly level: number;
  /** Milliseconds since 1970 when the time for the whole is up. */
  readonly until: number;
  /** Bytes that all of them unpacked to so far: the limit is for all together. */
  readonly spent: { bytes: number };
}

/** Counts a member before it is unpacked. @throws ArchiveError `too-large`, with what all archives have together */
function spend({ spent }: Nesting, { size, encrypted }: Walked, { unpackedBytes }: Limits): void {
  if (encrypted) return;
  spent.bytes += size;
  if (spent.bytes <= unpackedBytes) return;
  throw new ArchiveError('too-large', { limit: 'maxUnpackedBytes', value: unpackedBytes, found: spent.bytes });
}

/** Faults of ours, which are never taken for a fault of the archive. */
const OURS: ReadonlySet<string> = new Set(['engine-missing', 'engine-failed']);

/**
 * Reads an archive inside an archive to its end, and those inside it, so that nothing in it passes our limits unseen.
 * That it is damaged or has a password is not told: no document speaks of archives inside archives.
 * @throws ArchiveError for limits and faults of ours; IntakeError
 */
export async function readNested(diskPath: string, kind: NestedKind, state: Nesting, cx: Context): Promise<void> {
  const { level, until } = state;
  within(level, cx.limits);
  const limits = { ...limitsOf(cx), timeoutMs: timeLeft(until, cx.limits) };
  try {
    for await (const member of membersOf(diskPath, kind, limits)) {
      cx.signal?.throwIfAborted();
      timeLeft(until, cx.limits);
      if (member.directory) continue;
      spend(state, member, cx.limits);
      await readMember(member.body(), state, cx);
    }
  } catch (error) {
    if (error instanceof ArchiveError && error.limit === 'timeoutMs') throw late(cx.limits);
    const itsOwn = error instanceof ArchiveError && error.value === null && !OURS.has(error.code);
    if (!itsOwn) throw error;
  }
}

async function readMember(bytes: AsyncIterable<Uint8Array>, state: Nesting, cx: Context): Promise<void> {
  const { kind, body } = await opened(bytes);
  if (!kind) return drain(body);
  await using kept = await keptArchive(body, cx);
  if (kept.kind) await readNested(kept.diskPath, kept.kind, { ...state, level: state.level + 1 }, cx);
}

/** An archive by its first bytes, on disk; `kind` is null for what is a zip by its form only (Office documents …). */
export async function keptArchive(
  body: AsyncIterable<Uint8Array>,
  cx: Context,
): Promise<AsyncDisposable & { kind: NestedKind | null; diskPath: string; content: Content }> {
  const diskPath = await cx.keep(body);
  const content = await readContent((await diskSource(diskPath, '')).open());
  return { kind: asNested(content.kind), diskPath, content, [Symbol.asyncDispose]: () => cx.discard(diskPath) };
}
