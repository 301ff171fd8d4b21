import { close, fstat, read } from 'node:fs';
import { isatty } from 'node:tty';
import { promisify } from 'node:util';
import type { AskPassword } from '../reconcile/open-answer.ts';
import type { Password } from '../reconcile/unlock.ts';
import { CommandError, EXIT } from './exit.ts';
import { note } from './terminal.ts';
import { typedLine } from './typed-line.ts';

/** Signs of a password at most. */
const MOST = 256;
const TRIES = 3;

/** How often, and how long apart in milliseconds, a pipe that has nothing yet is looked at. */
const LOOKS = 500;
const PAUSE = 20;

/** Milliseconds until the user is told that something is waited for. */
const PATIENCE = 5_000;

const PROMPT = '加密 zip 的密碼（下載者的身分證號，不會顯示）/ password of the encrypted zip, not shown: ';
const AGAIN = '打不開，請再輸入一次。 Does not open, once more.\n';

const notOpen = (fd: number): CommandError =>
  new CommandError(
    EXIT.usage,
    `讀不到密碼：檔案描述子 ${fd} 沒有開著，或裡面沒有東西。例如 --password-fd 3 3<密碼檔`,
    `Cannot read the password: descriptor ${fd} is not open, or has nothing in it. For example --password-fd 3 3<file`,
  );

/** Some bytes of a descriptor; undefined where a pipe has none yet. */
async function someOf(fd: number, into: Buffer, from: number): Promise<number | undefined> {
  try {
    return (await promisify(read)(fd, into, from, into.length - from, null)).bytesRead;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') return undefined;
    if (code === 'EOF') return 0; // Windows
    throw notOpen(fd);
  }
}

/** Whether a descriptor is one that somebody gave us: Node has some of its own, which are neither file, pipe nor socket. */
async function isGiven(fd: number): Promise<boolean> {
  try {
    const found = await promisify(fstat)(fd);
    return found.isFile() || found.isFIFO() || found.isSocket() || found.isCharacterDevice();
  } catch {
    return false;
  }
}

/** The first line of a file descriptor that somebody else opened. @throws CommandError */
async function lineOf(fd: number): Promise<string> {
  if (!(await isGiven(fd))) throw notOpen(fd);
  const bytes = Buffer.alloc(MOST + 2);
  let size = 0;
  const waiting = setTimeout(
    () => note(`還在等檔案描述子 ${fd} 的密碼… Still waiting for the password on descriptor ${fd}…`),
    PATIENCE,
  );
  for (let looks = 0; size < bytes.length && !bytes.subarray(0, size).includes(0x0a); ) {
    const got = await someOf(fd, bytes, size);
    if (got === 0) break;
    if (got === undefined && ++looks > LOOKS) break;
    if (got === undefined) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    else size += got;
  }
  clearTimeout(waiting);
  if (fd > 2) close(fd, () => {});
  const text = bytes.toString('utf8', 0, size);
  bytes.fill(0);
  return text.split('\n')[0] ?? '';
}

/** @throws CommandError for what no password is; its text is not told */
function checked(text: string): Password {
  const password = text.trim();
  if (/^[\x21-\x7e]+$/.test(password) && password.length <= MOST) return { text: password };
  throw new CommandError(
    EXIT.usage,
    '密碼是空的、太長，或有不是半形英數的字：要是下載者的身分證號',
    'The password is empty, too long, or has signs beyond ASCII: it is the id of the user who downloaded the file',
  );
}

/**
 * Asks for the password of an encrypted zip: from a file descriptor, once, or at the terminal, up to three times.
 * Nothing is echoed, kept, or said in an error.
 */
export function passwordAsker(fd: number | undefined): AskPassword {
  let tries = 0;
  return async (again) => {
    tries++;
    if (fd !== undefined && !isatty(fd)) return again ? null : checked(await lineOf(fd));
    if (!process.stdin.isTTY)
      throw new CommandError(
        EXIT.usage,
        '答覆是加密的 zip：在終端機執行才能輸入密碼，或用 --password-fd N（例如 --password-fd 3 3<密碼檔）。密碼不要寫在命令列上',
        'The answer is an encrypted zip: run it at a terminal to type the password, or use --password-fd N (e.g. --password-fd 3 3<file); never the command line',
      );
    if (tries > TRIES) return null;
    if (again) process.stderr.write(AGAIN);
    const text = await typedLine(PROMPT, MOST);
    return text === null ? null : checked(text);
  };
}
