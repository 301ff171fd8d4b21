import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/**
 * Runs a process to its end and looks every 10 ms how much memory it and its children have (in /proc: Linux only).
 * @returns milliseconds, and bytes at the highest
 * @throws Error for another exit code than `expected`
 */
export async function watched(
  command: string,
  args: readonly string[],
  expected: number,
): Promise<{ took: number; memory: number }> {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  let memory = 0;
  const look = setInterval(() => {
    const together = childrenOf(child.pid).reduce((sum, pid) => sum + resident(pid), resident(child.pid));
    memory = Math.max(memory, together);
  }, 10);
  const [code] = await once(child, 'close');
  clearInterval(look);
  if (code !== expected) throw new Error(`${command} ended with ${code}`);
  return { took: performance.now() - started, memory };
}

function proc(pid: number | undefined, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return ''; // it has ended
  }
}

const resident = (pid: number | undefined): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(proc(pid, 'status'))?.[1] ?? 0) * 1024;

const childrenOf = (pid: number | undefined): number[] =>
  proc(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);
