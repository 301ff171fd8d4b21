import { statSync } from 'node:fs';
import { posix } from 'node:path';
import type { ChannelId } from '../channels/ids.ts';
import { CHANNELS } from '../channels/registry.ts';
import { CONFIG_NAME, type Config } from '../config.ts';
import { ANSWERS, type Answer } from '../engine/outcome.ts';
import { isRefused } from '../intake/refused.ts';
import type { Source } from '../intake/source.ts';
import { LIMITS } from '../options.ts';
import { precheck } from '../precheck.ts';
import { harmlessLines } from '../report/harmless.ts';
import type { Language, Report } from '../report/report-schema.ts';
import { CommandError, EXIT } from './exit.ts';
import { type Output, openOutput } from './output.ts';
import { prettyReports } from './pretty-reports.ts';
import { progress } from './progress.ts';
import { machineLedger, settings } from './settings.ts';
import { takeSources } from './take-sources.ts';

/** The options of `check` as the command line gives them. */
export interface CheckOptions {
  readonly channel?: ChannelId;
  readonly asOf?: string;
  readonly format: 'pretty' | 'json';
  readonly lang?: Language;
  readonly showValues?: boolean;
  readonly institution?: string;
  readonly config?: string;
  readonly maxFindings: number;
  readonly failOn: Answer;
  readonly output?: string;
  readonly verbose?: boolean;
}

const note = (text: string): void => void process.stderr.write(`${harmlessLines(text)}\n`);

/** The same file on disk, whatever it is called (letter case, links). */
function isSame(a: string | undefined, b: string): boolean {
  if (a === undefined) return false;
  const [one, other] = [a, b].map((file) => statSync(file, { bigint: true, throwIfNoEntry: false }));
  return one !== undefined && one.ino === other?.ino && one.dev === other.dev;
}

/** A report may lie beside what is checked, but never take the place of what is to be uploaded. @throws CommandError */
async function withoutOutput(sources: readonly Source[], file: string | undefined): Promise<Source[]> {
  const output = file === undefined ? undefined : sources.find(({ diskPath }) => isSame(diskPath, file));
  if (!output) return [...sources];
  for (const channel of CHANNELS) {
    const taken = await channel.recognise([output], { forced: false, limits: LIMITS });
    if (taken.length > 0)
      throw new CommandError(
        EXIT.usage,
        `--output 是要檢查的檔案，不會蓋掉它：${output.path}`,
        `--output is a file that is to be checked and is not overwritten: ${output.path}`,
      );
  }
  return sources.filter((source) => source !== output);
}

/**
 * `nhi-precheck check PATH…`.
 * @returns the exit code
 * @throws CommandError
 */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const config = await settings(options.config);
  const output = await openOutput(options.output);
  try {
    const { sources, unreadable } = await takeSources(paths);
    const left = [...(await withoutOutput(sources, output.file)), ...unreadable];
    return await judged(left, options, config, output);
  } finally {
    await output.abandon();
  }
}

async function judged(
  sources: readonly Source[],
  options: CheckOptions,
  config: Config,
  output: Output,
): Promise<number> {
  const started = performance.now();
  const terminal = process.stdout.isTTY === true && options.output === undefined && options.format === 'pretty';
  if (options.showValues && !terminal)
    note('--show-values 只在終端機畫面有效，值仍然遮蔽。 Values stay masked: not a terminal.');
  const running = progress(sources.length);
  const ledger = machineLedger(config.ledger);
  try {
    const reports = await precheck(sources, {
      channel: options.channel,
      asOf: options.asOf,
      institution: options.institution ?? config.institution,
      language: options.lang ?? config.language,
      limits: config.limits as Partial<Record<string, number>>,
      ledger,
      maxFindings: options.maxFindings,
      showValues: options.showValues === true && terminal,
      onFile: running.done,
    });
    running.stop();
    if (reports.length === 0) throw nothing(sources.length);
    noteOthers(sources, reports);
    const colour = terminal && process.stdout.hasColors?.() === true && !process.env.NO_COLOR;
    const seconds = terminal ? (performance.now() - started) / 1000 : null;
    if (options.format === 'json') (await import('../report/json.ts')).json(reports, output.write);
    else await prettyReports(reports, { colour, verbose: options.verbose ?? false, seconds }, output.write);
    await output.close();
    const worst = ANSWERS.indexOf(options.failOn);
    return reports.some(({ verdict }) => ANSWERS.indexOf(verdict.answer) <= worst) ? EXIT.notAccepted : EXIT.ok;
  } finally {
    running.stop();
    if (ledger !== 'unreadable') ledger[Symbol.dispose]();
  }
}

/** Files that belong to no submission: nobody shall think that they were checked. */
function noteOthers(sources: readonly Source[], reports: readonly Report[]): void {
  const checked = new Set(
    reports.flatMap(({ submission: { name, files } }) => [name, ...files.map(({ path }) => path)]),
  );
  const others = sources.filter(({ path }) => !checked.has(path) && posix.basename(path) !== CONFIG_NAME);
  const some = (list: readonly Source[]): string =>
    `${list
      .slice(0, 3)
      .map(({ path }) => path)
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

function nothing(files: number): CommandError {
  return new CommandError(
    EXIT.nothing,
    `看了 ${files} 個檔案，沒有認得的上傳檔案。找的是：\n${CHANNELS.map(({ looksFor }) => `  ${looksFor.zh}`).join('\n')}`,
    `Nothing recognisable among ${files} file(s). Looked for:\n${CHANNELS.map(({ looksFor }) => `  ${looksFor.en}`).join('\n')}`,
  );
}
