import { existsSync, rmSync } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { CommandError, EXIT } from './exit.ts';

/** Where the report goes. */
export interface Output {
  /** The real path of the file; undefined for standard output. */
  readonly file: string | undefined;
  write(text: string): void;
  /** Resolves when everything is written. */
  close(): Promise<void>;
  /** Ends without a report: a file that was there keeps what it holds, one that was not is not left behind. */
  abandon(): Promise<void>;
}

/**
 * Standard output, or a file that is opened at once, so that a wrong path is told before the work; what it holds is
 * replaced only by a whole report. @throws CommandError
 */
export async function openOutput(file: string | undefined): Promise<Output> {
  const parts: string[] = [];
  const write = (text: string): void => void parts.push(text);
  if (file === undefined) {
    const close = (): Promise<void> => new Promise((done) => void process.stdout.write(parts.join(''), () => done()));
    return { file, write, close, abandon: async () => {} };
  }
  const before = existsSync(file);
  let handle: FileHandle;
  try {
    handle = await open(file, 'a');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new CommandError(EXIT.usage, `不能寫到 ${file}（${code}）`, `Cannot write to ${file} (${code})`);
  }
  const leaveNothing = (): void => {
    if (!before) rmSync(file, { force: true });
  };
  process.once('exit', leaveNothing); // Ctrl-C
  let isOpen = true;
  return {
    file: await realpath(file),
    write,
    async close() {
      if ((await handle.stat()).isFile()) await handle.truncate(0);
      await handle.writeFile(parts.join(''));
      await handle.close();
      process.off('exit', leaveNothing);
      isOpen = false;
    },
    async abandon() {
      if (!isOpen) return;
      await handle.close();
      leaveNothing();
    },
  };
}
