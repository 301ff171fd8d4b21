import { ArchiveError } from '../../readers/archive/errors.ts';
import { type Listing, listArchive } from '../../readers/archive/sevenzip.ts';
import type { Context } from '../channel.ts';
import type { CheckRecord } from '../record.ts';
import type { CaseFiles } from './cases.ts';
import { type Limit, limitOf } from './limit.ts';
import type { Member } from './members.ts';
import type { DataOf } from './record-types.ts';

type State = DataOf<'prior-auth.archive'>['state'];

/** What an ATT or DCF holds, or why its contents cannot be told. */
export interface Contents {
  readonly member: Member;
  readonly state: State | null;
  readonly limit: Limit | null;
  /** Paths of the files inside; undefined when they cannot be listed. */
  readonly files: readonly string[] | undefined;
}

const STATES: Partial<Record<ArchiveError['code'], State>> = {
  damaged: 'damaged',
  encrypted: 'encrypted',
  'wrong-kind': 'wrong-kind',
  'multi-volume': 'multi-volume',
  empty: 'empty',
  'unsupported-method': 'damaged',
};

function stateOf(member: Member, { kind, entries }: Listing): State {
  const files = entries.filter(({ directory }) => !directory);
  if (files.length === 0) return 'empty';
  if (files.some(({ encrypted }) => encrypted)) return 'encrypted';
  const extension = member.parsed?.extension.toLowerCase();
  const differs = (extension === '.7z' || extension === '.cab') && extension !== `.${kind}`;
  return differs ? 'kind-differs' : 'readable';
}

/** Lists the contents of an ATT or DCF (names and sizes; nothing is unpacked). */
export async function contentsOf(member: Member, diskPath: string, cx: Context): Promise<Contents> {
  const { limits, signal } = cx;
  try {
    const listing = await listArchive(diskPath, { maxEntries: limits.entries, timeoutMs: limits.archiveTime, signal });
    await member.stillThere(); // what was listed is what was hashed
    const files = listing.entries.filter(({ directory }) => !directory).map(({ path }) => path);
    return { member, state: stateOf(member, listing), limit: null, files };
  } catch (error) {
    const state = error instanceof ArchiveError ? STATES[error.code] : undefined;
    if (state) return { member, state, limit: null, files: undefined };
    return { member, state: null, limit: limitOf(error), files: undefined };
  }
}

/** The record of an ATT or DCF. */
export function archiveRecord(
  { unit }: CaseFiles,
  { member, state, files }: Contents,
  role: 'att' | 'dcf',
): CheckRecord {
  const data: DataOf<'prior-auth.archive'> = {
    role,
    name: member.name,
    state: state ?? 'readable',
    ...(files ? { files: files.length } : {}),
  };
  return { type: 'prior-auth.archive', unit, data, locate: () => ({ file: member.shown }) };
}

/** A record for each file inside an ATT: whether the Bundle names it. */
export function attEntryRecords(
  { unit }: CaseFiles,
  { member, files }: Contents,
  named: ReadonlySet<string>,
): CheckRecord[] {
  return (files ?? []).map((path) => {
    const file = `${member.shown}!/${path}`;
    const data: DataOf<'prior-auth.att-entry'> = { name: path, named: named.has(path) };
    return {
      type: 'prior-auth.att-entry',
      unit,
      data,
      locate: () => ({ file }),
      places: { att: [{ file: member.shown }] },
    };
  });
}
