import { availableParallelism } from 'node:os';
import type { Source } from '../../intake/source.ts';
import type { Context, SubmissionFile } from '../channel.ts';
import type { ArchiveFacts, ArchiveRole } from './archive-facts.ts';
import { readArchive } from './archive-read.ts';

/** An archive to be read. */
export interface ArchiveSource {
  readonly source: Source;
  readonly role: ArchiveRole;
}

/** More than this many at once gain nothing: what 7-Zip unpacks is looked at by this one process. */
const MOST = 4;

/** What the report is told, kept until those before have told theirs. */
function inOrder(tell: (file: SubmissionFile) => void): (index: number, files: readonly SubmissionFile[]) => void {
  const waiting = new Map<number, readonly SubmissionFile[]>();
  let next = 0;
  return (index, files) => {
    waiting.set(index, files);
    for (let due = waiting.get(next); due; due = waiting.get(++next)) {
      waiting.delete(next);
      for (const file of due) tell(file);
    }
  };
}

/** One after the other: the private folder is made by the first that keeps a file. */
function oneByOne<A extends unknown[], T>(work: (...args: A) => Promise<T>): (...args: A) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (...args) => {
    const made = last.then(() => work(...args));
    last = made.catch(() => {});
    return made;
  };
}

/**
 * Reads archives, a few at a time, so that all cores have work; what it gives, and what it tells the report, is in the
 * order given. No 7-Zip goes on when it returns or throws.
 * @throws as `readArchive`: the first fault stops the others
 */
export async function readArchives(list: readonly ArchiveSource[], cx: Context): Promise<ArchiveFacts[]> {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, ...(cx.signal ? [cx.signal] : [])]);
  const keep = oneByOne((bytes: AsyncIterable<Uint8Array>) => cx.keep(bytes));
  const told = inOrder((file) => cx.file(file));
  const facts = new Array<ArchiveFacts>(list.length);
  const waiting = list.entries();
  let fault: { error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    for (const [index, { source, role }] of waiting) {
      const files: SubmissionFile[] = [];
      facts[index] = await readArchive(source, role, { ...cx, signal, keep, file: (file) => void files.push(file) });
      told(index, files);
    }
  };
  const guarded = (): Promise<void> =>
    worker().catch((error: unknown) => {
      fault ??= { error };
      stop.abort(error);
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), MOST) }, guarded));
  if (fault) throw fault.error;
  return facts;
}
