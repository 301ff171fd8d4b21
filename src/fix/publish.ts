import {
  closeSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
} from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { IntakeError } from '../intake/errors.ts';
import { hashing } from '../intake/hash.ts';
import { PREFIX, sweep } from '../intake/sweep.ts';
import { hiddenStages } from '../upload/stage-places.ts';
import type { FixedFile } from './fix-submission.ts';

/** Why files could not be put where the user wants them. */
export type PublishCode = 'changed' | 'exists' | 'full' | 'not-writable' | 'not-a-folder' | 'failed';

/** Files that could not be put into a folder; nothing was left there. `path` is the file, as the user knows it. */
export class PublishError extends Error {
  readonly code: PublishCode;
  readonly path: string;

  constructor(code: PublishCode, path: string) {
    super(`${code}: ${path}`);
    this.name = 'PublishError';
    this.code = code;
    this.path = path;
  }
}

const CODES: Readonly<Record<string, PublishCode>> = {
  EEXIST: 'exists',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  EROFS: 'not-writable',
  ENOTDIR: 'not-a-folder',
};

/** Errors of file systems that know no hard links. */
const NO_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EXDEV',
  'UNKNOWN',
]);

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException | null)?.code ?? '';

/** The system's error as ours; a fault of ours passes through. */
function publishError(error: unknown, path: string): unknown {
  if (error instanceof IntakeError) return new PublishError('changed', path);
  const code = codeOf(error);
  return /^E[A-Z0-9]+$|^UNKNOWN$/.test(code) ? new PublishError(CODES[code] ?? 'failed', path) : error;
}

/** What was made so far, newest last, so that it can be taken back at once, also at the end of the process. */
interface Made {
  readonly files: string[];
  readonly folders: string[];
  /** The folder of stages, and the stage of this run in it. */
  hidden: string | undefined;
  staging: string | undefined;
}

function removeQuietly(remove: () => void): void {
  try {
    remove();
  } catch {
    // gone already, or not ours any more
  }
}

function clear(made: Made, all: boolean): void {
  const { hidden, staging } = made;
  if (staging) removeQuietly(() => rmSync(staging, { recursive: true, force: true }));
  if (hidden) removeQuietly(() => rmdirSync(hidden)); // only when it is empty
  if (!all) return;
  for (const file of made.files.toReversed()) removeQuietly(() => unlinkSync(file));
  for (const folder of made.folders.toReversed()) removeQuietly(() => rmdirSync(folder));
}

/**
 * Makes a folder and those above it, and notes which were not there. One by one: made in one go, a read-only disk looks
 * like a folder that is missing.
 */
function makeFolder(folder: string, made: Made): void {
  const missing: string[] = [];
  for (let at = folder; !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  for (const at of missing) {
    mkdirSync(at);
    made.folders.push(at);
  }
}

/** Not in one go with those above it: on a read-only disk that says that there is none. */
function makeHidden(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** Copies a file, to its last bit on the disk. @throws IntakeError `changed` when these are not the bytes that were judged */
async function copied({ source, sha256 }: FixedFile, target: string): Promise<void> {
  await using file = await open(target, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o644);
  const hashed = hashing(source.open());
  for await (const bytes of hashed.bytes) await file.writeFile(bytes);
  if (hashed.digest() !== sha256) throw new IntakeError('changed', '');
  await file.sync();
}

/** Gives a file its name, whole and at once, where nothing of that name is. */
function place(staged: string, target: string, made: Made): void {
  try {
    linkSync(staged, target);
    made.files.push(target);
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error))) throw error;
    closeSync(openSync(target, 'wx', 0o644)); // takes the name; nobody else can from here on
    made.files.push(target);
    renameSync(staged, target);
  }
}

async function mustBeFree(targets: ReadonlyMap<FixedFile, string>): Promise<void> {
  for (const [{ path }, target] of targets) {
    const found = await lstat(target).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw publishError(error, path);
    });
    if (found) throw new PublishError('exists', path);
  }
}

/**
 * Puts all files into a folder, which is made when it is missing, under their relative paths; or none of them. Nothing
 * that is there is ever overwritten, and no file is ever seen half written (where the file system knows no hard links, an
 * empty one for a moment). Files are staged in a hidden folder; Ctrl-C takes all back, a killed run leaves them to the next.
 * @throws PublishError
 */
export async function publish(files: readonly FixedFile[], folder: string): Promise<void> {
  if (files.length === 0) return;
  const root = resolve(folder);
  const targets = new Map(files.map((file) => [file, join(root, ...file.path.split('/'))]));
  for (const [{ path }, target] of targets) {
    const isBelow = target.startsWith(root.endsWith(sep) ? root : root + sep);
    if (!isBelow || isAbsolute(path)) throw new Error('a path that leads elsewhere');
  }
  const made: Made = { files: [], folders: [], hidden: undefined, staging: undefined };
  const takeBack = (): void => clear(made, true);
  process.once('exit', takeBack);
  let at = folder;
  let isDone = false;
  try {
    await mustBeFree(targets);
    makeFolder(root, made);
    made.hidden = hiddenStages(root);
    await sweep(made.hidden, new Set()).catch(() => {}); // what killed runs have left
    makeHidden(made.hidden);
    made.staging = mkdtempSync(join(made.hidden, `${PREFIX}${process.pid}-`));
    for (const [i, file] of files.entries()) {
      at = file.path;
      await copied(file, join(made.staging, `${i}.part`));
    }
    for (const [i, file] of files.entries()) {
      at = file.path;
      const target = targets.get(file) ?? '';
      makeFolder(dirname(target), made);
      place(join(made.staging, `${i}.part`), target, made);
    }
    isDone = true;
  } catch (error) {
    throw publishError(error, at);
  } finally {
    process.off('exit', takeBack);
    clear(made, !isDone);
  }
}
