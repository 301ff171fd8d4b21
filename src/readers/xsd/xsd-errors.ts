import { Worker } from 'node:worker_threads';
import type { XsdError } from './xsd-error.ts';

/** What the thread is given. */
export interface XsdJob {
  readonly xsd: Uint8Array;
  readonly xml: Uint8Array;
  /** So many errors at most are told. */
  readonly most: number;
}

/** What a schema refuses in a document: the first of them in order, and how many there are. */
export interface XsdAnswer {
  readonly errors: readonly XsdError[];
  readonly count: number;
}

/** How long libxml2 may take, and the memory that its errors may use. */
export interface XsdBounds {
  readonly timeoutMs: number;
  readonly heapMegabytes: number;
}

/** Beside this file, and of its extension: `.ts` in the sources, `.js` when built. */
const worker = new URL(`./xsd-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Holds a document against a schema, by libxml2 in a thread of its own, which ends when it takes too much time or memory:
 * where each of some 100,000 elements has an error, it counts the elements before each of them.
 * @returns undefined where libxml2 failed or was ended; never throws
 */
export async function xsdErrors(job: XsdJob, bounds: XsdBounds): Promise<XsdAnswer | undefined> {
  const thread = new Worker(worker, {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: bounds.heapMegabytes },
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  thread.stdout.resume();
  thread.stderr.resume();
  const timer = setTimeout(() => void thread.terminate(), bounds.timeoutMs);
  try {
    return await new Promise((resolve) => {
      thread.once('message', resolve);
      thread.on('error', () => resolve(undefined));
      thread.once('exit', () => resolve(undefined));
    });
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
