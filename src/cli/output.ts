import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
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

/** Standard output: a file takes what fits and says nothing, so each write is looked at; a pipe is Node's own matter. */
function standard(): Output {
  const parts: string[] = [];
  const piped = (): Promise<void> =>
    new Promise((done, failed) => {
      process.stdout.write(parts.join(''), (error) => {
        if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') failed(error);
        else done();
      });
    });
  return {
    file: undefined,
    write: (text) => void parts.push(text),
    async close() {
      try {
        if (fstatSync(STDOUT).isFile()) writeAll(STDOUT, parts);
        else await piped();
      } catch (error) {
        throw cannot('標準輸出 standard output', error);
      }
    },
    abandon: () => {},
  };
}

const STDOUT = 1;

/**
 * Standard output, or a file that is opened at once, so that a wrong path is told before the work; what it holds is
 * replaced only by a whole document. @throws CommandError
 */
export function openOutput(file: string | undefined): Output {
  if (file === undefined) return standard();
  const parts: string[] = [];
  const before = existsSync(file);
  let real = file; // behind a link that leads nowhere yet, the file is new and the link is not
  const leaveNothing = (): void => {
    if (!before) rmSync(real, { force: true });
  };
  let pipe: number | undefined;
  try {
    const fd = openSync(file, 'a');
    if (fstatSync(fd).isFile()) {
      closeSync(fd);
      real = realpathSync(file);
    } else pipe = fd; // opened once: a second opening of a pipe would wait for a second reader
  } catch (error) {
    throw cannot(file, error);
  }
  process.once('exit', leaveNothing); // Ctrl-C
  const settled = (): void => void process.off('exit', leaveNothing);
  let done = false;
  return {
    file: real,
    write: (text) => void parts.push(text),
    async close() {
      try {
        if (pipe === undefined) replace(real, parts);
        else writeAll(pipe, parts);
      } catch (error) {
        leaveNothing();
        throw cannot(file, error);
      } finally {
        settled();
        done = true;
        if (pipe !== undefined) closeSync(pipe);
      }
    },
    abandon() {
      if (done) return;
      done = true;
      settled();
      leaveNothing();
      if (pipe !== undefined) closeSync(pipe);
    },
  };
}

/** Writes beside the file and takes its place in one step; in place where nothing can be made beside it. */
function replace(file: string, parts: readonly string[]): void {
  const beside = join(dirname(file), `.nhi-precheck-${randomBytes(6).toString('hex')}`);
  const remove = (): void => rmSync(beside, { force: true });
  process.once('exit', remove);
  try {
    writeFile(beside, 'wx', parts, statSync(file).mode & 0o777);
    renameSync(beside, file);
  } catch (error) {
    remove();
    if (!['EACCES', 'EPERM', 'EROFS', 'EXDEV', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error;
    writeFile(file, 'w', parts);
  } finally {
    process.off('exit', remove);
  }
}

function writeFile(file: string, flags: string, parts: readonly string[], mode?: number): void {
  const fd = openSync(file, flags, mode);
  try {
    writeAll(fd, parts);
  } finally {
    closeSync(fd);
  }
}

function writeAll(fd: number, parts: readonly string[]): void {
  for (const part of parts) {
    const bytes = Buffer.from(part);
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
  }
}
