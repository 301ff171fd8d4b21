import { join, posix } from 'node:path';
import type { Limits } from '../channels/channel.ts';
import { collect } from '../intake/collect.ts';
import { diskSource } from '../intake/disk.ts';
import { IntakeError, intakeError } from '../intake/errors.ts';
import { hashing } from '../intake/hash.ts';
import { memorySource } from '../intake/memory.ts';
import type { Source } from '../intake/source.ts';
import type { PrivateFolder } from '../intake/temp.ts';
import { pathsAfter } from './collide.ts';
import { repairsOf } from './csv/plan-csv.ts';
import { rewritten } from './csv/rewrite.ts';
import { type Edit, partOf } from './edit.ts';
import { withoutBom, withZone } from './fhr-bytes.ts';
import type { Package, Part } from './package.ts';
import { renamed7z, repackedAs7z } from './rename-inside.ts';
import type { FixLimits } from './same-content.ts';
import { writeZipFile } from './write-zip.ts';
import { xmlRepairsOf } from './xml/plan-xml.ts';
import { rewrittenXml } from './xml/rewrite.ts';

/** Where and how a new package is made. */
export interface Workshop {
  /** New files come here, under names of ours. */
  readonly folder: PrivateFolder;
  readonly limits: Limits;
  readonly archives: FixLimits;
  /** A name in the folder that was not given yet. 7-Zip adds an extension where there is none. */
  fresh(extension: '7z' | 'zip'): string;
}

/** The bytes of a part, which have to be those that were judged. @throws IntakeError `changed` at their end, where not */
export async function* judgedBytes(part: Part): AsyncGenerator<Uint8Array> {
  const hashed = hashing(part.bytes());
  yield* hashed.bytes;
  if (!part.judged.has(hashed.digest())) throw new IntakeError('changed', part.shown);
}

function cannotZone(): never {
  throw new Error('planned where there is no plain timestamp');
}

/** An FHR with changed bytes. It was judged, so it is not larger than the limit. */
async function changedFhr(part: Part, edits: readonly Edit[], { limits }: Workshop): Promise<Uint8Array> {
  let bytes = await collect(judgedBytes(part), limits.fhrBytes);
  if (bytes === null) throw new IntakeError('changed', part.shown);
  for (const edit of edits) {
    if (edit.kind === 'remove-bom') bytes = withoutBom(bytes);
    else if (edit.kind === 'add-zone') bytes = withZone(bytes, edit.to) ?? cannotZone();
  }
  return bytes;
}

/** An ATT or DCF whose files have other names, on disk. */
async function changedArchive(part: Part, edits: readonly Edit[], shop: Workshop): Promise<string> {
  const { inside } = part;
  if (!inside) throw new Error('nobody looked inside');
  const names = new Map(
    edits.flatMap((edit) => (edit.kind === 'rename-inside' ? [[edit.from, edit.to] as const] : [])),
  );
  const target = join(shop.folder.path, shop.fresh('7z'));
  const make = inside.listing.kind === 'cab' ? repackedAs7z : renamed7z;
  await make(inside, names, target, shop.archives);
  return target;
}

/** A CSV with other rows; the new one is not much larger. */
function changedCsv(part: Part, edits: readonly Edit[], { submission }: Package, shop: Workshop): Promise<string> {
  const source = submission.sources.find(({ path }) => path === part.path);
  if (!source) throw new Error('a CSV in a zip');
  const want = repairsOf(edits);
  const maxBytes = source.size * 2 + 2 ** 20;
  return shop.folder.file(rewritten(judgedBytes(part), source, want), { maxBytes });
}

/** An XML with other records, or in Big5: in either case hardly larger, and never more than what may be unpacked. */
const changedXml = (part: Part, edits: readonly Edit[], { folder, limits }: Workshop): Promise<string> =>
  folder.file(rewrittenXml(judgedBytes(part), xmlRepairsOf(edits)), { maxBytes: limits.unpackedBytes + 2 ** 20 });

/** A new file on disk where the bytes of a part change; null where they stay as they are. */
async function changed(part: Part, edits: readonly Edit[], pack: Package, shop: Workshop): Promise<string | null> {
  if (edits.some(({ kind }) => kind === 'csv')) return changedCsv(part, edits, pack, shop);
  if (edits.some(({ kind }) => kind === 'xml')) return changedXml(part, edits, shop);
  if (edits.some(({ kind }) => kind === 'rename-inside')) return changedArchive(part, edits, shop);
  if (!edits.some(({ kind }) => kind === 'remove-bom' || kind === 'add-zone')) return null;
  const bytes = await changedFhr(part, edits, shop);
  return shop.folder.file(memorySource('', bytes).open(), { maxBytes: bytes.length });
}

/** Folders that the new zip lists: none once files were taken out of them; else those that are not emptied. */
function foldersLeft({ parts, folders }: Package, edits: readonly Edit[], paths: readonly string[]): string[] {
  if (edits.some(({ kind }) => kind === 'flatten-file' || kind === 'drop-folders')) return [];
  const held = (folder: string, files: readonly string[]): boolean => files.some((path) => path.startsWith(folder));
  const before = parts.map(({ path }) => path);
  return folders.filter((folder) => held(folder, paths) || !held(folder, before));
}

/**
 * Makes the package that the edits want, in a private folder; what does not change is not copied where it need not be.
 * The package that they were planned for is only read.
 * @returns the new zip, or the new loose files, under their new names
 * @throws IntakeError `no-room`, `changed`; ArchiveError; Error where an archive did not become what it was to be
 */
export async function apply(pack: Package, edits: readonly Edit[], shop: Workshop): Promise<Source[]> {
  const { submission, parts } = pack;
  const after = pathsAfter(parts, edits);
  const own = Map.groupBy(edits, (edit) => partOf(edit));
  const kept: { part: Part; path: string; diskPath: string | null }[] = [];
  const bytesOnly = edits.some(({ kind }) => kind !== 'rename-package');
  for (const part of bytesOnly ? parts : []) {
    const path = after.get(part);
    if (typeof path === 'string')
      kept.push({ part, path, diskPath: await changed(part, own.get(part) ?? [], pack, shop) });
  }
  const [zip] = submission.sources;
  const zipped = edits.find((edit) => edit.kind === 'zip-xml');
  if (submission.form === 'loose' && !zipped) {
    const sources = new Map(submission.sources.map((source) => [source.path, source]));
    return Promise.all(
      kept.map(async ({ part, path, diskPath }) => {
        if (diskPath !== null) return diskSource(diskPath, path);
        return { ...(sources.get(part.path) as Source), path };
      }),
    );
  }
  const name = zipped?.to ?? edits.findLast((edit) => edit.kind === 'rename-package')?.to ?? pack.name;
  const path = posix.join(posix.dirname(submission.name), name);
  if (!bytesOnly && zip) return [{ ...zip, path }];
  const members = await Promise.all(
    kept.map(async ({ part, path: own, diskPath }) => {
      const inner = zipped?.inner ?? own;
      const source = diskPath === null ? null : await diskSource(diskPath, inner);
      return { path: inner, bytes: () => source?.open() ?? judgedBytes(part) };
    }),
  );
  const target = join(shop.folder.path, shop.fresh('zip'));
  try {
    await writeZipFile(
      target,
      members,
      foldersLeft(
        pack,
        edits,
        kept.map(({ path }) => path),
      ),
    );
  } catch (error) {
    throw intakeError(error, submission.name);
  }
  return [await diskSource(target, path)];
}
