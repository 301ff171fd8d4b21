import { harmlessLines } from '../report/harmless.ts';

/** A small closed set; never a count. */
export const EXIT = { ok: 0, notAccepted: 1, usage: 2, nothing: 3, fault: 4, interrupted: 130 } as const;

/** What ends a command early, with words for the user (both languages) and its exit code. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, zh: string, en: string) {
    super(`${zh}\n${en}`);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}

/** The frames of a stack as file and line; no message, no folder of this machine. */
const frames = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .map((line) => /([^/\\()]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? '')
    .filter(Boolean)
    .slice(0, 8);

/**
 * Tells the user of an error and gives the exit code. The words of an unexpected error are left out:
 * they may quote the file.
 */
export function reportError(error: unknown, write: (text: string) => void): number {
  if (error instanceof CommandError) {
    write(`${harmlessLines(error.message)}\n`);
    return error.exitCode;
  }
  const known = error instanceof Error && (error.name === 'RuleError' || error.name === 'RuleFault');
  const what = error instanceof Error ? (known ? error.message : error.name) : typeof error;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  write(
    [
      '本工具發生錯誤，檢查沒有完成；這不代表您的檔案有問題。',
      'nhi-precheck met a fault of its own and did not finish; this says nothing about your files.',
      `  ${what}${typeof code === 'string' ? ` ${code}` : ''}`,
      ...(error instanceof Error ? frames(error).map((frame) => `    ${frame}`) : []),
      '',
    ].join('\n'),
  );
  return EXIT.fault;
}
