import { createHash } from 'node:crypto';
import { type Dirent, statSync } from 'node:fs';
import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { sweep } from '../intake/sweep.ts';
import { remember } from '../readers/remember.ts';
import { hasReceipt } from './arrived.ts';
import { ownStages } from './stage.ts';

const DAY = 86_400_000;
const HIDDEN = '.nhi-precheck-';

/** Stages lie in a folder of their machine: on a share, the process ids of others say nothing. */
const machine = (): string => createHash('sha256').update(hostname()).digest('hex').slice(0, 12);

/** Where to stage in a folder itself, out of sight. */
export const hiddenStages = (dir: string): string => path.join(dir, HIDDEN + machine());

/**
 * Where to stage for a target, the best first: beside the ledger, out of sight, where that is on the same file system;
 * else hidden in the target.
 */
export function stagePlaces(outbox: string, dir: string): string[] {
  const hidden = hiddenStages(dir);
  return deviceOf(outbox) === deviceOf(dir) ? [path.join(outbox, machine()), hidden] : [hidden];
}

/** The device of a folder, or of the nearest one above that is there. */
function deviceOf(folder: string): bigint | undefined {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const found = statSync(at, { bigint: true, throwIfNoEntry: false });
    if (found) return found.dev;
    if (at === path.dirname(at)) return undefined;
  }
}

/**
 * Removes the stages that processes now dead have left, and folders of stages that are empty or belong to a machine
 * that has not been at it for a day. What cannot be removed stays for the next time.
 */
export async function sweepStages(outbox: string, dir: string): Promise<void> {
  const own = machine();
  for (const [parent, prefix] of [
    [outbox, ''],
    [dir, HIDDEN],
  ] as const) {
    const found: Dirent[] = await readdir(parent, { withFileTypes: true }).catch(() => []);
    for (const entry of found) {
      const ofMachine = entry.name.startsWith(prefix) && /^[0-9a-f]{12}$/.test(entry.name.slice(prefix.length));
      if (!entry.isDirectory() || !ofMachine) continue;
      const place = path.join(parent, entry.name);
      if (entry.name === prefix + own) await sweep(place, ownStages).catch(() => {});
      else if (await isOld(place)) await rm(place, { recursive: true, force: true }).catch(() => {});
      await rmdir(place).catch(() => {}); // only one that is empty
    }
  }
}

async function isOld(place: string): Promise<boolean> {
  try {
    return (await stat(place)).mtimeMs < Date.now() - DAY;
  } catch {
    return false;
  }
}

/**
 * Tells whether a file lies in a folder that was handed over to `root`, or is on its way there: it is not one to be
 * handed over again when the target lies below what is checked.
 */
export function handedOverBelow(root: string): (diskPath: string | undefined) => boolean {
  const known = new Map<string, boolean>();
  return (diskPath) => {
    if (diskPath === undefined) return false;
    const [folder = '..', ...inside] = path.relative(root, diskPath).split(path.sep);
    if (folder === '..' || inside.length === 0 || path.isAbsolute(folder)) return false;
    return folder.startsWith(HIDDEN) || remember(known, folder, () => hasReceipt(path.join(root, folder)));
  };
}
