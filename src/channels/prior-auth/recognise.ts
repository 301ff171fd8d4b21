import path from 'node:path';
import type { Source } from '../../intake/source.ts';
import { archiveKind, HEAD_BYTES } from '../../readers/archive/kind.ts';
import { openZip } from '../../readers/archive/zip.ts';
import type { Limits, Submission } from '../channel.ts';
import { baseName, caseName, zipName } from './names.ts';

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
  return /"resourceType"\s*:\s*"Bundle"/.test(text) || text.includes('nhicore.nhi.gov.tw/pas/');
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
    return named && entries.length === 0 ? 'name' : null;
  } catch {
    return named ? 'name' : null; // why it cannot be read is said when it is checked
  }
}

async function quietly<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work();
  } catch {
    return otherwise; // an unreadable file that nothing else speaks for
  }
}

const isZip = async (source: Source): Promise<boolean> =>
  extension(source.path) === '.zip' || archiveKind(await source.read(0, HEAD_BYTES)) === 'zip';

/** Zips one by one; loose files by the folder they lie in. */
export async function recognise(
  files: readonly Source[],
  { forced, limits }: { forced: boolean; limits: Limits },
): Promise<Submission[]> {
  const zips: Submission[] = [];
  const loose = new Map<string, { sources: Source[]; by: By }>();
  let peeks = 0;
  for (const source of files) {
    const name = baseName(source.path);
    let by: By | null = caseName(name) ? 'name' : null;
    if (!by && extension(name) === '.zip') {
      const found = await quietly(() => zipBy(source, limits), null);
      const how = forced ? 'option' : found;
      if (how)
        zips.push({ channel: 'prior-auth', name: source.path, recognisedBy: how, form: 'zip', sources: [source] });
      continue;
    }
    if (!by && extension(name) === '.json' && peeks++ < PEEKS && (await quietly(() => holdsBundle(source), false)))
      by = 'content';
    if (!by && forced && ['.json', '.7z', '.cab'].includes(extension(name))) by = 'option';
    if (!by && extension(name) === '' && peeks++ < PEEKS && (await quietly(() => isZip(source), false))) {
      const how = await quietly(() => zipBy(source, limits), null);
      if (how)
        zips.push({ channel: 'prior-auth', name: source.path, recognisedBy: how, form: 'zip', sources: [source] });
      continue;
    }
    if (!by) continue;
    const folder = path.posix.dirname(source.path);
    const group = loose.get(folder);
    if (group) group.sources.push(source);
    else loose.set(folder, { sources: [source], by });
    if (group && by === 'name') group.by = by;
  }
  const folders = [...loose].map(([folder, { sources, by }]): Submission => {
    const only = sources.length === 1 ? sources[0] : undefined;
    const name = only?.path ?? (folder === '.' ? baseName(sources[0]?.path ?? '') : folder);
    return { channel: 'prior-auth', name, recognisedBy: by, form: 'loose', sources };
  });
  return [...zips, ...folders];
}
