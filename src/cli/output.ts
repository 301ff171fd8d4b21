import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync, realpathSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandError, EXIT } from './exit.ts';

/** Where a document goes. */
export interface Output {
  /** The real path of the file; undefined for standard output. */
  readonly file: string | undefined;
  write(text: string): void;
  /** Resolves when everything is written. @throws CommandError */
  close(): Promise<void>;
  /** Ends without a document: a file that was there keeps what it holds, one that was not is not left behind. */
  abandon(): void;
}

function cannot(file: string, error: unknown): CommandError {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  return new CommandError(
    EXIT.usage,
    `不能寫到 ${file}（${code}）${full ? '：磁碟滿了，請清出空間再執行一次' : ''}`,
    `Cannot write to ${file} (${code})${full ? ': the disk is full' : ''}`,
  );
}

/** Standard output. */
function standard(): Output {
  const parts: string[] = [];
  return {
    file: undefined,
    write: (text) => void parts.push(text),
    close: () => new Promise((done) => void process.stdout.write(parts.join(''), () => done())),
    abandon: () => {},
  };
}

/**
 * Standard output, or a file that is opened at once, so that a wrong path is told before the work; what it holds is
 * replaced only by a whole document. @throws CommandError
 */
export function openOutput(file: string | undefined): Output {
  if (file === undefined) return standard();
  const parts: string[] = [];
  const before = existsSync(file);
  const leaveNothing = (): void => {
    if (!before) rmSync(file, { force: true });
  };
  process.once('exit', leaveNothing); // Ctrl-C; before the file is made, which is one step with the next line
  let real: string;
  let isFile: boolean;
  try {
    const fd = openSync(file, 'a');
    isFile = fstatSync(fd).isFile();
    closeSync(fd);
    real = isFile ? realpathSync(file) : file;
  } catch (error) {
    process.off('exit', leaveNothing);
    throw cannot(file, error);
  }
  const settled = (): void => void process.off('exit', leaveNothing);
  let done = false;
  return {
    file: real,
    write: (text) => void parts.push(text),
    async close() {
      try {
        if (isFile) replace(real, parts);
        else writeAll(real, 'a', parts); // a pipe or a device
      } catch (error) {
        leaveNothing();
        throw cannot(file, error);
      } finally {
        settled();
        done = true;
      }
    },
    abandon() {
      if (done) return;
      settled();
      leaveNothing();
    },
  };
}

/** Writes beside the file and takes its place in one step; in place where nothing can be made beside it. */
function replace(file: string, parts: readonly string[]): void {
  const beside = join(dirname(file), `.nhi-precheck-${randomBytes(6).toString('hex')}`);
  const remove = (): void => rmSync(beside, { force: true });
  process.once('exit', remove);
  try {
    writeAll(beside, 'wx', parts);
    renameSync(beside, file);
  } catch (error) {
    remove();
    if (!['EACCES', 'EPERM', 'EROFS', 'EXDEV', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error;
    writeAll(file, 'w', parts);
  } finally {
    process.off('exit', remove);
  }
}

function writeAll(file: string, flags: string, parts: readonly string[]): void {
  const fd = openSync(file, flags);
  try {
    for (const part of parts) {
      const bytes = Buffer.from(part);
      for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    }
  } finally {
    closeSync(fd);
  }
}
