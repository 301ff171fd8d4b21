import type { Entry, Source } from '../../intake/source.ts';
import { ArchiveError } from '../../readers/archive/errors.ts';
import { inArchive, shownName } from '../../readers/archive/shown-name.ts';
import { openZip } from '../../readers/archive/zip.ts';
import type { Limits } from '../channel.ts';
import { isLeftover } from '../prior-auth/fix-names.ts';
import { baseName, extensionOf } from './names.ts';
import { headOf, looksLikeLabXml } from './peek.ts';

/** What can be said of a zip as a whole. */
export type ZipState = 'readable' | 'damaged' | 'encrypted' | 'wrong-kind' | 'empty' | 'unsupported';

/** A file or folder in a zip. */
export interface ZipMember {
  /** `x.zip!/name`. */
  readonly shown: string;
  /** Without folders. */
  readonly name: string;
  /** `leftover`: what an operating system puts beside the files (Thumbs.db, __MACOSX). */
  readonly is: 'xml' | 'folder' | 'leftover' | 'other';
  readonly layered: boolean;
  readonly entry: Entry;
}

/** What lies in a zip; nothing where it cannot be opened. */
export interface OpenedZip {
  readonly state: ZipState;
  readonly members: readonly ZipMember[];
}

/** What an error says of the zip; nothing where it is a limit or fault of ours. */
const STATES: Partial<Record<ArchiveError['code'], ZipState>> = {
  damaged: 'damaged',
  encrypted: 'encrypted',
  'wrong-kind': 'wrong-kind',
  'multi-volume': 'damaged',
  empty: 'empty',
  'unsupported-method': 'unsupported',
};

/** What is wrong with the zip. @throws the error itself where it says nothing of the zip */
export function zipStateOf(error: unknown): ZipState {
  const state = error instanceof ArchiveError ? STATES[error.code] : undefined;
  if (!state) throw error;
  return state;
}

function memberOf(source: Source, entry: Entry): ZipMember {
  const leftover = isLeftover(entry.path) || /^__MACOSX[/\\]/.test(entry.path);
  const file = extensionOf(entry.path) === '.xml' ? 'xml' : 'other';
  return {
    shown: inArchive(source.path, entry.path),
    name: shownName(baseName(entry.path)),
    is: leftover ? 'leftover' : entry.directory ? 'folder' : file,
    layered: /[/\\]/.test(entry.path),
    entry,
  };
}

/** Opens the zip of a submission. @throws ArchiveError for limits of ours; IntakeError */
export async function openLabZip(source: Source, limits: Limits): Promise<OpenedZip> {
  try {
    const { entries } = await openZip(source, {
      maxEntries: limits.entries,
      maxUnpackedBytes: limits.unpackedBytes,
      maxRatio: limits.ratio,
    });
    const members = entries.map((entry) => memberOf(source, entry));
    return { state: members.some(({ is }) => is === 'xml' || is === 'other') ? 'readable' : 'empty', members };
  } catch (error) {
    return { state: zipStateOf(error), members: [] };
  }
}

/** A member as a source: what is asked of its middle is unpacked from the start. */
export const sourceOf = ({ shown, entry }: ZipMember): Source => ({
  path: shown,
  size: entry.size,
  open: () => entry.body(),
  async read(start, end) {
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const bytes of entry.body()) {
      parts.push(bytes);
      length += bytes.length;
      if (length >= end) break;
    }
    return Buffer.concat(parts).subarray(start, end);
  },
});

/** How many files of a zip are looked into. */
const PEEKS = 20;

/** Whether a member begins like an XML of this channel; undefined where it is empty or cannot be unpacked. @throws IntakeError */
export async function isLabXml({ entry }: ZipMember): Promise<boolean | undefined> {
  try {
    for await (const bytes of entry.body()) return looksLikeLabXml(headOf(bytes));
  } catch (error) {
    if (error instanceof ArchiveError) return undefined;
    throw error;
  }
  return undefined;
}

/** The XML of a zip that is to be read: the first that begins like one of this channel, else the first. */
export async function labXmlOf(members: readonly ZipMember[]): Promise<ZipMember | undefined> {
  const xmls = members.filter(({ is }) => is === 'xml');
  if (xmls.length > 1) for (const member of xmls.slice(0, PEEKS)) if (await isLabXml(member)) return member;
  return xmls[0];
}
