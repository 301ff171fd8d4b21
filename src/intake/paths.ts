import { stat } from 'node:fs/promises';
import { parse, resolve, sep } from 'node:path';
import { diskSource } from './disk.ts';
import { type IntakeCode, IntakeError, intakeError } from './errors.ts';
import { walk } from './folder.ts';
import { shownPaths } from './shown.ts';
import type { Source } from './source.ts';

/** What the files and folders of a command line amount to. */
export interface Intake {
  readonly sources: Source[];
  /** What was met in a folder and could not be read; paths as shown. */
  readonly unreadable: { path: string; code: IntakeCode }[];
  /** Files met, readable or not. */
  readonly walked: number;
  /** There are more files than `maxFiles`: `sources` are the first ones. */
  readonly truncated: boolean;
}

export interface IntakeOptions {
  /** Files at most, over all arguments; 200,000 unless told. */
  readonly maxFiles?: number;
}

/** A file that an argument of the command line stands for. */
interface Met {
  readonly diskPath: string;
  readonly relative: string;
  /** Why there is nothing to look at; `relative` may then be a folder. */
  readonly code?: IntakeCode;
}

const AT_ONCE = 32;

/**
 * Files and folders of a command line as Sources, in the order of the arguments. A file is shown by its name, a file
 * in a folder by its path from that folder (see `shownPaths`); never by an absolute path. A file that two arguments
 * name is taken once. Only looks at the files; no content is read.
 * @throws IntakeError when an argument itself does not exist or cannot be looked at
 */
export async function sourcesOf(paths: readonly string[], options: IntakeOptions = {}): Promise<Intake> {
  const maxFiles = options.maxFiles ?? 200_000;
  const seen = new Set<string>();
  const args: { above: string[]; met: Met[] }[] = [];
  for (const path of paths) args.push(await expand(resolve(path), seen, maxFiles + 1));
  const shown = shownPaths(args.map(({ above, met }) => ({ above, files: met.map((file) => file.relative) })));
  const all = args.flatMap(({ met }, arg) =>
    met.map((file, at) => ({ ...file, path: shown[arg]?.[at] ?? file.relative })),
  );
  const unreadable = all.flatMap(({ path, code }) => (code === undefined ? [] : [{ path, code }]));
  const files = all.filter((file) => file.code === undefined);
  const taken = files.slice(0, maxFiles);
  const sources: Source[] = [];
  for (let start = 0; start < taken.length; start += AT_ONCE) {
    const batch = taken.slice(start, start + AT_ONCE).map(({ diskPath, path }) => diskSource(diskPath, path));
    for (const result of await Promise.allSettled(batch)) {
      if (result.status === 'fulfilled') sources.push(result.value);
      else if (!(result.reason instanceof IntakeError)) throw result.reason;
      else unreadable.push({ path: result.reason.path, code: result.reason.code });
    }
  }
  return { sources, unreadable, walked: taken.length, truncated: files.length > maxFiles };
}

/** What one argument stands for and is not yet in `seen`, which grows to `most` files. */
async function expand(diskPath: string, seen: Set<string>, most: number): Promise<{ above: string[]; met: Met[] }> {
  const { root, base } = parse(diskPath);
  const segments = diskPath
    .slice(root.length)
    .split(sep)
    .filter((name) => name !== '');
  const name = base === '' ? '.' : base;
  const met: Met[] = [];
  const folder = await isFolder(diskPath, name);
  const files = folder
    ? walk(diskPath, most + seen.size, ({ code, path }) => met.push({ diskPath: '', relative: path || name, code }))
    : [{ diskPath, relative: name }];
  for await (const file of files) {
    if (seen.size >= most) break;
    if (seen.has(file.diskPath)) continue;
    seen.add(file.diskPath);
    met.push(file);
  }
  return { above: folder ? segments : segments.slice(0, -1), met };
}

async function isFolder(diskPath: string, name: string): Promise<boolean> {
  try {
    return (await stat(diskPath)).isDirectory();
  } catch (error) {
    throw intakeError(error, name);
  }
}
