import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** Whether a PDF can be opened; `unknown` when that could not be found out. */
export type PdfEncryption =
  /** Not encrypted. */
  | 'no'
  /** Encrypted with an owner's password only: everybody can open it, not everybody may print it. */
  | 'opens'
  /** Cannot be opened without a password (or a certificate). */
  | 'password'
  | 'unknown';

/** Whether a PDF has fields to fill in; `unknown` when that was not asked or could not be found out. */
export type PdfForm = 'fillable' | 'flat' | 'unknown';

/** What only a parser can say of a PDF. */
export interface PdfInside {
  readonly encrypted: PdfEncryption;
  readonly form: PdfForm;
}

/** How long a parser may take and how much memory of both sorts it may use: V8's own, and that of byte arrays. */
export interface PdfBounds {
  readonly timeoutMs: number;
  readonly heapMegabytes: number;
  readonly bufferBytes: number;
}

const WATCH_MS = 50;
const UNKNOWN: PdfInside = { encrypted: 'unknown', form: 'unknown' };
/** Beside this file, and of its extension: `.ts` in the sources, `.js` when built. */
const worker = new URL(`./pdf-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Parses a PDF in a thread of its own, which ends when it takes too much time or memory.
 * @param bytes the whole file; they are handed over and gone afterwards
 * @returns all `unknown` when the parser failed or was ended; never throws
 */
export async function pdfInside(bytes: Uint8Array<ArrayBuffer>, bounds: PdfBounds): Promise<PdfInside> {
  const thread = new Worker(worker, {
    workerData: bytes,
    transferList: [bytes.buffer],
    resourceLimits: { maxOldGenerationSizeMb: bounds.heapMegabytes, maxYoungGenerationSizeMb: 32 },
    execArgv: [],
    stdout: true, // the library complains to the console, in words of the file
    stderr: true,
  });
  thread.stdout.resume();
  thread.stderr.resume();
  thread.once('online', () => void endWhenLarge(thread, bounds.bufferBytes)); // asked earlier, it answers at its end
  const timer = setTimeout(() => void thread.terminate(), bounds.timeoutMs);
  try {
    return await new Promise<PdfInside>((resolve) => {
      thread.once('message', resolve);
      thread.on('error', () => resolve(UNKNOWN));
      thread.once('exit', () => resolve(UNKNOWN));
    });
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}

/** Resource limits do not count byte arrays, which is where a bomb unpacks to. Goes on until the thread has ended. */
async function endWhenLarge(thread: Worker, most: number): Promise<void> {
  try {
    for (;;) {
      const { external_memory: used } = await thread.getHeapStatistics();
      if (used > most) await thread.terminate();
      await wait(WATCH_MS, undefined, { ref: false });
    }
  } catch {} // it has no statistics any more
}
