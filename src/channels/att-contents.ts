import { drain } from '../intake/collect.ts';
import type { Entry } from '../intake/source.ts';
import { type Content, readContent } from '../readers/content/content.ts';
import type { Context } from './channel.ts';
import { keptArchive, opened, readNested, timeLeft } from './nested.ts';

/** The most that one PDF may take of the time for the whole. */
const PDF_TIME = 20_000;

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
  const until = Date.now() + cx.limits.archiveTime;
  const spent = { bytes: 0 };
  for await (const { path, size, directory, link, body } of entries) {
    cx.signal?.throwIfAborted();
    if (directory) continue;
    if (link) {
      await drain(body());
      found.set(path, { kind: 'unknown', size });
      continue;
    }
    const timeoutMs = Math.min(PDF_TIME, timeLeft(until, cx.limits));
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
