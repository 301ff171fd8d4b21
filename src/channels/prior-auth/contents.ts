import { ArchiveError } from '../../readers/archive/errors.ts';
import { hostileName, repeatedNames } from '../../readers/archive/names.ts';
import { type Listing, listArchive } from '../../readers/archive/sevenzip.ts';
import { walkArchive } from '../../readers/archive/walk.ts';
import type { Content } from '../../readers/content/content.ts';
import { readAttachments } from '../att-contents.ts';
import type { Context } from '../channel.ts';
import type { ImageArchive } from '../dicom/image-archive.ts';
import { readImageArchive } from '../dicom/read-image-archive.ts';
import { type Limit, limitOf } from '../limit.ts';
import { limitsOf, within } from '../nested.ts';
import type { Member } from './members.ts';
import type { DataOf } from './record-types.ts';

type State = DataOf<'prior-auth.archive'>['state'];

/** What an ATT or DCF holds, or why that cannot be told. */
export interface Contents {
  readonly member: Member;
  readonly role: 'att' | 'dcf';
  readonly state: State | null;
  readonly limit: Limit | null;
  /** Paths of the files inside; undefined when it cannot be read to its end. */
  readonly files?: readonly string[];
  /** Names that occur twice, also by letter case. */
  readonly repeated?: readonly string[];
  /** Names that no honest packer writes. */
  readonly hostile?: readonly string[];
  /** Of an ATT: what each file is, by its path. */
  readonly attachments?: ReadonlyMap<string, Content>;
  /** Of a DCF. */
  readonly images?: ImageArchive;
}

const STATES: Partial<Record<ArchiveError['code'], State>> = {
  damaged: 'damaged',
  encrypted: 'encrypted',
  'wrong-kind': 'wrong-kind',
  'multi-volume': 'multi-volume',
  empty: 'empty',
  'unsupported-method': 'unsupported',
};

function stateOf(member: Member, { kind, entries }: Listing): State {
  const files = entries.filter(({ directory }) => !directory);
  if (files.length === 0) return 'empty';
  if (files.some(({ encrypted }) => encrypted)) return 'encrypted';
  const extension = member.parsed?.extension.toLowerCase();
  const differs = (extension === '.7z' || extension === '.cab') && extension !== `.${kind}`;
  return differs ? 'kind-differs' : 'readable';
}

/** How an ATT or DCF is to be read. */
export interface ContentsOptions {
  readonly role: 'att' | 'dcf';
  /** 1 for a loose file, 2 in a zip. */
  readonly level: number;
  /** Whether it matters which PDFs have fields to fill in. */
  readonly forms: boolean;
}

async function readAll(member: Member, diskPath: string, options: ContentsOptions, cx: Context): Promise<Contents> {
  const { role, level, forms } = options;
  within(level, cx.limits);
  const limits = limitsOf(cx);
  const listing = await listArchive(diskPath, limits);
  const base = { member, role, state: stateOf(member, listing), limit: null };
  if (base.state === 'encrypted' || base.state === 'empty') return base;
  const files = listing.entries.filter(({ directory }) => !directory).map(({ path }) => path);
  const entries = walkArchive(diskPath, listing, limits);
  const inside =
    role === 'dcf'
      ? { images: await readImageArchive(entries, member.shown, cx.limits) }
      : { attachments: await readAttachments(entries, { level, forms }, cx) };
  const hostile = listing.entries.map(({ path }) => path).filter((path) => hostileName(path) !== null);
  return { ...base, files, repeated: repeatedNames(files), hostile, ...inside };
}

/** Reads an ATT or DCF to its end: its checksums, and what each file in it is. */
export async function contentsOf(
  member: Member,
  diskPath: string,
  options: ContentsOptions,
  cx: Context,
): Promise<Contents> {
  const { role } = options;
  try {
    const contents = await readAll(member, diskPath, options, cx).catch((error: unknown): Contents => {
      const state = error instanceof ArchiveError ? STATES[error.code] : undefined;
      if (!state) throw error;
      return { member, role, state, limit: null };
    });
    await member.stillThere(); // what was read is what was hashed; what changes meanwhile looks damaged
    return contents;
  } catch (error) {
    return { member, role, state: null, limit: limitOf(error) };
  }
}
