import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, so that it can be told from a later one under the same id. */
export interface ProcessMark {
  readonly host: string;
  readonly pid: number;
  /** When it began, in the words of the system; null where the system does not tell. */
  readonly began: string | null;
}

const DAY = 86_400_000;

/** Linux: the id of this boot and the tick at which the process began. */
function beganOf(pid: number): string | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const tick = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]; // the name before it may hold anything
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${tick}`;
  } catch {
    return null;
  }
}

/** This process. */
export const thisProcess = (): ProcessMark => ({ host: hostname(), pid: process.pid, began: beganOf(process.pid) });

/**
 * Whether a process of this machine lives. Process ids come round again: where the system does not tell when a process
 * began, one that has been at it for more than a day is taken for another.
 * @param since when it was noted down
 */
export function isAlive({ pid, began }: Pick<ProcessMark, 'pid' | 'began'>, since: Date): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = beganOf(pid);
  if (began !== null && now !== null) return began === now;
  return Date.now() - since.getTime() < DAY;
}
