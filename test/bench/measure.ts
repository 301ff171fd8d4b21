import { spawnSync } from 'node:child_process';

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds that a run of Node takes from start to end. */
export function startUp(args: readonly string[], options: { cwd: string; code: number }): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: options.cwd, encoding: 'utf8' });
  const took = performance.now() - started;
  if (status !== options.code) throw new Error(`exit ${status}: ${stderr}`);
  return took;
}

/** Milliseconds of each of some things, in turn and several times, so that a slow moment hits all of them. */
export async function inTurn<K extends string>(
  times: number,
  work: Readonly<Record<K, () => Promise<number> | number>>,
): Promise<Record<K, number>> {
  const taken = {} as Record<K, number[]>;
  for (let i = 0; i < times; i++)
    for (const key of Object.keys(work) as K[]) {
      taken[key] ??= [];
      taken[key].push(await work[key]());
    }
  return Object.fromEntries(Object.entries<number[]>(taken).map(([key, list]) => [key, median(list)])) as Record<
    K,
    number
  >;
}

/** Milliseconds of processor time of a piece of work: what else runs on the machine does not count. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
