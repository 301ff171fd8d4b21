import type { Submission } from '../channels/channel.ts';
import type { ChannelId } from '../channels/ids.ts';
import type { PrecheckOptions } from '../options.ts';
import type { Found } from '../submissions.ts';
import type { Purpose } from '../upload/purpose.ts';

/** Options of a check that can be told to another process. */
export interface JobOptions
  extends Pick<
    PrecheckOptions,
    'asOf' | 'institution' | 'language' | 'limits' | 'levels' | 'maxFindings' | 'showValues'
  > {
  /** The file of the ledger; undefined: the one of this machine. */
  readonly ledgerFile?: string | undefined;
  /** Hand-overs of which kind count as sent before; production unless told. */
  readonly purpose?: Purpose | undefined;
}

/** One submission of files on disk, as plain data. */
export interface Job {
  readonly channel: ChannelId;
  readonly submission: Omit<Submission, 'sources'>;
  readonly files: readonly { readonly diskPath: string; readonly path: string }[];
  readonly elsewhere: readonly (readonly [string, string])[];
  readonly options: JobOptions;
}

/** A submission as a job; undefined where one of its files is not on disk (or could not be read). */
export function jobOf(
  { channel, submission: { sources, ...submission }, elsewhere }: Found,
  options: JobOptions,
): Job | undefined {
  const files = sources.flatMap(({ diskPath, path }) => (diskPath === undefined ? [] : [{ diskPath, path }]));
  return files.length < sources.length
    ? undefined
    : { channel: channel.id, submission, files, elsewhere: [...elsewhere], options };
}
