import { open } from 'node:fs/promises';

/** Has the names in a folder written to the disk; Windows does so by itself and cannot be asked. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, 'r');
  await handle.sync();
}
