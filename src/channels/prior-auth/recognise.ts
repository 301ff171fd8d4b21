import path from 'node:path';
import { IntakeError } from '../../intake/errors.ts';
import type { Source } from '../../intake/source.ts';
import { ArchiveError } from '../../readers/archive/errors.ts';
import { archiveKind, HEAD_BYTES } from '../../readers/archive/kind.ts';
import { openZip } from '../../readers/archive/zip.ts';
import { remember } from '../../readers/remember.ts';
import type { Limits, Submission } from '../channel.ts';
import { looksLikeBundle } from './json.ts';
import { baseName, caseName, isImageArchive, zipName } from './names.ts';

const PEEK_BYTES = 65_536;
/** Files whose names say nothing are opened only up to this many; a folder may hold 100,000 of them. */
const PEEKS = 2_000;

type By = Submission['recognisedBy'];
const extension = (name: string): string => path.posix.extname(name).toLowerCase();

/** Whether the first or last 64 KiB look like a FHIR Bundle. */
async function holdsBundle(source: Source): Promise<boolean> {
  const head = await source.read(0, PEEK_BYTES);
  const tail = source.size > PEEK_BYTES ? await source.read(source.size - PEEK_BYTES, source.size) : new Uint8Array();
  const text = `${Buffer.from(head).toString('utf8')} ${Buffer.from(tail).toString('utf8')}`.replaceAll('\0', '');
  return looksLikeBundle(text);
}

/** Whether a zip holds files of this channel; one that cannot be listed goes by its name. */
async function zipBy(source: Source, limits: Limits): Promise<By | null> {
  const { date, institution } = zipName(baseName(source.path));
  const named = date !== undefined && institution !== undefined;
  try {
    const { entries } = await openZip(source, { maxEntries: limits.entries });
    if (entries.some(({ path }) => caseName(baseName(path)))) return 'name';
    for (const entry of entries
      .filter(({ path: name, directory }) => !directory && extension(name) === '.json')
      .slice(0, 20)) {
      for await (const bytes of entry.body()) {
        if (/"resourceType"\s*:\s*"Bundle"/.test(Buffer.from(bytes).toString('utf8'))) return 'content';
        break;
      }
    }
    const exact = /^[0-9A-Z]{10}_\d{7}_\d{3}\.zip$/i.test(baseName(source.path));
    return (named && entries.length === 0) || (exact && !entries.some((entry) => extension(entry.path) === '.xml'))
      ? 'name'
      : null;
  } catch (error) {
    if (!ofTheFile(error)) throw error;
    return named ? 'name' : null; // why it cannot be read is said when it is checked
  }
}

/** What a file does to its reader; anything else is a fault of ours. */
const ofTheFile = (error: unknown): boolean => error instanceof IntakeError || error instanceof ArchiveError;

async function quietly<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!ofTheFile(error)) throw error;
    return otherwise; // an unreadable file that nothing else speaks for
  }
}

const isZip = async (source: Source): Promise<boolean> =>
  extension(source.path) === '.zip' || archiveKind(await source.read(0, HEAD_BYTES)) === 'zip';

/** What a file is to this channel, and how that was seen. */
type Seen = { form: 'zip' | 'loose'; by: By } | null;

/** Goes by the name first; content is looked at only while `mayPeek` allows. */
async function seen(source: Source, forced: boolean, limits: Limits, mayPeek: () => boolean): Promise<Seen> {
  const name = baseName(source.path);
  const kind = extension(name);
  if (caseName(name)) return { form: 'loose', by: 'name' };
  if (kind === '.zip' || (kind === '' && mayPeek() && (await quietly(() => isZip(source), false)))) {
    const by = await zipBy(source, limits);
    return forced || by ? { form: 'zip', by: by ?? 'option' } : null;
  }
  if (kind === '.json' && mayPeek() && (await quietly(() => holdsBundle(source), false)))
    return { form: 'loose', by: 'content' };
  return forced && ['.json', '.7z', '.cab'].includes(kind) ? { form: 'loose', by: 'option' } : null;
}

/** Zips one by one; loose files by the folder they lie in. */
export async function recognise(
  files: readonly Source[],
  { forced, limits }: { forced: boolean; limits: Limits },
): Promise<Submission[]> {
  const submissions: Submission[] = [];
  const loose = new Map<string, { sources: Source[]; ways: Set<By> }>();
  let peeks = 0;
  for (const source of files) {
    const found = await seen(source, forced, limits, () => peeks++ < PEEKS);
    if (!found) continue;
    if (found.form === 'zip') {
      submissions.push({
        channel: 'prior-auth',
        name: source.path,
        recognisedBy: found.by,
        form: 'zip',
        sources: [source],
      });
      continue;
    }
    const group = remember(loose, path.posix.dirname(source.path), () => ({ sources: [], ways: new Set<By>() }));
    group.sources.push(source);
    group.ways.add(found.by);
  }
  for (const [folder, { sources, ways }] of loose) {
    if (!forced && sources.every((source) => isImageArchive(baseName(source.path)))) continue;
    const fhr = sources.find((source) => caseName(baseName(source.path))?.role === 'fhr') ?? sources[0];
    const recognisedBy = (['name', 'content', 'option'] as const).find((by) => ways.has(by)) ?? 'name';
    submissions.push({
      channel: 'prior-auth',
      name: folder === '.' || sources.length === 1 ? (fhr?.path ?? folder) : folder,
      recognisedBy,
      form: 'loose',
      sources,
    });
  }
  return submissions;
}
