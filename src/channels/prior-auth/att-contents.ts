import { drain } from '../../intake/collect.ts';
import type { Entry } from '../../intake/source.ts';
import { ArchiveError } from '../../readers/archive/errors.ts';
import { type Content, readContent } from '../../readers/content/content.ts';
import type { Context } from '../channel.ts';
import { keptArchive, opened, readNested } from '../nested.ts';

/** The most that one PDF may take of the time for the whole. */
const PDF_TIME = 20_000;

/** Milliseconds that are left. @throws ArchiveError `timeout` where there are none */
function left(until: number, archiveTime: number): number {
  const rest = until - Date.now();
  if (rest > 0) return rest;
  throw new ArchiveError('timeout', { limit: 'timeoutMs', value: archiveTime, found: archiveTime });
}

/** What this needs of an entry; `link` is a symbolic link or a device. */
type Attached = Pick<Entry, 'path' | 'size' | 'directory' | 'body'> & { readonly link?: boolean };

/**
 * What each file of an ATT is, by its path, read to its end one after the other.
 * @param level of the ATT itself: archives inside it are one deeper
 * @throws ArchiveError, as the entries do, and where archives inside pass a limit of ours; IntakeError
 */
export async function readAttachments(
  entries: AsyncIterable<Attached>,
  { level, forms }: { level: number; forms: boolean },
  cx: Context,
): Promise<ReadonlyMap<string, Content>> {
  const found = new Map<string, Content>();
  const { archiveTime } = cx.limits;
  const until = Date.now() + archiveTime;
  const spent = { bytes: 0 };
  for await (const { path, size, directory, link, body } of entries) {
    cx.signal?.throwIfAborted();
    if (directory) continue;
    if (link) {
      await drain(body());
      found.set(path, { kind: 'unknown', size });
      continue;
    }
    const timeoutMs = Math.min(PDF_TIME, left(until, archiveTime));
    const { kind, body: bytes } = await opened(body());
    if (!kind) found.set(path, await readContent(bytes, { form: forms, timeoutMs }));
    else {
      await using kept = await keptArchive(bytes, cx);
      found.set(path, kept.content);
      if (kept.kind) await readNested(kept.diskPath, kept.kind, { level: level + 1, until, spent }, cx);
    }
  }
  return found;
}
