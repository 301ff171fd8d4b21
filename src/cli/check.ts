import type { ChannelId } from '../channels/channel.ts';
import { CHANNELS } from '../channels/registry.ts';
import { ANSWERS, type Answer } from '../engine/outcome.ts';
import { IntakeError } from '../intake/errors.ts';
import { type Intake, sourcesOf } from '../intake/paths.ts';
import { refusedSource } from '../intake/refused.ts';
import type { Source } from '../intake/source.ts';
import { precheck } from '../precheck.ts';
import type { Language, Report } from '../report/report-schema.ts';
import { inLanguage } from '../report/words.ts';
import { ownLibrary } from '../rules.ts';
import { CommandError, EXIT } from './exit.ts';
import { openOutput } from './output.ts';
import { progress } from './progress.ts';
import { machineLedger, settings } from './settings.ts';

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

const note = (text: string): void => void process.stderr.write(`${text}\n`);

async function take(paths: readonly string[]): Promise<Source[]> {
  let intake: Intake;
  try {
    intake = await sourcesOf(paths);
  } catch (error) {
    if (!(error instanceof IntakeError)) throw error;
    const [zh, en] = error.code === 'not-found' ? ['找不到', 'There is no'] : ['沒有權限或讀不到', 'Cannot read'];
    throw new CommandError(EXIT.usage, `${zh}：${error.path}`, `${en}: ${error.path}`);
  }
  if (intake.truncated)
    throw new CommandError(
      EXIT.usage,
      `資料夾裡超過 ${intake.walked} 個檔案，沒有檢查。請指定只放要上傳的檔案的資料夾。`,
      `More than ${intake.walked} files; nothing was checked. Name a folder that holds only what is to be uploaded.`,
    );
  return [...intake.sources, ...intake.unreadable.map(({ path, code }) => refusedSource(path, code))];
}

async function show(
  reports: readonly Report[],
  options: CheckOptions,
  seconds: number,
  colour: boolean,
  write: (text: string) => void,
) {
  if (options.format === 'json') {
    const { json } = await import('../report/json.ts');
    json(reports, write);
    return;
  }
  const [{ pretty }, { clauses }] = await Promise.all([import('../report/pretty.ts'), ownLibrary()]);
  for (const [i, report] of reports.entries()) {
    if (i > 0) write('\n');
    const clause = (id: string): string => {
      const found = clauses.get(id);
      return found ? `${id} ${inLanguage(found.says, report.ruleset.language)}` : id;
    };
    pretty(report, { colour, verbose: options.verbose ?? false, seconds, named: reports.length > 1, clause }, write);
  }
}

/**
 * `nhi-precheck check PATH…`.
 * @returns the exit code
 * @throws CommandError
 */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const started = performance.now();
  const config = await settings(options.config);
  const output = await openOutput(options.output);
  const sources = await take(paths);
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
    const taken = reports.reduce((sum, { counts }) => sum + counts.files, 0);
    if (paths.length > 1 && taken === 0) note('有檔案沒有被認出。 Some files were not recognised.');
    const colour = terminal && process.stdout.hasColors?.() === true && !process.env.NO_COLOR;
    await show(reports, options, (performance.now() - started) / 1000, colour, output.write);
    await output.close();
    const worst = ANSWERS.indexOf(options.failOn);
    return reports.some(({ verdict }) => ANSWERS.indexOf(verdict.answer) <= worst) ? EXIT.notAccepted : EXIT.ok;
  } finally {
    running.stop();
    if (ledger !== 'unreadable') ledger[Symbol.dispose]();
  }
}

function nothing(files: number): CommandError {
  return new CommandError(
    EXIT.nothing,
    `看了 ${files} 個檔案，沒有認得的上傳檔案。找的是：\n${CHANNELS.map(({ looksFor }) => `  ${looksFor.zh}`).join('\n')}`,
    `Nothing recognisable among ${files} file(s). Looked for:\n${CHANNELS.map(({ looksFor }) => `  ${looksFor.en}`).join('\n')}`,
  );
}
