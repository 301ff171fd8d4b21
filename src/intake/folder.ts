import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { IntakeError, intakeError } from './errors.ts';

/** A file that was met in a folder. */
export interface Walked {
  readonly diskPath: string;
  /** From the folder that was walked, with `/` between folders on every system. */
  readonly relative: string;
}

/**
 * All files under a folder, depth first, the names of each folder in code-unit order, so that two machines see the
 * same order. A link to a file counts as that file; a link to a folder is not followed.
 * @param limit how many files to give at most
 * @param unreadable is told of each folder, link or device that could not be read (`path` is relative, `''` the folder
 *   itself); the walk goes on
 */
export async function* walk(
  diskPath: string,
  limit: number,
  unreadable: (error: IntakeError) => void,
): AsyncGenerator<Walked> {
  const waiting: Array<Walked & { folder: boolean }> = [{ diskPath, relative: '', folder: true }];
  let given = 0;
  for (let next = waiting.pop(); next !== undefined && given < limit; next = waiting.pop()) {
    if (next.folder) {
      for (const child of (await namesIn(next, unreadable)).reverse()) waiting.push(child);
    } else {
      given += 1;
      yield { diskPath: next.diskPath, relative: next.relative };
    }
  }
}

async function namesIn(folder: Walked, unreadable: (error: IntakeError) => void) {
  const found: Array<Walked & { folder: boolean }> = [];
  try {
    for await (const dirent of await opendir(folder.diskPath, { bufferSize: 256 })) {
      const relative = folder.relative === '' ? dirent.name : `${folder.relative}/${dirent.name}`;
      const diskPath = join(folder.diskPath, dirent.name);
      try {
        const kind = dirent.isSymbolicLink() ? await stat(diskPath) : dirent;
        if (kind.isFile() || (kind.isDirectory() && !dirent.isSymbolicLink())) {
          found.push({ diskPath, relative, folder: kind.isDirectory() });
        } else if (!kind.isDirectory()) throw new IntakeError('unreadable', relative);
      } catch (error) {
        report(error, relative, unreadable);
      }
    }
  } catch (error) {
    report(error, folder.relative, unreadable);
  }
  return found.sort((a, b) => (a.relative < b.relative ? -1 : 1));
}

function report(error: unknown, relative: string, unreadable: (error: IntakeError) => void): void {
  const known = intakeError(error, relative);
  if (!(known instanceof IntakeError)) throw known;
  unreadable(known);
}
