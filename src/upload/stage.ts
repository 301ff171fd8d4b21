import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, open, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { IntakeError } from '../intake/errors.ts';
import { hashing } from '../intake/hash.ts';
import { PREFIX } from '../intake/sweep.ts';
import { syncFolder } from './sync-folder.ts';
import type { PackageFile } from './validated.ts';

/** A file of a package is no longer the one that was judged, or cannot be read any more. */
export class PackageChanged extends Error {
  constructor() {
    super('package changed');
    this.name = 'PackageChanged';
  }
}

/** A folder that is complete, and waits to go where it shall be seen, in one step. */
export interface Stage extends AsyncDisposable {
  readonly folder: string;
}

const mine = new Set<string>();

/** The stages of this process: not to be swept. */
export const ownStages: ReadonlySet<string> = mine;

function removeAll(): void {
  for (const place of mine) {
    try {
      rmSync(place, { recursive: true, force: true });
    } catch {
      // a share that is gone: the next process sweeps it
    }
  }
}

/** @param tries another process may just be removing `parent`, since it is empty */
function newPlace(parent: string, tries = 10): string {
  try {
    mkdirSync(parent, { recursive: true, mode: 0o700 });
    return mkdtempSync(path.join(parent, `${PREFIX}${process.pid}-`)); // mode 0700
  } catch (error) {
    if (tries > 0 && (error as NodeJS.ErrnoException).code === 'ENOENT') return newPlace(parent, tries - 1);
    throw error;
  }
}

/** Made and noted in one step: a signal between the two would leave the folder behind. */
function madePlace(parent: string): string {
  const place = newPlace(parent);
  if (mine.size === 0) process.on('exit', removeAll);
  mine.add(place);
  return place;
}

/** Copies a file while hashing it. @throws PackageChanged; the system's error where it cannot be written */
async function copied({ source, size, sha256 }: PackageFile, to: string): Promise<void> {
  await using file = await open(to, 'wx');
  const hashed = hashing(source.open());
  let written = 0;
  try {
    for await (const bytes of hashed.bytes) {
      await file.writeFile(bytes); // goes on where it stopped, and writes all
      written += bytes.length;
    }
  } catch (error) {
    const isGone = error instanceof IntakeError && (error.code === 'changed' || error.code === 'not-found');
    if (isGone) throw new PackageChanged();
    throw error instanceof IntakeError ? Object.assign(new Error('cannot be read'), { code: 'EIO' }) : error;
  }
  if (written !== size || hashed.digest() !== sha256) throw new PackageChanged();
  await file.sync();
}

/**
 * Writes the files that were judged and the texts that go with them into a new folder of this name, in a private folder
 * below `parent`; on the disk when it is given. The judged bytes or nothing. It goes when disposed of, unless it was
 * moved away, and at the end of the process; a killed process leaves it to the next one.
 * @throws PackageChanged; the system's error where it cannot be written
 */
export async function staged(
  parent: string,
  name: string,
  files: readonly PackageFile[],
  texts: Readonly<Record<string, string>>,
): Promise<Stage> {
  const place = madePlace(parent);
  const dispose = async (): Promise<void> => {
    // what cannot be removed now (a virus scanner at it) is swept next time; what has arrived has arrived
    await rm(place, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
    await rmdir(parent).catch(() => {}); // only when it is empty
    mine.delete(place);
    if (mine.size === 0) process.off('exit', removeAll);
  };
  try {
    const folder = path.join(place, name);
    await mkdir(folder); // as open as the user's other folders: it shall be seen later
    for (const file of files) await copied(file, path.join(folder, file.name));
    for (const [text, content] of Object.entries(texts)) {
      await using file = await open(path.join(folder, text), 'wx');
      await file.writeFile(content);
      await file.sync();
    }
    await syncFolder(folder);
    return { folder, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
