import { IntakeError } from '../../intake/errors.ts';
import type { Source } from '../../intake/source.ts';
import { ArchiveError } from '../../readers/archive/errors.ts';
import { hostileName } from '../../readers/archive/names.ts';
import { inArchive, shownName } from '../../readers/archive/shown-name.ts';
import { openZip } from '../../readers/archive/zip.ts';
import type { Limits, Submission } from '../channel.ts';
import { baseName, type CaseName, caseName } from './names.ts';

/** A file of the submission, loose or in the zip. */
export interface Member {
  /** As the user is shown it; `x.zip!/name` inside a zip. */
  readonly shown: string;
  /** Without folders. */
  readonly name: string;
  readonly parsed: CaseName | null;
  /** Lies in a folder inside the zip. */
  readonly layered: boolean;
  readonly hostile: boolean;
  readonly size: number;
  readonly diskPath: string | undefined;
  bytes(): AsyncIterable<Uint8Array>;
  /** @throws IntakeError `changed` when the file on disk is no longer the one that was listed */
  stillThere(): Promise<unknown>;
}

/** Why a zip gives no members. */
export type ZipState = 'readable' | 'damaged' | 'encrypted' | 'wrong-kind' | 'empty' | 'unsupported';

/** The members of a submission, or why there are none. */
export interface Members {
  readonly state: ZipState;
  readonly members: readonly Member[];
  /** Folders of the zip under hostile names, as the user is shown them. */
  readonly hostileFolders: readonly string[];
}

/** What an error says of the zip; nothing where it is a limit or fault of ours. */
export const ZIP_STATES: Partial<Record<ArchiveError['code'], ZipState>> = {
  damaged: 'damaged',
  encrypted: 'encrypted',
  'wrong-kind': 'wrong-kind',
  'multi-volume': 'damaged',
  empty: 'empty',
  'unsupported-method': 'unsupported',
};

/** What a Mac puts into a zip beside the files that were chosen: no layer that anybody made. */
const isOfMac = (path: string): boolean => /^__MACOSX[/\\]/.test(path) && baseName(path).startsWith('.');

/**
 * Opens the zip of a submission, or takes its loose files.
 * @throws ArchiveError for limits of ours; IntakeError
 */
export async function membersOf(submission: Submission, limits: Limits): Promise<Members> {
  if (submission.form === 'loose') {
    return { state: 'readable', members: submission.sources.map(looseMember), hostileFolders: [] };
  }
  const [source] = submission.sources;
  if (!source) return { state: 'empty', members: [], hostileFolders: [] };
  try {
    const { entries } = await openZip(source, {
      maxEntries: limits.entries,
      maxUnpackedBytes: limits.unpackedBytes,
      maxRatio: limits.ratio,
    });
    const files = entries.filter(({ directory }) => !directory);
    const members = files.map((entry): Member => {
      const name = shownName(baseName(entry.path));
      return {
        shown: inArchive(source.path, entry.path),
        name,
        parsed: caseName(name),
        layered: /[/\\]/.test(entry.path) && !isOfMac(entry.path),
        hostile: hostileName(entry.path) !== null,
        size: entry.size,
        diskPath: undefined,
        bytes: () => entry.body(),
        stillThere: async () => undefined,
      };
    });
    const hostileFolders = entries
      .filter(({ directory, path }) => directory && hostileName(path) !== null)
      .map(({ path }) => inArchive(source.path, path));
    return { state: members.length === 0 ? 'empty' : 'readable', members, hostileFolders };
  } catch (error) {
    const state = error instanceof ArchiveError ? ZIP_STATES[error.code] : undefined;
    if (!state) throw error;
    return { state, members: [], hostileFolders: [] };
  }
}

/** The names of a submission's files; none where it cannot be opened, which is told when it is judged. */
export async function memberNames(submission: Submission, limits: Limits): Promise<readonly string[]> {
  try {
    return (await membersOf(submission, limits)).members.map(({ name }) => name);
  } catch (error) {
    if (error instanceof ArchiveError || error instanceof IntakeError) return [];
    throw error;
  }
}

function looseMember(source: Source): Member {
  const name = baseName(source.path);
  return {
    shown: source.path,
    name,
    parsed: caseName(name),
    layered: false,
    hostile: false,
    size: source.size,
    diskPath: source.diskPath,
    bytes: () => source.open(),
    stillThere: () => source.read(0, 0),
  };
}
