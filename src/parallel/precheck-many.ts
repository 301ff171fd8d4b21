import { availableParallelism } from 'node:os';
import type { Source } from '../intake/source.ts';
import { privateFolder } from '../intake/temp.ts';
import { type PrecheckOptions, settle } from '../options.ts';
import { checkOne } from '../precheck.ts';
import type { Report } from '../report/report-schema.ts';
import { type Found, submissionsOf } from '../submissions.ts';
import { machineLedger, ofPurpose } from '../upload/machine-ledger.ts';
import { type Job, type JobOptions, jobOf } from './job.ts';
import type { Done } from './worker.ts';

/** Options of `precheckMany`: those of `precheck` that can be told to another process. */
export interface ManyOptions extends JobOptions, Pick<PrecheckOptions, 'channel' | 'channels' | 'signal' | 'onFile'> {
  /** Processes at most; as many as there are cores unless told. */
  readonly processes?: number;
}

/** Starting a process costs about as much as so many small submissions. */
const WORTH = 12;
/** What a submission costs beside its bytes, in bytes. */
const EACH = 512 * 1024;

/** How many processes are worth starting. */
function processesFor(found: readonly Found[], most: number): number {
  const bytes = found.flatMap(({ submission }) => submission.sources).reduce((sum, { size }) => sum + size, 0);
  const work = (found.length * EACH + bytes) / (WORTH * EACH);
  return Math.min(most, found.length, Math.floor(work));
}

/** Processes that judge, and the folder that holds what they keep for a while: it goes with them. */
interface Pool extends AsyncDisposable {
  run(job: Job, signal: AbortSignal | undefined): Promise<Done>;
}

/** Processes rather than threads: starting 7-Zip, which most of the time goes to, holds up all threads of a process. */
async function poolOf(processes: number): Promise<Pool> {
  const { Tinypool } = await import('tinypool');
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'; // compiled, or as it was written
  const filename = new URL(`./worker.${extension}`, import.meta.url).href;
  const { path: temporary, [Symbol.asyncDispose]: removed } = await privateFolder();
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const pool = new Tinypool({
    filename,
    minThreads: processes,
    maxThreads: processes,
    runtime: 'child_process',
    env: env as Record<string, string>,
  });
  return {
    run: (job, signal) => pool.run(job, signal ? { signal } : {}),
    async [Symbol.asyncDispose]() {
      await pool.destroy();
      await removed();
    },
  };
}

/**
 * `precheck` for many submissions: on all cores where that is faster. The reports are the same, in the same order.
 * @throws as `precheck`
 */
export async function precheckMany(sources: readonly Source[], options: ManyOptions): Promise<Report[]> {
  const { channel, channels, signal, onFile, processes: most = availableParallelism(), ...told } = options;
  const found = await submissionsOf(sources, settle(options).limits, { channel, channels });
  const processes = processesFor(found, most);
  await using pool = processes > 1 ? await poolOf(processes) : undefined;
  const ledger = machineLedger(told.ledgerFile);
  const here = { ...told, signal, onFile, ledger: ofPurpose(ledger, told.purpose) };
  try {
    const reports: Promise<Report>[] = [];
    for (const one of found) {
      const job = pool && jobOf(one, told);
      const report = pool && job ? away(pool, job, options) : checkOne(one, here).then((checked) => checked.report);
      report.catch(() => {}); // told when all are awaited
      reports.push(report);
      if (!job) await report;
    }
    return await Promise.all(reports);
  } finally {
    if (ledger !== 'unreadable') ledger[Symbol.dispose]();
  }
}

async function away(pool: Pool, job: Job, { signal, onFile }: ManyOptions): Promise<Report> {
  const done: Done = await pool.run(job, signal);
  if ('fault' in done) throw Object.assign(new Error(done.fault.message), done.fault);
  for (const _ of done.report.submission.files) onFile?.();
  return done.report;
}
