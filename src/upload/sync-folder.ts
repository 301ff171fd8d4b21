import { open } from 'node:fs/promises';

/** What file systems say that cannot do so for folders. */
const NO_SYNC: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'EISDIR']);

/** Has the names in a folder written to the disk; Windows does so by itself and cannot be asked, as some file systems cannot. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, 'r');
  await handle.sync().catch((error: NodeJS.ErrnoException) => {
    if (!NO_SYNC.has(error.code ?? '')) throw error;
  });
}
