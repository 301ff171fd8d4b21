import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { CHANNEL_IDS } from '../channels/ids.ts';
import { isDay } from '../clock.ts';
import { harmlessLines } from '../report/harmless.ts';
import { toolVersion } from '../version.ts';
import { EXIT, reportError } from './exit.ts';

const say = (text: string): void => void process.stderr.write(text);

function day(text: string): string {
  if (!isDay(text))
    throw new InvalidArgumentError('要是真的日期 yyyy-MM-dd，例如 2026-05-12 / not a real day, yyyy-MM-dd');
  return text;
}

function institution(text: string): string {
  if (!/^[0-9A-Z]{10}$/.test(text)) throw new InvalidArgumentError('醫事機構代號是 10 碼大寫英數 / 10 of 0-9 A-Z');
  return text;
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('要是正整數 / a whole number above 0');
  return Number(text);
}

function addCheck(program: Command, done: (code: number) => void): void {
  program
    .command('check', { isDefault: false })
    .description(
      "檢查要上傳的檔案、資料夾或 zip，預判健保署的答覆\nCheck files, folders or zips before upload and predict NHI's answer",
    )
    .argument('<path...>', '檔案或資料夾 / files or folders')
    .addOption(
      new Option('--channel <channel>', '上傳作業（不給就自動認出）/ instead of recognising it').choices([
        ...CHANNEL_IDS,
      ]),
    )
    .option(
      '--as-of <yyyy-MM-dd>',
      '以這一天（臺北時間，當天結束）的規則判斷；不給就是今天 / judge as of the end of that day',
      day,
    )
    .addOption(new Option('--format <format>', '輸出格式 / output').choices(['pretty', 'json']).default('pretty'))
    .addOption(new Option('--lang <lang>', '語言 / language').choices(['zh-TW', 'en']))
    .option('--show-values', '不遮蔽值，只限終端機畫面 / unmasked values, on a terminal only')
    .option('--institution <code>', '登入的醫事機構代號 / institution code of the login', institution)
    .option('--config <file>', '設定檔（不給就找目前資料夾的 nhi-precheck.yaml）/ configuration file')
    .option('--max-findings <n>', '每條規則最多列出幾件 / findings listed per rule', positive, 1_000)
    .addOption(
      new Option('--fail-on <answer>', '從哪種答覆起結束碼為 1 / from which answer on the exit code is 1')
        .choices(['remind', 'unknown'])
        .default('unknown'),
    )
    .option('--output <file>', '寫到檔案 / write to a file instead of standard output')
    .option('--verbose', '列出未檢查的項目 / list what was not checked')
    .action(async (paths: string[], options: object) => {
      const { check } = await import('./check.ts');
      done(await check(paths, options as Parameters<typeof check>[1]));
    });
}

function addRules(program: Command): void {
  const language = (): Option =>
    new Option('--lang <lang>', '語言 / language').choices(['zh-TW', 'en']).default('zh-TW');
  program
    .command('explain')
    .description('說明一條規則或一條條文 / Explain a rule or a clause')
    .argument('<rule|clause>', '例如 prior-auth-imaging-needs-dcf 或 prior-auth-guide/6.1')
    .addOption(language())
    .action(async (id: string, { lang }: { lang: 'zh-TW' | 'en' }) => {
      const { explain } = await import('./explain.ts');
      await explain(id, lang);
    });
  const rules = program.command('rules').description('規則 / Rules');
  rules
    .command('list')
    .description('列出所有規則 / List all rules')
    .addOption(language())
    .action(async ({ lang }: { lang: 'zh-TW' | 'en' }) => {
      const { listRules } = await import('./rules-list.ts');
      await listRules(lang);
    });
}

const AFTER = `
結束碼 / exit codes:
  0 會收件（可能有提醒） taken, perhaps with reminders   1 不會收件、要等待或無法判斷 not taken, waiting, or cannot tell
  2 用法錯誤 usage   3 沒有認得的檔案 nothing recognisable   4 本工具的錯誤 a fault of ours   130 143 129 中止 interrupted`;

/** Ends at once with what the user is told of an error that nothing awaits. */
function fault(error: unknown): never {
  process.exit(reportError(error, say));
}

/** What ends us from outside, and the exit code that a shell has for it: 128 and the number of the signal. */
const SIGNALS = [
  ['SIGINT', EXIT.interrupted],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

/** Ends at once by `process.exit`, so that what is temporary goes and the engine is stopped. */
function interrupted(exitCode: number): never {
  say('\n已中止，沒有結果。 Interrupted; no result.\n');
  process.exit(exitCode);
}

function programOf(done: (code: number) => void): Command {
  const program = new Command('nhi-precheck')
    .description(
      "健保署上傳預檢：上傳前先在自己的電腦上看會不會被收件\nPre-check of uploads to Taiwan's NHI, on your own machine",
    )
    .version(toolVersion())
    .addHelpText('after', AFTER)
    .exitOverride();
  addCheck(program, done);
  addRules(program);
  for (const command of [program, ...program.commands, ...program.commands.flatMap((each) => each.commands)])
    command
      .exitOverride()
      .configureOutput({ outputError: (text, write) => write(harmlessLines(`用法錯誤（--help 看說明）：${text}`)) });
  return program;
}

/**
 * The command line.
 * @returns the exit code
 */
export async function main(argv: readonly string[]): Promise<number> {
  let code: number = EXIT.ok;
  for (const [signal, exitCode] of SIGNALS) process.on(signal, () => interrupted(exitCode));
  process.on('uncaughtException', fault).on('unhandledRejection', fault);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    const program = programOf((result) => {
      code = result;
    });
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return reportError(error, say);
  }
}
