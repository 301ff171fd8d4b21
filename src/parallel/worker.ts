import { CHANNELS } from '../channels/registry.ts';
import { diskSource } from '../intake/disk.ts';
import { IntakeError } from '../intake/errors.ts';
import { refusedSource } from '../intake/refused.ts';
import type { Source } from '../intake/source.ts';
import { checkOne } from '../precheck.ts';
import type { Report } from '../report/report-schema.ts';
import { machineLedger, ofPurpose } from '../upload/machine-ledger.ts';
import type { Job } from './job.ts';

/** What a process gives back. An error loses its class on the way, so what is told of it goes as data. */
export type Done =
  | { readonly report: Report }
  | { readonly fault: { readonly name: string; readonly message: string; readonly stack: string | undefined } };

process.once('disconnect', () => process.exit()); // nobody waits any more
process.once('SIGTERM', () => process.exit()); // 7-Zip goes with it

/** A file that was there when it was listed, or why it can no longer be read. */
async function sourceOf({ diskPath, path }: Job['files'][number]): Promise<Source> {
  try {
    return await diskSource(diskPath, path);
  } catch (error) {
    if (error instanceof IntakeError) return refusedSource(path, error.code);
    throw error;
  }
}

async function reportOf({ channel: id, submission, files, elsewhere, options }: Job): Promise<Report> {
  const channel = CHANNELS.find((each) => each.id === id);
  if (!channel) throw new Error(`no channel ${id}`);
  const sources = await Promise.all(files.map(sourceOf));
  const ledger = machineLedger(options.ledgerFile);
  try {
    const found = { channel, submission: { ...submission, sources }, elsewhere: new Map(elsewhere) };
    return (await checkOne(found, { ...options, ledger: ofPurpose(ledger, options.purpose) })).report;
  } finally {
    if (ledger !== 'unreadable') ledger[Symbol.dispose]();
  }
}

/** Judges one submission, in a process of its own. */
export default async function work(job: Job): Promise<Done> {
  try {
    return { report: await reportOf(job) };
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(typeof error);
    return { fault: { name, message, stack } };
  }
}
