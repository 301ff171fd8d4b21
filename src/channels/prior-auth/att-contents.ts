import { diskSource } from '../../intake/disk.ts';
import type { Entry } from '../../intake/source.ts';
import { type Content, readContent } from '../../readers/content/content.ts';
import type { Context } from '../channel.ts';
import { opened, readNested } from '../nested.ts';

/**
 * What each file of an ATT is, by its path, read to its end one after the other.
 * @param level of the ATT itself: archives inside it are one deeper
 * @throws ArchiveError, as the entries do, and where archives inside pass a limit of ours; IntakeError
 */
export async function readAttachments(
  entries: AsyncIterable<Pick<Entry, 'path' | 'directory' | 'body'>>,
  { level, forms }: { level: number; forms: boolean },
  cx: Context,
): Promise<ReadonlyMap<string, Content>> {
  const found = new Map<string, Content>();
  const until = Date.now() + cx.limits.archiveTime;
  for await (const { path, directory, body } of entries) {
    cx.signal?.throwIfAborted();
    if (directory) continue;
    const { kind, body: bytes } = await opened(body());
    if (!kind) found.set(path, await readContent(bytes, { form: forms }));
    else {
      const diskPath = await cx.keep(bytes);
      try {
        const source = await diskSource(diskPath, '');
        found.set(path, await readContent(source.open(), { form: false }));
        await readNested(diskPath, kind, { level: level + 1, until }, cx);
      } finally {
        await cx.discard(diskPath);
      }
    }
  }
  return found;
}
