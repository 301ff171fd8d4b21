import type { Limits } from './channels/channel.ts';
import { CHANNEL_IDS, type ChannelId } from './channels/ids.ts';
import { isDay, taipeiDay } from './clock.ts';
import type { Levels } from './engine/levels.ts';
import type { Library } from './engine/library.ts';
import type { Judged } from './engine/run.ts';
import { archiveLimits } from './readers/archive/limits.ts';
import { XML_LIMITS } from './readers/xml/read-xml.ts';
import type { Language } from './report/report-schema.ts';
import type { Ledger } from './upload/ledger.ts';

/** Options of `precheck`; all may be left out. */
export interface PrecheckOptions {
  /** Only this channel; files need not show that they belong to it. */
  readonly channel?: ChannelId | undefined;
  /** Look for these channels only; all unless told. */
  readonly channels?: readonly ChannelId[] | undefined;
  /** yyyy-MM-dd in Taipei: the end of that day; today unless told. */
  readonly asOf?: string | undefined;
  /** The institution code of the login. */
  readonly institution?: string | undefined;
  readonly language?: Language | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** Rules made louder or quieter, by id. */
  readonly levels?: Levels | undefined;
  /** The history of what was handed over; `unreadable` makes every answer `unknown`; none: nothing was. */
  readonly ledger?: (Pick<Ledger, 'sentBefore'> & Partial<Pick<Ledger, 'ordersBefore'>>) | 'unreadable' | undefined;
  /** Keeps the orders of what is judged, for a hand-over to remember. */
  readonly keepOrders?: boolean | undefined;
  /** Findings of one rule beyond this are counted, not listed; 1,000 unless told. */
  readonly maxFindings?: number | undefined;
  /** Shows values unmasked: only for the user's own terminal. */
  readonly showValues?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The clock, for tests. */
  readonly now?: Date | undefined;
  /** Another ruleset than the one that comes along. */
  readonly library?: Library | undefined;
  /** Called after each file, for progress. */
  readonly onFile?: (() => void) | undefined;
  /** Called with the findings of each submission before they become words: for coverage of the rules. */
  readonly onJudged?: ((judged: Judged) => void) | undefined;
}

/** Limits of ours unless told. */
export const LIMITS: Limits = {
  entries: 200_000,
  unpackedBytes: archiveLimits.maxUnpackedBytes,
  ratio: archiveLimits.maxRatio,
  fhrBytes: 64 * 2 ** 20,
  dicomdirBytes: 256 * 2 ** 20,
  dicomdirRecords: 300_000,
  nesting: 3,
  dictionary: archiveLimits.maxDictionary,
  archiveTime: archiveLimits.timeoutMs,
  xmlText: XML_LIMITS.text,
  xmlRecord: XML_LIMITS.record,
};

/** An option of `precheck` that makes no sense. */
export class OptionsError extends Error {
  readonly option: keyof PrecheckOptions;

  constructor(option: keyof PrecheckOptions, what: string) {
    super(`${option}: ${what}`);
    this.name = 'OptionsError';
    this.option = option;
  }
}

/** Options with everything settled that is not optional to the work. */
export interface Settled {
  readonly asOf: string;
  readonly limits: Limits;
  readonly language: Language;
  readonly maxFindings: number;
}

/** Milliseconds that a timer can wait. */
const LONGEST = 2 ** 31 - 1;

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0;

/** Fills in what was not told. @throws OptionsError */
export function settle(options: PrecheckOptions): Settled {
  const asOf = options.asOf ?? taipeiDay(options.now ?? new Date());
  if (!isDay(asOf)) throw new OptionsError('asOf', 'not a real day, yyyy-MM-dd');
  const { channel, institution, language = 'zh-TW', maxFindings = 1_000 } = options;
  if (channel !== undefined && !CHANNEL_IDS.includes(channel))
    throw new OptionsError('channel', 'there is none of that name');
  for (const id of options.channels ?? [])
    if (!CHANNEL_IDS.includes(id)) throw new OptionsError('channels', 'there is none of that name');
  if (institution !== undefined && !/^[0-9A-Z]{10}$/.test(institution))
    throw new OptionsError('institution', 'not 10 of 0-9, A-Z');
  if (!isCount(maxFindings)) throw new OptionsError('maxFindings', 'not a whole number above 0');
  const told = Object.entries(options.limits ?? {}).filter(([, value]) => value !== undefined);
  for (const [name, value] of told) {
    if (!Object.hasOwn(LIMITS, name) || !isCount(value) || (name === 'archiveTime' && Number(value) > LONGEST))
      throw new OptionsError('limits', `${name} is no limit, or not above 0, or too large`);
  }
  return { asOf, limits: { ...LIMITS, ...Object.fromEntries(told) }, language, maxFindings };
}
