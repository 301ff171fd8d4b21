import { copyFile, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { drain } from '../intake/collect.ts';
import { IntakeError } from '../intake/errors.ts';
import { failureOf } from '../readers/archive/complaint.ts';
import { boundOf, runEngine } from '../readers/archive/engine.ts';
import { walkArchive } from '../readers/archive/walk.ts';
import type { Inside } from './package.ts';
import { type FixLimits, mustHoldTheSame } from './same-content.ts';

/** Bytes of address space for 7-Zip: packing by LZMA2 in one thread takes far less. */
const MEMORY = 4 * 2 ** 30;
/** Signs of names in one command; Windows takes 32,767 in all. */
const COMMAND = 12_000;

/** What 7-Zip says when the disk is full. */
const FULL = /No space left on device|not enough space on the disk/i;

/** Runs 7-Zip on a private 7z. @throws ArchiveError; IntakeError `no-room` */
async function sevenZip(command: string, switches: readonly string[], names: readonly string[], limits: FixLimits) {
  // no -p, which would be a password for what is added; -spd no wildcards, -ssc letter case counts, -- no switches and list files after
  const args = [command, '-bd', '-t7z', '-sccUTF-8', '-scsUTF-8', '-ssc', ...switches, '--', ...names];
  const options = { ...limits, memoryBytes: MEMORY };
  const { exitCode, complaint } = await runEngine(args, options, drain);
  if (exitCode !== 0 && FULL.test(complaint)) throw new IntakeError('no-room', '');
  if (exitCode !== 0) throw failureOf(exitCode, complaint, boundOf(MEMORY));
}

/** Arguments in batches that a command line takes; what stands together stays together. */
function batches(groups: readonly (readonly string[])[]): string[][] {
  const all: string[][] = [];
  let room = 0;
  for (const group of groups) {
    const length = group.reduce((sum, part) => sum + part.length + 3, 0);
    if (room < length || all.length === 0) {
      all.push([]);
      room = COMMAND;
    }
    all.at(-1)?.push(...group);
    room -= length;
  }
  return all;
}

/** Renames files of a private 7z in its header; what is packed stays as it is. */
async function rename(archive: string, names: ReadonlyMap<string, string>, limits: FixLimits): Promise<void> {
  for (const batch of batches([...names])) await sevenZip('rn', ['-spd', '-r-'], [archive, ...batch], limits);
}

/** All folders above these files. */
function above(paths: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of paths)
    for (let at = path.lastIndexOf('/'); at > 0 && !folders.has(path.slice(0, at)); at = path.lastIndexOf('/', at - 1))
      folders.add(path.slice(0, at));
  return folders;
}

/** Folders that the archive lists and that hold no file any more, the deepest first. */
function emptied({ listing: { entries } }: Inside, names: ReadonlyMap<string, string>): string[] {
  const files = entries.filter(({ directory }) => !directory).map(({ path }) => path);
  const [before, after] = [above(files), above(files.map((path) => names.get(path) ?? path))];
  const folders = entries.filter(({ directory }) => directory).map(({ path }) => path);
  return folders.filter((path) => before.has(path) && !after.has(path)).sort((a, b) => b.length - a.length);
}

/**
 * A copy of a 7z with other names inside. The bytes of every file in it are compared before it is given.
 * @param names from what they are called to what they shall be called; none of these may be there already
 * @param target a private path of ours
 * @throws ArchiveError; Error where the copy is not what it was to be, a fault of ours
 */
export async function renamed7z(
  inside: Inside,
  names: ReadonlyMap<string, string>,
  target: string,
  limits: FixLimits,
): Promise<void> {
  await copyFile(inside.diskPath, target);
  await rename(target, names, limits);
  const folders = emptied(inside, names);
  for (const batch of batches(folders.map((folder) => [folder])))
    await sevenZip('d', ['-spd', '-r-'], [target, ...batch], limits);
  await mustHoldTheSame(inside, target, names, limits);
}

/**
 * A 7z of the files of a cabinet, under other names. They are unpacked to names of ours on the way, never to those of
 * the cabinet, and have no times or attributes in the 7z, so that it is always the same.
 * @throws as `renamed7z`; IntakeError `no-room`
 */
export async function repackedAs7z(
  { diskPath, listing }: Inside,
  names: ReadonlyMap<string, string>,
  target: string,
  limits: FixLimits,
): Promise<void> {
  const folder = `${target}.files`;
  await mkdir(folder);
  const final = new Map<string, string>();
  for await (const entry of walkArchive(diskPath, listing, limits)) {
    if (entry.directory) continue;
    const own = String(entry.index).padStart(7, '0');
    await using file = await open(join(folder, own), 'wx', 0o600);
    for await (const bytes of entry.body()) await file.writeFile(bytes);
    final.set(own, names.get(entry.path) ?? entry.path);
  }
  await sevenZip('a', ['-mx=5', '-mmt=1', '-mtm-', '-mtr-'], [target, join(folder, '*')], limits);
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  await rename(target, final, limits);
  await mustHoldTheSame({ diskPath, listing }, target, names, limits);
}
