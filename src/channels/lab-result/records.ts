import type { Source } from '../../intake/source.ts';
import { type ArchiveKind, archiveKind, HEAD_BYTES } from '../../readers/archive/kind.ts';
import type { Context, Submission } from '../channel.ts';
import { type Limit, limitOf, limitRecord } from '../limit.ts';
import type { CheckRecord } from '../record.ts';
import { type DocumentRead, document } from './document.ts';
import { packageRecord } from './package-records.ts';
import { labXmlOf, type OpenedZip, openLabZip, sourceOf, type ZipState } from './zip.ts';

/** What a submission is before its XML is read. */
interface Opened {
  readonly zip: OpenedZip | undefined;
  readonly kind: ArchiveKind;
  readonly xml: Source | undefined;
}

async function opened(submission: Submission, source: Source, cx: Context): Promise<Opened> {
  const kind = archiveKind(await source.read(0, HEAD_BYTES));
  if (submission.form === 'loose') return { zip: undefined, kind, xml: source };
  const zip = await openLabZip(source, cx.limits);
  const member = await labXmlOf(zip.members);
  return { zip, kind, xml: member && sourceOf(member) };
}

async function tryOpened(submission: Submission, source: Source, cx: Context): Promise<Opened | Limit> {
  try {
    return await opened(submission, source, cx);
  } catch (error) {
    return limitOf(error);
  }
}

/** The state of the zip as a whole, from its directory and from what reading the XML showed. */
function stateOf({ zip }: Opened, read: DocumentRead | undefined): ZipState {
  const state = zip?.state ?? 'readable';
  return state === 'readable' ? (read?.state ?? state) : state;
}

/** All records of a submission: those of its XML, then the package. */
export async function* records(
  submission: Submission,
  cx: Context,
): AsyncGenerator<CheckRecord | Iterable<CheckRecord>> {
  const [source] = submission.sources;
  if (!source) return;
  const place = { file: submission.name };
  const found = await tryOpened(submission, source, cx);
  if ('limit' in found) {
    yield limitRecord(null, place, found);
    return;
  }
  const read = found.xml && (yield* document(found.xml, cx));
  if (read?.uploadDay !== undefined) cx.uploadDay(read.uploadDay);
  const state = stateOf(found, read);
  if (state === 'unsupported') yield limitRecord(null, place, { limit: 'zip-method' });
  yield packageRecord(submission, {
    zip: found.zip,
    state,
    kind: found.kind,
    institution: read?.institution,
    uploadDay: read?.uploadDay,
    login: cx.institution,
  });
}
