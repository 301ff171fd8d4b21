import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { diskSource } from '../../../src/intake/disk.ts';
import { memorySource } from '../../../src/intake/memory.ts';
import { listArchive } from '../../../src/readers/archive/sevenzip.ts';
import { walkArchive } from '../../../src/readers/archive/walk.ts';
import { openZip } from '../../../src/readers/archive/zip.ts';
import { allOf, scratch } from '../archives/scratch.ts';
import { write7z } from '../archives/sevenzip.ts';
import { insideOf } from '../corpus/inside.ts';
import { type Any, base, caseFiles, type Files, KEY } from '../product/packages.ts';

/** The attachments that the base Bundle `cancer` names. */
export const NAMES = ['chest-ct-report.pdf', 'xray-photo.jpg', 'pathology.pdf', 'careplan.pdf'] as const;

/** SHA-256 in hex. */
export const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A 7z of small files of these names, each what its extension says. */
export const sevenZ = (...names: string[]): Uint8Array =>
  write7z(names.map((name) => ({ name, bytes: insideOf(name.split('/').at(-1) ?? '', undefined) })));

/** The base Bundle with another name for its attachment `pathology.pdf`. */
export const naming = (name: string): Any =>
  JSON.parse(JSON.stringify(base()).replaceAll('file://pathology.pdf', `file://${name}`));

/** The files of an accepted case, but for its ATT. */
export function withAtt(name: string, att: Uint8Array, fhr: Any = base()): Files {
  const { [`ATT${KEY}.CAB`]: _, ...others } = caseFiles('cancer', fhr);
  return { ...others, [name]: att };
}

/** Name and hash of every file in a zip, in its order. */
export async function zipped(bytes: Uint8Array): Promise<[string, string][]> {
  const { entries } = await openZip(memorySource('x.zip', bytes));
  const found: [string, string][] = [];
  for (const entry of entries) if (!entry.directory) found.push([entry.path, sha(await allOf(entry.body()))]);
  return found;
}

/** One file of a zip. */
export async function member(zip: Uint8Array, name: string): Promise<Buffer> {
  const { entries } = await openZip(memorySource('x.zip', zip));
  const entry = entries.find(({ path }) => path === name);
  if (!entry) throw new Error(`no ${name}`);
  return allOf(entry.body());
}

/** Name and hash of every file in a 7z or cabinet, sorted; folders end in a slash. */
export async function archived(bytes: Uint8Array): Promise<[string, string][]> {
  using folder = scratch({ archive: bytes });
  const path = join(folder.path, 'archive');
  const found: [string, string][] = [];
  for await (const entry of walkArchive(path, await listArchive(path)))
    found.push(entry.directory ? [`${entry.path}/`, ''] : [entry.path, sha(await allOf(entry.body()))]);
  return found.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A file on disk as a Source, shown by its name. */
export const onDisk = (folder: string, name: string) => diskSource(join(folder, name), name);
