import { Command, CommanderError } from 'commander';
import { harmlessLines } from '../report/harmless.ts';
import { toolVersion } from '../version.ts';
import { addCheck, addFix, addHistory, addReconcile, addRules, addSubmit } from './commands.ts';
import { EXIT, reportError } from './exit.ts';

const say = (text: string): void => void process.stderr.write(text);

const AFTER = `
結束碼 / exit codes:
  0 會收件（可能有提醒）、已完成 taken, done   1 不會收件、要等待、無法判斷、拒絕移交 not taken, waiting, cannot tell, refused
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

/** What may have been done already, by the command that is stopped. */
const STOPPED: Readonly<Record<string, string>> = {
  submit: '已中止。有沒有交出去，看 nhi-precheck history。 Interrupted; history tells what was handed over.',
  fix: '已中止。沒有寫完的檔案不會留下。 Interrupted; no file is left half-written.',
};

/** Ends at once by `process.exit`, so that what is temporary goes and the engine is stopped. */
function interrupted(exitCode: number, command: string | undefined): never {
  say(`\n${STOPPED[command ?? ''] ?? '已中止，沒有結果。 Interrupted; no result.'}\n`);
  process.exit(exitCode);
}

/** What was wrong with the command line, without a password that was written on it. */
const withoutPassword = (text: string): string =>
  text.replace(/(--pass[\w-]*)=[^']*|(?<=--pass.* argument ').*(?=' is)/g, '$1');

function programOf(done: (code: number) => void): Command {
  const program = new Command('nhi-precheck')
    .description(
      "健保署上傳預檢：上傳前先在自己的電腦上看會不會被收件\nPre-check of uploads to Taiwan's NHI, on your own machine",
    )
    .version(toolVersion())
    .addHelpText('after', AFTER)
    .exitOverride();
  for (const add of [addCheck, addFix, addSubmit, addReconcile, addHistory]) add(program, done);
  addRules(program);
  for (const command of [program, ...program.commands, ...program.commands.flatMap((each) => each.commands)])
    command.exitOverride().configureOutput({
      outputError: (text, write) => write(harmlessLines(`用法錯誤（--help 看說明）：${withoutPassword(text)}`)),
    });
  return program;
}

/**
 * The command line.
 * @returns the exit code
 */
export async function main(argv: readonly string[]): Promise<number> {
  let code: number = EXIT.ok;
  for (const [signal, exitCode] of SIGNALS) process.on(signal, () => interrupted(exitCode, argv[2]));
  process.on('uncaughtException', fault).on('unhandledRejection', fault);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return; // the reader has seen enough
    say(`不能寫到標準輸出（${error.code}） Cannot write to standard output (${error.code})\n`);
    process.exit(EXIT.usage);
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
