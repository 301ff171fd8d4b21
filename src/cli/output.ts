import { type FileHandle, open } from 'node:fs/promises';
import { CommandError, EXIT } from './exit.ts';

/** Where the report goes. */
export interface Output {
  write(text: string): void;
  /** Resolves when everything is written. */
  close(): Promise<void>;
}

/** Standard output, or a file that is opened at once, so that a wrong path is told before the work. @throws CommandError */
export async function openOutput(file: string | undefined): Promise<Output> {
  const parts: string[] = [];
  const write = (text: string): void => void parts.push(text);
  if (file === undefined) {
    return { write, close: () => new Promise((done) => void process.stdout.write(parts.join(''), () => done())) };
  }
  let handle: FileHandle;
  try {
    handle = await open(file, 'w');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new CommandError(EXIT.usage, `不能寫到 ${file}（${code}）`, `Cannot write to ${file} (${code})`);
  }
  return {
    write,
    async close() {
      await handle.writeFile(parts.join(''));
      await handle.close();
    },
  };
}
