import { lstat, opendir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Private folders are named `nhi-precheck-<pid>-<random>`. */
export const PREFIX = 'nhi-precheck-';
const NAME = /^nhi-precheck-(\d{1,10})-\w+$/;
const DAY = 86_400_000;

/**
 * Removes the private folders that nobody uses any more. A folder is in use while the process in its name lives;
 * since process ids come round again (in a container it is the same one at every start), also not when it was last
 * touched before this very process began, or, under another living id, more than a day ago (folders in use are touched
 * every hour). Folders of other users stay. What cannot be removed is left for the next time.
 * @param mine folders that this process uses
 */
export async function sweep(folder: string, mine: ReadonlySet<string>): Promise<void> {
  for await (const { name } of await opendir(folder)) {
    const pid = Number(NAME.exec(name)?.[1]);
    const path = join(folder, name);
    if (!Number.isNaN(pid) && !mine.has(path) && (await leftOver(path, pid))) {
      await rm(path, { recursive: true, force: true }).catch(() => {});
    }
  }
}

async function leftOver(path: string, pid: number): Promise<boolean> {
  try {
    const found = await lstat(path);
    const { uid, mtimeMs } = found;
    if (!found.isDirectory()) return false;
    if (uid !== (process.getuid?.() ?? uid)) return false;
    if (pid === process.pid) return mtimeMs < performance.timeOrigin - 1000;
    return !lives(pid) || mtimeMs < Date.now() - DAY;
  } catch {
    return false;
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
