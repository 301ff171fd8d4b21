import { inArchive } from '../../readers/archive/shown-name.ts';
import { optional } from '../../readers/optional.ts';
import { remember } from '../../readers/remember.ts';
import type { Context, Submission } from '../channel.ts';
import { limitRecord } from '../limit.ts';
import type { CheckRecord, Location } from '../record.ts';
import { attEntryRecords } from './archive-records.ts';
import { attContentRecord } from './att-content-records.ts';
import { type Attachment, attachments } from './attachments.ts';
import type { BundleView } from './bundle.ts';
import { providerOf } from './bundle-records.ts';
import type { CaseFiles } from './cases.ts';
import type { Contents } from './contents.ts';
import type { Fhr } from './fhr.ts';
import { nameIndex } from './near-miss.ts';
import { container } from './package-records.ts';
import type { DataOf } from './record-types.ts';

/** What is known of a case after its files were read. */
export interface CaseInput {
  readonly files: CaseFiles;
  readonly submission: Submission;
  readonly cx: Context;
  /** Undefined when there is no readable Bundle. */
  readonly fhr: Fhr | undefined;
  readonly view: BundleView | undefined;
  readonly contents: readonly Contents[];
}

/** The record of one file that the Bundle names, at one or more places. */
function attachmentRecord(
  [first, ...others]: readonly [Attachment, ...Attachment[]],
  { files, fhr, contents }: CaseInput,
  seen: ReturnType<ReturnType<typeof nameIndex>> | undefined,
): CheckRecord {
  const { name, url, pointer } = first;
  const data: DataOf<'prior-auth.attachment'> = { name, url, ...(seen ?? {}) };
  const att = contents.find(({ role, files: inside }) => role === 'att' && inside)?.member.shown;
  const file = seen?.found === undefined || att === undefined ? att : inArchive(att, seen.found);
  const place = (at: string): Location => fhr?.document?.place(at) ?? { file: '' };
  const places = {
    get att() {
      return file === undefined ? [] : [{ file }];
    },
    get also() {
      return others.map((other) => place(other.pointer));
    },
  };
  return { type: 'prior-auth.attachment', unit: files.unit, data, places, locate: () => place(pointer) };
}

/** Attachments against the files of the ATT, both ways; the url alone while the ATT cannot be read. */
function* attachmentRecords(input: CaseInput, named: readonly Attachment[]): Generator<CheckRecord> {
  const atts = input.contents.filter(({ role }) => role === 'att');
  const listed = atts.length > 0 && atts.every(({ files }) => files?.length);
  const look = listed ? nameIndex(atts.flatMap(({ files }) => files ?? [])) : undefined;
  const met = new Map<string, Attachment[]>();
  for (const [, same] of Map.groupBy(named, ({ url }) => url)) {
    const [first, ...others] = same;
    if (!first) continue;
    const seen = look?.(first.name);
    const mentions = seen?.found === undefined ? undefined : remember(met, seen.found, () => []);
    if (seen?.match !== 'extension') for (const each of same) mentions?.push(each);
    yield attachmentRecord([first, ...others], input, seen);
  }
  if (!listed) return;
  for (const att of atts) {
    yield* attEntryRecords(input.files, att, new Set(met.keys()));
    yield* contentRecords(input, att, met);
  }
}

/** What the named files of an ATT are. */
function* contentRecords(
  { files, fhr }: CaseInput,
  { member, attachments: inside }: Contents,
  met: ReadonlyMap<string, readonly Attachment[]>,
): Generator<CheckRecord> {
  const place = (pointer: string): Location => fhr?.document?.place(pointer) ?? { file: '' };
  for (const [path, mentions] of met) {
    const content = inside?.get(path);
    const shown = inArchive(member.shown, path);
    if (!content || mentions.length === 0) continue;
    if (content.kind === 'pdf' && content.encrypted === 'unknown')
      yield limitRecord(files.unit, { file: shown }, { limit: 'pdf' });
    yield attContentRecord(files.unit, { path, shown, content, mentions }, place);
  }
}

function sent(
  { files, cx }: CaseInput,
  prefix: 'FHR' | 'ATT' | 'DCF',
  extensions: readonly string[],
): boolean | undefined {
  const { sentBefore } = cx;
  if (!sentBefore) return undefined;
  if (files.key === undefined) return false;
  return extensions.some((extension) => sentBefore(`${prefix}${files.key}${extension}`));
}

const UUID = /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The joined view of one case: attachments, then the case itself. */
export function* caseRecords(input: CaseInput): Generator<CheckRecord> {
  const { files, submission, view, fhr } = input;
  const named = view && !view.reply ? attachments(view) : [];
  if (view && !view.reply) yield* attachmentRecords(input, named);
  const roles = Map.groupBy(files.members, ({ parsed }) => parsed?.role);
  const count = (role: 'fhr' | 'att' | 'dcf'): number => roles.get(role)?.length ?? 0;
  const studies = view?.entries.filter(({ type }) => type === 'ImagingStudy') ?? [];
  const provider = view && providerOf(view);
  const institution = files.members.find(({ parsed }) => parsed?.role === 'fhr')?.parsed?.institution;
  const known = view !== undefined && !view.reply;
  const odd = (known ? view.entries : []).filter(({ fullUrl }) => typeof fullUrl !== 'string' || !UUID.test(fullUrl));
  const data: DataOf<'prior-auth.case'> = {
    fhrFiles: count('fhr') + (fhr && fhr.member.parsed?.role !== 'fhr' ? 1 : 0),
    attFiles: count('att'),
    dcfFiles: count('dcf'),
    key: files.key ?? '〈醫事機構代號〉_〈案件編號〉',
    ...optional('fhrSentBefore', sent(input, 'FHR', ['.JSON'])),
    ...optional('attSentBefore', sent(input, 'ATT', ['.7Z', '.CAB'])),
    ...optional('dcfSentBefore', sent(input, 'DCF', ['.7Z', '.CAB'])),
    ...(known
      ? {
          imagingStudies: studies.length,
          attachments: new Set(named.map(({ name }) => name)).size,
          entries: view.entries.length,
          notUuid: odd.length,
        }
      : {}),
    ...optional('institution', institution),
    ...optional('provider', known ? provider?.code : undefined),
  };
  const place = (pointer: string | undefined): Location[] => {
    const location = pointer === undefined ? undefined : fhr?.document?.place(pointer);
    return location ? [location] : [];
  };
  const loose = (role: 'fhr' | 'att' | 'dcf'): Location[] =>
    (roles.get(role) ?? []).map(({ shown }) => ({ file: shown }));
  yield {
    type: 'prior-auth.case',
    unit: files.unit,
    data,
    locate: () => ({ ...(files.unit.locations[0] ?? container(submission)) }),
    places: {
      get container() {
        return [container(submission)];
      },
      get fhr() {
        return loose('fhr');
      },
      get att() {
        return loose('att');
      },
      get dcf() {
        return loose('dcf');
      },
      get archives() {
        return [...loose('att'), ...loose('dcf')];
      },
      get imagingStudy() {
        return place(studies[0]?.pointer);
      },
      get attachment() {
        return place(named[0]?.pointer);
      },
      get notUuid() {
        return odd.slice(0, 3).flatMap(({ index }) => place(`/entry/${index}/fullUrl`));
      },
      get provider() {
        return place(provider?.pointer);
      },
    },
  };
}
