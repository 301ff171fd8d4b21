import { drain } from '../../intake/collect.ts';
import { hashing } from '../../intake/hash.ts';
import type { Source } from '../../intake/source.ts';
import { cabSizes } from '../../readers/archive/cab-names.ts';
import { ArchiveError } from '../../readers/archive/errors.ts';
import { type ArchiveKind, archiveKind, HEAD_BYTES } from '../../readers/archive/kind.ts';
import { hostileName, repeatedNames } from '../../readers/archive/names.ts';
import { type Listing, listArchive } from '../../readers/archive/sevenzip.ts';
import { walkArchive } from '../../readers/archive/walk.ts';
import { readAttachments } from '../att-contents.ts';
import type { Context } from '../channel.ts';
import { readImageArchive } from '../dicom/read-image-archive.ts';
import { limitOf } from '../limit.ts';
import { limitsOf, within } from '../nested.ts';
import type { ArchiveFacts, ArchiveRole, Inside } from './archive-facts.ts';
import type { ArchiveState } from './archive-record-type.ts';
import { claimsBeyondCab, holdsBeyondCab } from './archive-sizes.ts';

/** Loose archives are the outermost there are. */
const LEVEL = 1;

const STATES: Partial<Record<ArchiveError['code'], ArchiveState>> = {
  damaged: 'damaged',
  encrypted: 'encrypted',
  'wrong-kind': 'wrong-kind',
  'multi-volume': 'multi-volume',
  empty: 'zero',
  'unsupported-method': 'unsupported',
};

type Read = Pick<ArchiveFacts, 'state' | 'inside'> & { readonly beyondCab?: boolean };

/** What NHI would refuse of an archive, by its list of contents. */
function stateOf(name: string, { kind, entries }: Listing): ArchiveState {
  const files = entries.filter(({ directory }) => !directory);
  if (files.length === 0) return 'empty';
  if (files.some(({ encrypted }) => encrypted)) return 'encrypted';
  const extension = /\.(7z|cab)$/i.exec(name)?.[1]?.toLowerCase();
  return extension !== undefined && extension !== kind ? 'kind-differs' : 'readable';
}

async function readAll(name: string, shown: string, diskPath: string, role: ArchiveRole, cx: Context): Promise<Read> {
  within(LEVEL, cx.limits);
  const limits = limitsOf(cx);
  const listing = await listArchive(diskPath, limits);
  const state = stateOf(name, listing);
  const beyondCab = listing.kind === 'cab' && holdsBeyondCab(listing.entries);
  if (state === 'encrypted' || state === 'empty' || beyondCab) return { state, beyondCab };
  const files = listing.entries.filter(({ directory }) => !directory).map(({ path }) => path);
  const entries = walkArchive(diskPath, listing, limits);
  const content: Pick<Inside, 'images' | 'attachments'> =
    role === 'dcf'
      ? { images: await readImageArchive(entries, shown, cx.limits) }
      : { attachments: await readAttachments(entries, { level: LEVEL, forms: false }, cx) };
  const hostile = listing.entries.map(({ path }) => path).filter((path) => hostileName(path) !== null);
  return { state, inside: { files, repeated: repeatedNames(files), hostile, ...content } };
}

/** An archive that was hashed, and where it lies on disk. */
interface Taken {
  readonly diskPath: string;
  /** Hex. */
  readonly sha256: string;
}

/** Hashes it for the report. @throws IntakeError */
async function taken(source: Source, role: ArchiveRole, cx: Context): Promise<Taken> {
  const hashed = hashing(source.open());
  const file = { path: source.path, role, size: source.size };
  try {
    if (source.diskPath !== undefined) await drain(hashed.bytes);
    const diskPath = source.diskPath ?? (await cx.keep(hashed.bytes));
    const sha256 = hashed.digest();
    cx.file({ ...file, sha256 });
    return { diskPath, sha256 };
  } catch (error) {
    cx.file({ ...file, sha256: null });
    throw error;
  }
}

/** An archive that 7-Zip cannot read: of a cabinet, whether that is because it claims what the format cannot hold. */
async function unread(state: ArchiveState, diskPath: string, kind: ArchiveKind): Promise<Read> {
  return { state, beyondCab: kind === 'cab' && state === 'damaged' && holdsBeyondCab(await cabSizes(diskPath)) };
}

async function readKept(source: Source, diskPath: string, role: ArchiveRole, cx: Context): Promise<Read> {
  const name = source.path.slice(source.path.lastIndexOf('/') + 1);
  try {
    const read = await readAll(name, source.path, diskPath, role, cx).catch(async (error: unknown): Promise<Read> => {
      const state = error instanceof ArchiveError ? STATES[error.code] : undefined;
      if (!state) throw error;
      return unread(state, diskPath, archiveKind(await source.read(0, HEAD_BYTES)));
    });
    await source.read(0, 0); // what was read is what was hashed; what changes meanwhile looks damaged
    return read;
  } finally {
    if (diskPath !== source.diskPath) await cx.discard(diskPath);
  }
}

/**
 * Hashes an archive, tells the report about it, and reads it to its end: its checksums, and what each file in it is.
 * Never throws for bad data: that is in `state`, and what stopped us in `limit`.
 * @param source of an archive that is an outermost file, or lies on disk
 * @throws the reason of the context's signal; faults of ours
 */
export async function readArchive(source: Source, role: ArchiveRole, cx: Context): Promise<ArchiveFacts> {
  const { path, size } = source;
  const base = { role, name: path.slice(path.lastIndexOf('/') + 1), shown: path, size };
  const nothing = { sha256: null, kind: 'unknown', state: null, beyondCab: false } as const;
  try {
    cx.signal?.throwIfAborted();
    const { diskPath, sha256 } = await taken(source, role, cx);
    const head = await source.read(0, HEAD_BYTES);
    const kind = archiveKind(head);
    const read = await readKept(source, diskPath, role, cx);
    const beyondCab = kind === 'cab' && (claimsBeyondCab(head, size) || read.beyondCab === true);
    return { ...base, ...read, sha256, kind, beyondCab, limit: null };
  } catch (error) {
    cx.signal?.throwIfAborted();
    return { ...base, ...nothing, limit: limitOf(error) };
  }
}
