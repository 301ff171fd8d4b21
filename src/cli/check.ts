import { posix } from 'node:path';
import type { ChannelId } from '../channels/ids.ts';
import { CHANNELS } from '../channels/registry.ts';
import { levelsOf } from '../config/read.ts';
import { CONFIG_NAME, type Config } from '../config/schema.ts';
import { ANSWERS, type Answer } from '../engine/outcome.ts';
import { isRefused } from '../intake/refused.ts';
import type { Source } from '../intake/source.ts';
import { type ManyOptions, precheckMany } from '../parallel/precheck-many.ts';
import { harmless } from '../report/harmless.ts';
import type { Language, Report } from '../report/report-schema.ts';
import { CommandError, EXIT } from './exit.ts';
import { formatContext } from './format-context.ts';
import { type Documents, type FormatTo, openDocuments, writeDocuments } from './formats.ts';
import { notTheConfig, withoutOutputs } from './outputs-apart.ts';
import { progress } from './progress.ts';
import { configFile } from './settings.ts';
import { pathsOf, takeSources } from './take-sources.ts';
import { note } from './terminal.ts';

/** Options that say what is judged and how: the same for every command that judges. */
export interface JudgeOptions {
  readonly channel?: ChannelId;
  readonly asOf?: string;
  readonly lang?: Language;
  readonly institution?: string;
  readonly config?: string;
}

/** The options of `check` as the command line gives them. */
export interface CheckOptions extends JudgeOptions {
  readonly format: readonly FormatTo[];
  readonly showValues?: boolean;
  readonly maxFindings: number;
  readonly failOn: Answer;
  readonly output?: string;
  readonly verbose?: boolean;
  readonly xsd?: boolean;
}

/** What a configuration and options settle together for judging. */
export function judgeOptions(options: JudgeOptions, config: Config): ManyOptions {
  return {
    channel: options.channel,
    channels: config.channels,
    asOf: options.asOf,
    institution: options.institution ?? config.institution,
    language: options.lang ?? config.language,
    limits: config.limits as Partial<Record<string, number>>,
    levels: levelsOf(config),
    ledgerFile: config.ledger,
    purpose: config.handOver?.purpose,
  };
}

/**
 * `nhi-precheck check PATH…`.
 * @returns the exit code
 * @throws CommandError
 */
export async function check(given: readonly string[], options: CheckOptions): Promise<number> {
  const settled = await configFile(options.config);
  const config = settled?.config ?? {};
  const paths = pathsOf(given, config);
  const documents = openDocuments(options.format, options.output);
  try {
    const { sources, unreadable } = await takeSources(paths);
    const files = documents.flatMap(({ output: { file } }) => file ?? []);
    if (settled) notTheConfig(settled.file, files);
    const left = [...(await withoutOutputs(sources, files)), ...unreadable];
    return await judged(left, options, config, documents);
  } finally {
    for (const { output } of documents) output.abandon();
  }
}

async function judged(
  sources: readonly Source[],
  options: CheckOptions,
  config: Config,
  documents: Documents,
): Promise<number> {
  const started = performance.now();
  const terminal =
    process.stdout.isTTY === true && documents.every(({ name, output: { file } }) => name === 'pretty' && !file);
  if (options.showValues && !terminal)
    note('--show-values 只在終端機畫面有效，值仍然遮蔽。 Values stay masked: not a terminal.');
  const running = progress(sources.length);
  try {
    const reports = await precheckMany(sources, {
      ...judgeOptions(options, config),
      maxFindings: options.maxFindings,
      showValues: options.showValues === true && terminal,
      onFile: running.done,
    });
    running.stop();
    if (reports.length === 0) throw nothing(sources.length);
    noteOthers(sources, reports);
    const seconds = (performance.now() - started) / 1000;
    const context = await formatContext((reports[0] as Report).ruleset, levelsOf(config), options.verbose ?? false);
    await writeDocuments(documents, reports, sources, ({ file }) => context(file === undefined && terminal, seconds));
    if (options.xsd) await tellSecondOpinions(sources, reports, judgeOptions(options, config));
    const worst = ANSWERS.indexOf(options.failOn);
    return reports.some(({ verdict }) => ANSWERS.indexOf(verdict.answer) <= worst) ? EXIT.notAccepted : EXIT.ok;
  } finally {
    running.stop();
  }
}

/** `--xsd`: after the report, on standard error. */
async function tellSecondOpinions(
  sources: readonly Source[],
  reports: readonly Report[],
  options: ManyOptions,
): Promise<void> {
  const [{ secondOpinions }, { settle }, { ownLibrary }] = await Promise.all([
    import('../xsd/second-opinions.ts'),
    import('../options.ts'),
    import('../rules.ts'),
  ]);
  const format = (await ownLibrary()).formats.get('lab-result');
  if (!format) throw new Error('there is no field table "lab-result"');
  for await (const text of secondOpinions(sources, reports, format, settle(options).limits)) note(text);
}

/** Files that belong to no submission: nobody shall think that they were checked. */
export function noteOthers(sources: readonly Source[], reports: readonly Report[]): void {
  const checked = new Set(
    reports.flatMap(({ submission: { name, files } }) => [name, ...files.map(({ path }) => path)]),
  );
  const others = sources.filter(({ path }) => !checked.has(path) && posix.basename(path) !== CONFIG_NAME);
  const some = (list: readonly Source[]): string =>
    `${list
      .slice(0, 3)
      .map(({ path }) => harmless(path))
      .join('、')}${list.length > 3 ? '…' : ''}`;
  const [unread, unknown] = [others.filter(isRefused), others.filter((source) => !isRefused(source))];
  if (unread.length > 0)
    note(
      `讀不到，所以沒有檢查：${unread.length} 個（${some(unread)}）\nCould not be read, so not checked: ${unread.length}`,
    );
  if (unknown.length > 0)
    note(
      `沒有檢查的檔案 ${unknown.length} 個（不像要上傳的）：${some(unknown)}\nNot checked, not recognised: ${unknown.length}`,
    );
}

/** Nothing among so many files is recognised. */
export function nothing(files: number): CommandError {
  return new CommandError(
    EXIT.nothing,
    `看了 ${files} 個檔案，沒有認得的上傳檔案。找的是：\n${CHANNELS.map(({ looksFor }) => `  ${looksFor.zh}`).join('\n')}`,
    `Nothing recognisable among ${files} file(s). Looked for:\n${CHANNELS.map(({ looksFor }) => `  ${looksFor.en}`).join('\n')}`,
  );
}
