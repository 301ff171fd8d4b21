import { hashing } from '../../intake/hash.ts';
import { ArchiveError } from '../../readers/archive/errors.ts';
import { archiveKind } from '../../readers/archive/kind.ts';
import type { Context, Submission } from '../channel.ts';
import type { CheckRecord } from '../record.ts';
import { archiveRecord, type Contents, contentsOf } from './archive-records.ts';
import { readBundle } from './bundle.ts';
import { bundleRecords } from './bundle-records.ts';
import { caseRecords } from './case-records.ts';
import { type CaseFiles, casesOf } from './cases.ts';
import { type Fhr, fhrRecords, readFhr } from './fhr.ts';
import { looksLikeBundle } from './json.ts';
import { type Limit, limitOf, limitRecord } from './limit.ts';
import { type Member, type Members, membersOf, type ZipState } from './members.ts';
import {
  caseNumberRecord,
  container,
  expectedInstitution,
  fileRecord,
  packageRecord,
  strayRecord,
} from './package-records.ts';
import { profileTable } from './profiles.ts';

/** What reading a member gave. */
interface Taken {
  readonly bytes: Uint8Array | undefined;
  readonly diskPath: string | undefined;
  readonly limit: Limit | undefined;
  /** The zip around it is broken here. */
  readonly broken: ZipState | undefined;
}

const NOTHING: Taken = { bytes: undefined, diskPath: undefined, limit: undefined, broken: undefined };

async function collect(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of bytes) {
    size += part.length;
    if (size <= most) parts.push(part);
  }
  return size <= most ? Buffer.concat(parts) : null;
}

async function drain(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const part of bytes) void part;
}

/** Reads a member once: hashes it for the report, and keeps it as bytes (FHR) or on disk (ATT, DCF). */
async function take(member: Member, role: string, cx: Context): Promise<Taken> {
  const hashed = hashing(member.bytes());
  try {
    let taken = NOTHING;
    if (role === 'fhr') {
      const bytes = await collect(hashed.bytes, cx.limits.fhrBytes);
      const limit = { limit: 'fhrBytes', most: cx.limits.fhrBytes, found: member.size };
      taken = bytes ? { ...NOTHING, bytes } : { ...NOTHING, limit };
    } else if (role === 'other' || member.diskPath) {
      await drain(hashed.bytes);
      taken = { ...NOTHING, diskPath: member.diskPath };
    } else taken = { ...NOTHING, diskPath: await cx.keep(hashed.bytes) };
    cx.file({ path: member.shown, role, size: member.size, sha256: hashed.digest() });
    return taken;
  } catch (error) {
    cx.file({ path: member.shown, role, size: member.size, sha256: null });
    if (error instanceof ArchiveError && error.value === null)
      return {
        ...NOTHING,
        broken:
          error.code === 'encrypted' ? 'encrypted' : error.code === 'unsupported-method' ? 'unsupported' : 'damaged',
      };
    return { ...NOTHING, limit: limitOf(error) };
  }
}

const roleOf = (member: Member): 'fhr' | 'att' | 'dcf' | 'other' => {
  if (member.parsed) return member.parsed.role;
  return /\.json$/i.test(member.name) ? 'fhr' : 'other';
};

/** An archive that is called FHR: its name is the matter, not its JSON. */
const isOtherKind = (member: Member, bytes: Uint8Array): boolean =>
  member.parsed?.extension.toLowerCase() !== '.json' && ['zip', '7z', 'cab', 'pdf'].includes(archiveKind(bytes));

/** The records of one case, file by file, then joined. */
async function* oneCase(
  files: CaseFiles,
  submission: Submission,
  cx: Context,
  broken: (state: ZipState) => void,
): AsyncGenerator<CheckRecord> {
  const { unit } = files;
  const contents: Contents[] = [];
  let fhr: Fhr | undefined;
  for (const member of files.members) {
    cx.signal?.throwIfAborted();
    const role = roleOf(member);
    const taken = await take(member, role, cx);
    if (taken.broken) broken(taken.broken);
    if (taken.limit) yield limitRecord(unit, { file: member.shown }, taken.limit);
    if (taken.bytes && !isOtherKind(member, taken.bytes)) {
      const read = readFhr(member, taken.bytes);
      yield* fhrRecords(read, unit);
      read.document?.settle();
      fhr ??= read;
    }
    if ((role === 'att' || role === 'dcf') && taken.diskPath) {
      const inside = await contentsOf(member, taken.diskPath, cx);
      contents.push(inside);
      if (inside.limit) yield limitRecord(unit, { file: member.shown }, inside.limit);
      else yield archiveRecord(files, inside, role);
    }
  }
  const table = profileTable(cx.codes('prior-auth-profiles'));
  const view = fhr?.bundle ? readBundle(fhr.bundle, table) : undefined;
  if (fhr?.bundle && fhr.document && view) {
    const end = Date.parse(`${cx.asOf}T23:59:59.999+08:00`);
    yield* bundleRecords({ unit, bundle: fhr.bundle, view, document: fhr.document, table, end });
  }
  yield* caseRecords({ files, submission, cx, fhr, view, contents });
  fhr?.document?.settle();
}

async function tryMembers(submission: Submission, cx: Context): Promise<Members | Limit> {
  try {
    return await membersOf(submission, cx.limits);
  } catch (error) {
    return limitOf(error);
  }
}

/** Members of a zip under another name that are a Bundle by their first 64 KiB. */
async function bundlesAmong(members: readonly Member[]): Promise<Set<Member>> {
  const bundles = new Set<Member>();
  const unnamed = members.filter(({ parsed, name }) => parsed === null && /^[^.].*\.json$/i.test(name));
  for (const member of unnamed.slice(0, PEEKS)) {
    try {
      for await (const head of member.bytes()) {
        if (looksLikeBundle(Buffer.from(head).subarray(0, 65_536).toString('utf8'))) bundles.add(member);
        break;
      }
    } catch (error) {
      limitOf(error); // what cannot be read is told when it is read whole; a fault of ours is thrown on
    }
  }
  return bundles;
}

const PEEKS = 100;

/** All records of a prior-authorization submission: each case, then the package they came in. */
export async function* records(submission: Submission, cx: Context): AsyncGenerator<CheckRecord> {
  const opened = await tryMembers(submission, cx);
  if ('limit' in opened) {
    yield limitRecord(null, container(submission), opened);
    return;
  }
  let state = opened.state;
  const bundles = submission.form === 'loose' ? new Set(opened.members) : await bundlesAmong(opened.members);
  const { cases, strays } = casesOf(opened.members, bundles);
  const expected = expectedInstitution(submission, cases, cx.institution);
  if (!cx.sentBefore) yield limitRecord(null, container(submission), { limit: 'ledger' });
  for (const files of cases) {
    yield caseNumberRecord(files, expected, cx);
    for (const member of files.members) yield fileRecord(member, files, cx);
    yield* oneCase(files, submission, cx, (worse) => {
      state = state === 'readable' ? worse : state;
    });
  }
  for (const stray of strays) {
    const taken = await take(stray, 'other', cx);
    if (taken.broken) state = state === 'readable' ? taken.broken : state;
    yield strayRecord(stray);
  }
  yield packageRecord(submission, { ...opened, state }, cases, cx);
}
