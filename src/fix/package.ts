import { posix } from 'node:path';
import type { Limits, Submission } from '../channels/channel.ts';
import type { Finding } from '../engine/run.ts';
import type { PrivateFolder } from '../intake/temp.ts';
import type { Checked } from '../judge.ts';
import { ArchiveError } from '../readers/archive/errors.ts';
import { type ArchiveKind, archiveKind, HEAD_BYTES } from '../readers/archive/kind.ts';
import { hostileName, repeatedNames } from '../readers/archive/names.ts';
import { type Listing, listArchive } from '../readers/archive/sevenzip.ts';
import { inArchive } from '../readers/archive/shown-name.ts';
import { openZip } from '../readers/archive/zip.ts';
import { NAMES } from './names.ts';

/** A file of a package, in its zip or loose. */
export interface Part {
  /** As findings name it: `x.zip!/name`. */
  readonly shown: string;
  /** In the zip, or as the user knows the loose file; `/` between folders. */
  readonly path: string;
  /** What its bytes are; `unknown` for parts that no fix needs to know. */
  readonly kind: ArchiveKind;
  /** Of an ATT or DCF that may have to be changed inside: a private copy, and what it lists. */
  readonly inside: Inside | undefined;
  /** SHA-256 of the file of this name when it was judged; of each of them, where there were several. */
  readonly judged: ReadonlySet<string>;
  /** All bytes. @throws IntakeError where they are no longer those that were judged; ArchiveError */
  bytes(): AsyncIterable<Uint8Array>;
}

/** An archive in a package. */
export interface Inside {
  readonly diskPath: string;
  readonly listing: Listing;
}

/** A package that can be changed. */
export interface Package {
  readonly submission: Submission;
  /** The name of the zip, without folders; '' for loose files. */
  readonly name: string;
  readonly parts: readonly Part[];
  /** Folders that the zip lists. */
  readonly folders: readonly string[];
}

/** Why no fix is tried. */
export type Refusal = 'unreadable' | 'hostile-names';

type Found = Pick<Part, 'shown' | 'path' | 'bytes'>;
interface Opened extends Pick<Package, 'folders'> {
  readonly parts: readonly Found[];
}

async function openParts({ form, sources }: Submission, limits: Limits): Promise<Opened | Refusal> {
  const [zip] = sources;
  if (form === 'loose' || !zip) {
    const parts = sources.map((source) => ({ shown: source.path, path: source.path, bytes: () => source.open() }));
    return { parts, folders: [] };
  }
  const { entries } = await openZip(zip, {
    maxEntries: limits.entries,
    maxUnpackedBytes: limits.unpackedBytes,
    maxRatio: limits.ratio,
  });
  if (entries.some(({ path }) => hostileName(path) !== null)) return 'hostile-names';
  const plain = (path: string): string => path.replaceAll('\\', '/');
  const files = entries.filter(({ directory }) => !directory);
  const parts = files.map((entry) => ({
    shown: inArchive(zip.path, entry.path),
    path: plain(entry.path),
    bytes: () => entry.body(),
  }));
  return { parts, folders: entries.filter(({ directory }) => directory).map(({ path }) => plain(path)) };
}

async function kindOf(part: Found): Promise<ArchiveKind> {
  const parts: Uint8Array[] = [];
  for await (const bytes of part.bytes()) {
    parts.push(bytes);
    if (parts.reduce((sum, { length }) => sum + length, 0) >= HEAD_BYTES) break;
  }
  return archiveKind(Buffer.concat(parts));
}

/** An archive that is read to its end without a complaint, or undefined: then nothing in it is touched. */
async function insideOf(part: Found, { folder, limits }: Opening): Promise<Inside | undefined> {
  const diskPath = await folder.file(part.bytes(), { maxBytes: limits.unpackedBytes });
  try {
    const listing = await listArchive(diskPath, { maxEntries: limits.entries, timeoutMs: limits.archiveTime });
    const names = listing.entries.map(({ path }) => path);
    const odd = listing.entries.some(({ encrypted, link }) => encrypted || link);
    const unusual = odd || repeatedNames(names).length > 0 || names.some((name) => hostileName(name) !== null);
    return unusual ? undefined : { diskPath, listing };
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code.startsWith('engine')) throw error;
    return undefined;
  }
}

/** What is needed to open a package. */
export interface Opening {
  /** For archives that may have to be changed inside. */
  readonly folder: PrivateFolder;
  readonly limits: Limits;
}

/** The fixes that need to know what a file is, and those that need to look inside. */
const NEEDS_KIND: ReadonlySet<string> = new Set(['rename-file']);
const NEEDS_INSIDE: ReadonlySet<string> = new Set(['rename-attachment', 'flatten-attachment']);

/** The shown paths that findings of these fixes point at, or into. */
function pointedAt(findings: readonly Finding[], fixes: ReadonlySet<string>): Set<string> {
  const places = findings
    .filter(({ rule }) => fixes.has(rule.fix?.id ?? ''))
    .flatMap(({ locations }) => locations.map(({ file }) => file));
  return new Set(places.flatMap((file) => [file, file.split('!/').slice(0, -1).join('!/')]));
}

/**
 * Opens the package that was judged, as far as its fixes need it. A package of which a single file cannot be read to
 * its end is left as it is.
 * @throws IntakeError `no-room`, `changed`; ArchiveError for faults of ours
 */
export async function openPackage(checked: Checked, opening: Opening): Promise<Package | Refusal> {
  const { submission, files, zipSha256, judged } = checked;
  const isZip = submission.form === 'zip';
  if ((isZip && zipSha256 === null) || files.some(({ sha256 }) => sha256 === null)) return 'unreadable';
  try {
    const opened = await openParts(submission, opening.limits);
    if (typeof opened === 'string') return opened;
    const hashes = Map.groupBy(files, ({ path }) => path);
    const [kinds, insides] = [NEEDS_KIND, NEEDS_INSIDE].map((fixes) => pointedAt(judged.findings, fixes));
    const byRow = NAMES[submission.channel].byPart === 'csv'; // the names of archives depend on each other
    const parts: Part[] = [];
    for (const part of opened.parts) {
      const looked = insides?.has(part.shown) === true;
      const kind = looked || byRow || kinds?.has(part.shown) ? await kindOf(part) : 'unknown';
      const inside = looked && (kind === '7z' || kind === 'cab') ? await insideOf(part, opening) : undefined;
      const judged = new Set(hashes.get(part.shown)?.map(({ sha256 }) => sha256 ?? ''));
      parts.push({ ...part, kind, inside, judged });
    }
    return { submission, name: isZip ? posix.basename(submission.name) : '', folders: opened.folders, parts };
  } catch (error) {
    if (error instanceof ArchiveError && !error.code.startsWith('engine')) return 'unreadable';
    throw error;
  }
}
