import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { scratch, seeded } from '../archives/scratch.ts';
import { type Built, type Ended, ended } from '../product/built.ts';
import { AS_OF } from '../product/packages.ts';
import { inTarget } from './handed.ts';

/** What a killed run and the run after it left, and what was wrong with it. */
export interface Killed {
  readonly atMs: number;
  /** Whether it was killed, rather than over before. */
  readonly killed: boolean;
  /** Whether the killed run had handed the package over. */
  readonly handedOver: boolean;
  /** Nothing where all is as it should be. */
  readonly wrong: string[];
}

const submit = (built: Built, file: string, dir: string, data: string) =>
  built.start(['submit', file, '--to', `folder:${dir}`, '--as-of', AS_OF], { env: { XDG_DATA_HOME: data } });

/** Files below a folder, however deep. */
const below = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((e) => e.isFile())
        .map((e) => e.name)
    : [];

/** How long a run takes that is not killed, in milliseconds: all of it, and from when the stage is there. */
export interface Whole {
  readonly whole: number;
  readonly fromStage: number;
}

/** Measures a run. */
export async function wholeRun(built: Built, file: string): Promise<Whole> {
  using folder = scratch();
  const data = join(folder.path, 'data');
  const started = performance.now();
  const end = ended(submit(built, file, join(folder.path, 'out'), data));
  const staged = await stageOf(data, end);
  const { code, stderr } = await end;
  if (code !== 0) throw new Error(`the run to be killed ends with ${code}: ${stderr}`);
  return { whole: performance.now() - started, fromStage: performance.now() - staged };
}

/** Waits until a run stages, or is over; gives the time. */
async function stageOf(data: string, end: Promise<unknown>): Promise<number> {
  let over = false;
  void end.then(() => {
    over = true;
  });
  while (!over && below(join(data, 'nhi-precheck', 'outbox')).length === 0) await wait(1);
  return performance.now();
}

/**
 * Kills runs at moments spread by chance: every other over a whole run, the rest over the time from when the stage is
 * there, which is short. After each kill the package is submitted again, every third time to another folder.
 * @param seed gives the same moments again, as shares of a run
 */
export async function killAtMoments(
  built: Built,
  file: string,
  { rounds, seed, whole, fromStage }: { rounds: number; seed: number } & Whole,
): Promise<Killed[]> {
  const random = seeded(seed);
  const results: Killed[] = [];
  let pace = 1; // how long runs take now, when others use the machine too
  for (let round = 0; round < rounds; round++) {
    using folder = scratch();
    const [dir, other, data] = ['out', 'other', 'data'].map((name) => join(folder.path, name)) as [
      string,
      string,
      string,
    ];
    const outbox = join(data, 'nhi-precheck', 'outbox');
    const child = submit(built, file, dir, data);
    const end = ended(child);
    const late = round % 2 === 1;
    const atMs = random(Math.ceil((late ? fromStage : whole) * pace));
    if (late) await stageOf(data, end);
    await wait(atMs);
    child.kill('SIGKILL');
    const { signal } = await end;
    const first = await inTarget(dir);
    const wrong = wrongWith('after the kill', first, [0, 1]);
    const again = round % 3 === 2 ? other : dir;
    const started = performance.now();
    const second = await ended(submit(built, file, again, data));
    if (second.code === 0) pace = (performance.now() - started) / whole;
    wrong.push(...afterwards(second, first.whole.length, await inTarget(dir), await inTarget(other)));
    wrong.push(...below(outbox).map((name) => `left in the outbox: ${name}`));
    results.push({ atMs, killed: signal === 'SIGKILL', handedOver: first.whole.length === 1, wrong });
  }
  return results;
}

function wrongWith(
  when: string,
  { whole, broken, hidden }: Awaited<ReturnType<typeof inTarget>>,
  allowed: number[],
): string[] {
  return [
    ...broken.map((name) => `${when}: half written ${name}`),
    ...hidden.map((name) => `${when}: hidden ${name}`),
    ...(allowed.includes(whole.length) ? [] : [`${when}: ${whole.length} whole`]),
  ];
}

function afterwards(
  { code, stderr }: Ended,
  before: number,
  dir: Awaited<ReturnType<typeof inTarget>>,
  other: Awaited<ReturnType<typeof inTarget>>,
): string[] {
  const both = {
    whole: [...dir.whole, ...other.whole],
    broken: [...dir.broken, ...other.broken],
    hidden: [...dir.hidden, ...other.hidden],
  };
  const expected = before === 1 ? 1 : 0;
  return [
    ...wrongWith('after the second run', both, [1]),
    ...(code === expected ? [] : [`the second run ends with ${code} instead of ${expected}: ${stderr}`]),
  ];
}
