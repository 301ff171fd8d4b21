import type { Channel, Limits, Submission } from './channels/channel.ts';
import { CHANNEL_IDS, type ChannelId } from './channels/ids.ts';
import { CHANNELS } from './channels/registry.ts';
import type { Source } from './intake/source.ts';
import { remember } from './readers/remember.ts';

/** A submission, and the channel that knows it. */
export interface Found {
  readonly channel: Channel;
  readonly submission: Submission;
  /** Names, in upper case, that an earlier submission of the same check has too (`Channel.names`), with the name of that one. */
  readonly elsewhere: ReadonlyMap<string, string>;
}

/**
 * The submissions among the files, in order.
 * @param options `channel`: this one, whether or not content shows it; `channels`: only these are looked for
 */
export async function submissionsOf(
  sources: readonly Source[],
  limits: Limits,
  options: { readonly channel?: ChannelId | undefined; readonly channels?: readonly ChannelId[] | undefined },
): Promise<Found[]> {
  const { channel: forced, channels = CHANNEL_IDS } = options;
  const found: { channel: Channel; submission: Submission }[] = [];
  let left = sources;
  for (const channel of CHANNELS.filter(({ id }) => (forced === undefined ? channels.includes(id) : id === forced))) {
    const submissions = await channel.recognise(left, { forced: forced !== undefined, limits });
    for (const submission of submissions) found.push({ channel, submission });
    const taken = new Set(submissions.flatMap((submission) => submission.sources));
    left = left.filter((source) => !taken.has(source));
  }
  const holders = new Map<string, Submission>();
  const all: Found[] = [];
  for (const { channel, submission } of found) {
    const elsewhere = new Map<string, string>();
    const names = found.length > 1 ? await channel.names(submission, limits) : [];
    for (const name of names) {
      const key = name.toUpperCase();
      const holder = remember(holders, key, () => submission);
      if (holder !== submission) elsewhere.set(key, holder.name);
    }
    all.push({ channel, submission, elsewhere });
  }
  return all;
}
