import { resolve } from 'node:path';
import { failureOf } from './complaint.ts';
import { boundOf, type Engine, type EngineOptions, startEngine } from './engine.ts';
import { ArchiveError } from './errors.ts';
import { type ArchiveLimits, archiveLimits, checkLimits } from './limits.ts';
import { type ArchiveEntry, passing } from './member.ts';
import { type Run, runOf } from './run.ts';
import type { Listing } from './sevenzip.ts';

/** What 7-Zip takes beside dictionaries; several threads take several of these. */
const MEMORY = 4 * 2 ** 30;

/** Limits are those of `archiveLimits` unless told. */
export type WalkOptions = Partial<ArchiveLimits> & Omit<EngineOptions, 'timeoutMs'>;

/**
 * Unpacks a 7z or a cabinet on disk in one go, entry after entry in the order of its listing; bodies that nobody reads
 * are gone by. Nothing is written to disk and no more than a piece is held. 7-Zip runs until the last entry is out, or
 * the caller stops early. Only when the last entry was followed by the end, without an error, is it known that all
 * bytes were there, went to the right entries, and had the right checksums.
 * @param listing of this very file, by `listArchive`
 * @throws ArchiveError before the first entry `too-many`, `too-large` (by what the listing claims), `encrypted`; then
 *   `damaged`, `unsupported-method`, `too-large` (more memory than the engine may take), `timeout`, `engine-missing`, `engine-failed`; the reason of the signal
 */
export async function* walkArchive(
  diskPath: string,
  listing: Listing,
  options: WalkOptions = {},
): AsyncGenerator<ArchiveEntry, void, undefined> {
  const { kind, entries } = listing;
  const limits = { ...archiveLimits, ...options };
  checkLimits(listing, limits);
  if (entries.some(({ encrypted }) => encrypted)) throw new ArchiveError('encrypted');
  // -so all bytes to the output; the others as for the listing
  const args = ['x', '-so', '-ba', '-bd', '-sccUTF-8', '-p-', '-spd', `-t${kind}`, '--', resolve(diskPath)];
  const memoryBytes = MEMORY + 4 * entries.reduce((most, { dictionary }) => Math.max(most, dictionary ?? 0), 0);
  const bounded: EngineOptions = { memoryBytes, ...limits };
  await using engine = startEngine(args, bounded);
  const run = runOf(engine.output);
  const most = entries.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const end: End = { engine, run, most, bound: boundOf(bounded.memoryBytes) };
  try {
    for (const [index, listed] of entries.entries()) {
      const { entry, finish } = passing(listed, index, run, () => failure(end));
      yield entry;
      await finish();
      engine.throwIfStopped();
    }
    const said = await verdict(end);
    if (said !== null) throw said;
  } catch (error) {
    throw await engine.blame(error);
  }
}

/** What is needed to tell how a walk ended. */
interface End {
  readonly engine: Engine;
  readonly run: Run;
  /** Bytes of all entries. */
  readonly most: number;
  /** Bytes of address space of the engine. */
  readonly bound: number | undefined;
}

/** What 7-Zip says after its last byte: null, where all was well. More bytes than there should be are damage. */
async function verdict({ engine, run, bound }: End): Promise<ArchiveError | null> {
  if (!(await run.atEnd())) return new ArchiveError('damaged');
  const { exitCode, complaint } = await engine.ended();
  return exitCode === 0 ? null : failureOf(exitCode, complaint, bound);
}

/**
 * Why bytes were missing or wrong. 7-Zip leaves out what it cannot unpack and goes on, so that others come in its
 * place: what it says once it is through counts more than that.
 */
async function failure(end: End): Promise<unknown> {
  const { engine, run, most } = end;
  try {
    await run.skip(most, () => {});
    return (await verdict(end)) ?? new ArchiveError('damaged');
  } catch (error) {
    return engine.blame(error);
  }
}
