import { archiveKind } from '../../readers/archive/kind.ts';
import type { Context, Submission } from '../channel.ts';
import { imageLimits } from '../dicom/image-limits.ts';
import { auditOf, dicomRecords } from '../dicom/records.ts';
import { limitRecord } from '../limit.ts';
import type { CheckRecord } from '../record.ts';
import { archiveRecord } from './archive-records.ts';
import { type BundleView, readBundle } from './bundle.ts';
import { bundleRecords } from './bundle-records.ts';
import { caseRecords } from './case-records.ts';
import type { CaseFiles } from './cases.ts';
import { type Contents, contentsOf } from './contents.ts';
import { type Fhr, fhrRecords, readFhr } from './fhr.ts';
import type { AuditedArchive } from './imaging-input.ts';
import { imagingRecords } from './imaging-records.ts';
import type { Member, ZipState } from './members.ts';
import { type ProfileTable, profileTable } from './profiles.ts';
import { isAdultRheumatoid, raFormRecords } from './ra-forms.ts';
import { take } from './take.ts';

/** What the records of one case are made from. */
interface CaseWork {
  readonly files: CaseFiles;
  readonly submission: Submission;
  readonly cx: Context;
  /** Tells that the zip around the case turned out to be broken. */
  broken(state: ZipState): void;
}

const roleOf = (member: Member): 'fhr' | 'att' | 'dcf' | 'other' => {
  if (member.parsed) return member.parsed.role;
  return /\.json$/i.test(member.name) ? 'fhr' : 'other';
};

const isArchiveRole = (role: ReturnType<typeof roleOf>): role is 'att' | 'dcf' => role === 'att' || role === 'dcf';

/** An archive that is called FHR: its name is the matter, not its JSON. */
const isOtherKind = (member: Member, bytes: Uint8Array): boolean =>
  member.parsed?.extension.toLowerCase() !== '.json' && ['zip', '7z', 'cab', 'pdf'].includes(archiveKind(bytes));

/** Reads the FHR files of a case; the first counts as the case's. */
async function* fhrsOf({ files, cx, broken }: CaseWork): AsyncGenerator<CheckRecord, Fhr | undefined> {
  const { unit, members } = files;
  let first: Fhr | undefined;
  for (const member of members.filter((each) => !isArchiveRole(roleOf(each)))) {
    cx.signal?.throwIfAborted();
    const taken = await take(member, roleOf(member), cx);
    if (taken.broken) broken(taken.broken);
    if (taken.limit) yield limitRecord(unit, { file: member.shown }, taken.limit);
    if (!taken.bytes || isOtherKind(member, taken.bytes)) continue;
    const read = readFhr(member, taken.bytes);
    yield* fhrRecords(read, unit);
    read.document?.settle();
    first ??= read;
  }
  return first;
}

/** Reads the ATT and DCF of a case to their ends. */
async function* archivesOf(
  { files, submission, cx, broken }: CaseWork,
  forms: boolean,
): AsyncGenerator<CheckRecord, Contents[]> {
  const { unit, members } = files;
  const level = submission.form === 'zip' ? 2 : 1;
  const all: Contents[] = [];
  for (const member of members) {
    const role = roleOf(member);
    if (!isArchiveRole(role)) continue;
    cx.signal?.throwIfAborted();
    const taken = await take(member, role, cx);
    if (taken.broken) broken(taken.broken);
    if (taken.limit) yield limitRecord(unit, { file: member.shown }, taken.limit);
    if (!taken.diskPath) continue;
    const contents = await contentsOf(member, taken.diskPath, { role, level, forms }, cx);
    if (taken.diskPath !== member.diskPath) await cx.discard(taken.diskPath);
    all.push(contents);
    if (contents.limit) yield limitRecord(unit, { file: member.shown }, contents.limit);
    else yield archiveRecord(files, contents);
  }
  return all;
}

/** The DICOM images of a case. */
function* imagesOf({ files, cx }: CaseWork, contents: readonly Contents[]): Generator<CheckRecord, AuditedArchive[]> {
  const sets: AuditedArchive[] = [];
  const syntaxes = cx.codes('dicom-transfer-syntaxes');
  for (const { member, images } of contents) {
    if (!images) continue;
    for (const { file, limit } of imageLimits(images)) yield limitRecord(files.unit, { file }, limit);
    const audit = auditOf(images);
    yield* dicomRecords(files.unit, member.name, images, audit, syntaxes);
    if (audit && audit.records.length > 0) sets.push({ archive: images, audit });
  }
  return sets;
}

function* bundleOf({ files, cx }: CaseWork, fhr: Fhr, view: BundleView, table: ProfileTable): Generator<CheckRecord> {
  const end = Date.parse(`${cx.asOf}T23:59:59.999+08:00`);
  const { bundle, document } = fhr;
  if (bundle && document) yield* bundleRecords({ unit: files.unit, bundle, view, document, table, end });
}

/** The records of one case, file by file (the FHR first: it says what the archives shall hold), then joined. */
export async function* oneCase(work: CaseWork): AsyncGenerator<CheckRecord> {
  const { files, submission, cx } = work;
  const fhr = yield* fhrsOf(work);
  const table = profileTable(cx.codes('prior-auth-profiles'));
  const view = fhr?.bundle && readBundle(fhr.bundle, table);
  const forms = view !== undefined && isAdultRheumatoid(view, cx.asOf);
  const contents = yield* archivesOf(work, forms);
  const sets = yield* imagesOf(work, contents);
  if (fhr && view) yield* bundleOf(work, fhr, view, table);
  if (fhr?.document && view && !view.reply)
    yield* imagingRecords({ unit: files.unit, view, document: fhr.document, sets });
  const atts = contents.filter(({ role }) => role === 'att');
  if (forms) yield* raFormRecords(files.unit, atts);
  yield* caseRecords({ files, submission, cx, fhr, view, contents });
  fhr?.document?.settle();
}
