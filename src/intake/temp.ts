import { mkdtempSync, rmSync } from 'node:fs';
import { open, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IntakeError, intakeError } from './errors.ts';
import { PREFIX, sweep } from './sweep.ts';

/** A folder of this process alone, for members of archives that have to be read at random. */
export interface PrivateFolder extends AsyncDisposable {
  readonly path: string;
  /**
   * Writes the bytes to a new file, under a name of ours (never one from an archive), and gives its path.
   * @throws IntakeError `too-large`, with `shown` as its path, beyond `maxBytes`; nothing is left behind then
   */
  file(source: AsyncIterable<Uint8Array>, options: { maxBytes: number; shown?: string }): Promise<string>;
}

const HOUR = 3_600_000;
const mine = new Set<string>();

/**
 * Makes a folder under the system's temporary folder that only this user can enter, and first removes those that
 * processes now dead have left. It goes when disposed of, or at the end of the process; a killed process leaves it
 * to the next one.
 * @throws IntakeError `no-room` where the temporary folder is full, missing, or not for this user to write
 */
export async function privateFolder(): Promise<PrivateFolder> {
  const path = await made();
  const alive = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), HOUR).unref();
  let count = 0;
  return {
    path,
    async file(source, { maxBytes, shown = '' }) {
      const name = join(path, String(++count));
      try {
        await write(name, source, maxBytes, shown);
        return name;
      } catch (error) {
        await rm(name, { force: true });
        throw error;
      }
    },
    async [Symbol.asyncDispose]() {
      clearInterval(alive);
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
      mine.delete(path);
      if (mine.size === 0) process.off('exit', removeAll);
    },
  };
}

/** Made and noted in one step: a signal between the two would leave the folder behind. */
async function made(): Promise<string> {
  try {
    await sweep(tmpdir(), mine);
    const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`)); // mode 0700
    if (mine.size === 0) process.on('exit', removeAll);
    mine.add(path);
    return path;
  } catch (error) {
    throw intakeError(error, '') instanceof IntakeError ? new IntakeError('no-room', '') : error;
  }
}

async function write(name: string, source: AsyncIterable<Uint8Array>, maxBytes: number, shown: string): Promise<void> {
  await using file = await open(name, 'wx', 0o600);
  let size = 0;
  for await (const bytes of source) {
    size += bytes.length;
    if (size > maxBytes) throw new IntakeError('too-large', shown);
    await file.writeFile(bytes); // goes on where it stopped, and writes all
  }
}

function removeAll(): void {
  for (const path of mine) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // a file still open on Windows: the next process sweeps it
    }
  }
}
