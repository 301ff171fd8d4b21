import { resolve } from 'node:path';
import { type EngineOptions, runEngine, startEngine } from '../readers/archive/engine.ts';
import { ArchiveError } from '../readers/archive/errors.ts';

/** The password of an encrypted zip; it is in no error, no log, and no argument of a process. */
export interface Password {
  readonly text: string;
}

const TIMEOUT_MS = 300_000;
const MEMORY = 2 ** 30;

/** -ba no heading, -bd no progress, -spd no wildcards, -- no switches after. No -p: the password is asked for, on stdin. */
const SWITCHES = ['-ba', '-bd', '-sccUTF-8', '-spd', '-tzip', '--'];

const engineOptions = ({ text }: Password): EngineOptions => ({
  timeoutMs: TIMEOUT_MS,
  memoryBytes: MEMORY,
  input: Buffer.from(`${text}\n`),
});

/** By whole phrases at the beginning of a line, since the names of members are in the complaint too. */
const WRONG = /^ERROR: (?:Wrong password|(?:Data Error|CRC Failed) in encrypted file)/m;

/** Whether a password opens all of an encrypted zip; all of it is unpacked for that, to nowhere. @throws ArchiveError */
export async function isPassword(diskPath: string, password: Password): Promise<boolean> {
  const args = ['t', ...SWITCHES, resolve(diskPath)];
  const drained = async (output: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const _ of output);
  };
  const { exitCode, complaint } = await runEngine(args, engineOptions(password), drained);
  if (exitCode === 0) return true;
  if (WRONG.test(complaint)) return false;
  if (exitCode !== 1 && exitCode !== 2) throw new ArchiveError('engine-failed');
  throw new ArchiveError(/^ERROR: Unsupported Method/m.test(complaint) ? 'unsupported-method' : 'damaged');
}

/** Whether 7-Zip finds a member of this name, and only it. */
export const isPlainName = (name: string): boolean =>
  /^[A-Za-z0-9_][A-Za-z0-9_.()-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_.()-]*)*$/.test(name);

/**
 * The bytes of a member of an encrypted zip, by a password that `isPassword`.
 * @param name that `isPlainName`, or null where the zip has one file alone
 * @param most bytes at most: what an archive claims is not relied on
 * @throws ArchiveError
 */
export async function* unlocked(
  diskPath: string,
  name: string | null,
  password: Password,
  most: number,
): AsyncGenerator<Uint8Array> {
  const args = ['x', '-so', ...SWITCHES, resolve(diskPath), ...(name === null ? [] : [name])];
  await using engine = startEngine(args, engineOptions(password));
  let size = 0;
  try {
    for await (const bytes of engine.output) {
      size += bytes.length;
      if (size > most) throw new ArchiveError('too-large', { limit: 'maxUnpackedBytes', value: most, found: size });
      yield bytes;
    }
    const { exitCode } = await engine.ended();
    if (exitCode !== 0) throw new ArchiveError('damaged');
  } catch (error) {
    throw await engine.blame(error);
  }
}
