import path from 'node:path';
import type { ChannelId } from '../channels/ids.ts';
import { CHANNELS } from '../channels/registry.ts';
import { CONFIG_NAME, type Config } from '../config/schema.ts';
import type { Words } from '../engine/rule-schema.ts';
import type { Source } from '../intake/source.ts';
import type { PrecheckOptions } from '../options.ts';
import { type Checked, checkAll, checkOne } from '../precheck.ts';
import { harmless, harmlessJson } from '../report/harmless.ts';
import type { Language } from '../report/report-schema.ts';
import { inLanguage } from '../report/words.ts';
import { defaultLedgerPath, type Ledger, LedgerError } from '../upload/ledger.ts';
import { namedLedger, ofPurpose } from '../upload/machine-ledger.ts';
import { type Outcome, outcomeOf } from '../upload/outcome.ts';
import { nextLines, outcomeLines } from '../upload/outcome-lines.ts';
import { BUSINESS, type Business, PURPOSE_WORDS, type Purpose } from '../upload/purpose.ts';
import { handedOverBelow } from '../upload/stage-places.ts';
import { TARGETS, transportTo } from '../upload/target.ts';
import type { Transport, TypeCodes } from '../upload/transport.ts';
import { packageName } from '../upload/validated.ts';
import { NOTE, TROUBLE } from '../upload/words.ts';
import { type JudgeOptions, judgeOptions, nothing } from './check.ts';
import { CommandError, EXIT } from './exit.ts';
import { prettyReports } from './pretty-reports.ts';
import { progress } from './progress.ts';
import { settings } from './settings.ts';
import { pathsOf, takeSources } from './take-sources.ts';
import { colours, note } from './terminal.ts';

/** The options of `submit` as the command line gives them. */
export interface SubmitOptions extends JudgeOptions {
  /** `folder:DIR`; the configuration's unless told. */
  readonly to?: string;
  /** The configuration's, or production, unless told. */
  readonly purpose?: Purpose;
  /** Why packages that NHI will hold go out all the same. */
  readonly acceptHold?: string;
  readonly dryRun?: boolean;
  readonly format: 'pretty' | 'json';
}

const tell = ({ zh, en }: Words): void => note(`${zh}\n${en}`);

const troubled = (error: LedgerError, file: string): CommandError => {
  const { zh, en } = TROUBLE[error.why];
  return new CommandError(EXIT.notAccepted, `沒有移交：${zh}\n  ${file}`, `Nothing was handed over. ${en}`);
};

function ledgerTrouble(error: unknown): Words {
  if (error instanceof LedgerError) return TROUBLE[error.why];
  throw error;
}

/** @throws CommandError */
function targetOf(to: string | undefined, ledgerFile: string): Transport {
  const known = TARGETS.join(', ');
  if (to === undefined)
    throw new CommandError(EXIT.usage, `沒有說要交到哪裡：--to ${known}`, `Say where to: --to ${known}`);
  const transport = transportTo(to, ledgerFile);
  if (transport) return transport;
  throw new CommandError(EXIT.usage, `--to 不認得「${harmless(to)}」，可以用：${known}`, `--to knows: ${known}`);
}

/**
 * `nhi-precheck submit PATH… --to folder:DIR`: checks everything, then hands over what NHI will take.
 * @returns the exit code: 0 when everything was handed over
 * @throws CommandError
 */
export async function submit(given: readonly string[], options: SubmitOptions): Promise<number> {
  const config = await settings(options.config);
  const ledgerFile = config.ledger ?? defaultLedgerPath();
  const to = options.to ?? config.handOver?.to;
  const transport = targetOf(to, ledgerFile);
  if (options.acceptHold?.trim() === '')
    throw new CommandError(EXIT.usage, '--accept-hold 要寫理由', '--accept-hold wants a reason');
  const { sources, unreadable } = await takeSources(pathsOf(given, config));
  const isHandedOver = handedOverBelow(transport.root);
  const before = sources.filter(({ diskPath }) => isHandedOver(diskPath));
  if (before.length > 0)
    tell({
      zh: `略過目的地裡已經移交的檔案 ${before.length} 個`,
      en: `Left out, since they are in the target already: ${before.length}`,
    });
  const taken = [...sources.filter(({ diskPath }) => !isHandedOver(diskPath)), ...unreadable];
  try {
    using ledger = namedLedger(config.ledger, options.dryRun ? 'read' : 'write'); // a dry run makes nothing
    for (const each of ledger.notes(new Date())) tell(NOTE[each]);
    return await handedOver(taken, { ...options, to: to ?? '' }, config, transport, ledger);
  } catch (error) {
    throw error instanceof LedgerError ? troubled(error, ledgerFile) : error;
  }
}

async function handedOver(
  sources: readonly Source[],
  options: SubmitOptions & { readonly to: string },
  config: Config,
  transport: Transport,
  ledger: Ledger,
): Promise<number> {
  const purpose = options.purpose ?? config.handOver?.purpose ?? 'production';
  const running = progress(sources.length);
  const judging = { ...judgeOptions(options, config), ledger: ofPurpose(ledger, purpose) };
  let checked: Checked[];
  try {
    checked = await checkAll(sources, { ...judging, onFile: running.done });
  } finally {
    running.stop();
  }
  if (checked.length === 0) throw nothing(sources.length);
  const checkedAt = new Date();
  const outcomes: Outcome[] = [];
  const typeCodes = config.handOver?.typeCodes ?? {};
  const dryRun = options.dryRun ?? false;
  const how = { ledger, transport, purpose, checkedAt, now: () => new Date(), dryRun, typeCodes };
  let fault: unknown;
  let trouble: Words | null = null; // once the ledger fails, nothing more goes out
  for (const one of checked) {
    const result: Outcome | Words =
      trouble ??
      (await asOfNow(one, outcomes, judging)
        .then((now) => outcomeOf(now, how, options.acceptHold))
        .catch(ledgerTrouble)
        .catch((error: unknown) => {
          fault = error; // told when what was handed over before has been told
          return FAULT;
        }));
    if ('checked' in result) outcomes.push(result);
    else {
      trouble = result;
      outcomes.push({ checked: one, name: packageName(one), result: null, why: trouble });
    }
  }
  const taken = new Set(checked.flatMap(({ submission }) => submission.sources));
  const others = sources.filter((source) => !taken.has(source) && path.posix.basename(source.path) !== CONFIG_NAME);
  noteOthers(others);
  const language = options.lang ?? config.language ?? 'zh-TW';
  if (options.format === 'json') process.stdout.write(asJson(outcomes, others, purpose, options));
  else await asText(outcomes, { purpose, typeCodes }, language, options);
  if (fault !== undefined) throw fault;
  return outcomes.some(({ why }) => why !== null) ? EXIT.notAccepted : EXIT.ok;
}

/** A submission with a 案件編號 that another one of this run has: judged again once something was handed over. */
async function asOfNow(one: Checked, outcomes: readonly Outcome[], judging: PrecheckOptions): Promise<Checked> {
  const { orders, elsewhere, submission } = one;
  const isSame = orders === null || elsewhere.size === 0 || outcomes.every(({ result }) => result?.kind !== 'sent');
  const channel = CHANNELS.find(({ id }) => id === submission.channel);
  return isSame || !channel ? one : checkOne({ channel, submission, elsewhere }, { ...judging, keepOrders: true });
}

const FAULT: Words = { zh: '本工具發生錯誤，沒有交出', en: 'nhi-precheck met a fault of its own; not handed over' };

function noteOthers(others: readonly Source[]): void {
  if (others.length === 0) return;
  const some = others
    .slice(0, 3)
    .map((source) => harmless(source.path))
    .join('、');
  tell({
    zh: `不屬於任何送件、沒有移交的檔案 ${others.length} 個：${some}${others.length > 3 ? '…' : ''}`,
    en: `Files of no submission, not handed over: ${others.length}`,
  });
}

const channelOf = ({ checked }: Outcome): ChannelId => checked.report.submission.channel;

/** What is chosen on NHI's pages for these, once each; channels that have no upload of this purpose are left out. */
const businesses = (outcomes: readonly Outcome[], purpose: Purpose): Business[] =>
  [...new Set(outcomes.map(channelOf))].flatMap((channel) => BUSINESS[channel][purpose] ?? []);

async function asText(
  outcomes: readonly Outcome[],
  { purpose, typeCodes }: { readonly purpose: Purpose; readonly typeCodes: TypeCodes },
  language: Language,
  { to, dryRun }: SubmitOptions & { readonly to: string },
): Promise<void> {
  const parts: string[] = [];
  const names = businesses(outcomes, purpose).map(({ name }) => name);
  const name = names.length > 0 ? ` ${names.join('、')}` : '';
  const { zh, en } = PURPOSE_WORDS[purpose];
  const dry = { zh: dryRun ? '（試跑，什麼都不寫）' : '', en: dryRun ? ' (dry run, nothing is written)' : '' };
  const first = {
    zh: `【${zh}】${name.trimStart()} → ${harmless(to)}${dry.zh}`,
    en: `[${en}]${name} → ${harmless(to)}${dry.en}`,
  };
  parts.push(`${inLanguage(first, language)}\n\n`);
  const colour = colours();
  const reports = outcomes.map(({ checked }) => checked.report);
  await prettyReports(reports, { colour, verbose: false, seconds: null }, (text) => void parts.push(text));
  parts.push('\n');
  for (const outcome of outcomes) for (const each of outcomeLines(outcome, language)) parts.push(`${each}\n`);
  const sent = outcomes.filter(({ result }) => result?.kind === 'sent');
  for (const channel of new Set(sent.map(channelOf)))
    for (const each of ['', ...nextLines(channel, purpose, typeCodes, language)]) parts.push(`${each}\n`);
  process.stdout.write(parts.join(''));
}

function asJson(
  outcomes: readonly Outcome[],
  others: readonly Source[],
  purpose: Purpose,
  { dryRun = false, to }: SubmitOptions & { readonly to: string },
): string {
  const submissions = outcomes.map(({ name, result, why, checked }) => ({
    name,
    handedOver: result?.kind === 'sent',
    ...(result && 'target' in result ? { folder: result.target } : {}),
    ...(result?.kind === 'sent' ? { id: result.id, receipt: result.receipt, checklist: result.checklist } : {}),
    ...(why ? { why } : {}),
    businessCode: BUSINESS[checked.report.submission.channel][purpose]?.code ?? null,
    report: checked.report,
  }));
  const [only, ...more] = businesses(outcomes, purpose);
  const businessCode = more.length === 0 ? (only?.code ?? null) : null; // each has its own where they differ
  const all = { purpose, businessCode, to, dryRun, submissions, others: others.map((source) => source.path) };
  return `${harmlessJson(JSON.stringify(all, null, 2))}\n`;
}
