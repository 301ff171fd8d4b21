import { IntakeError } from '../../intake/errors.ts';
import type { Source } from '../../intake/source.ts';
import { ArchiveError } from '../../readers/archive/errors.ts';
import { archiveKind, HEAD_BYTES } from '../../readers/archive/kind.ts';
import type { Limits, Submission } from '../channel.ts';
import { extensionOf, isOurName } from './names.ts';
import { holdsLabXml } from './peek.ts';
import { isLabXml, openLabZip } from './zip.ts';

/** Files are opened only up to this many. */
const PEEKS = 2_000;
/** Files of a zip that are looked into. */
const INSIDE = 20;

type By = Submission['recognisedBy'];
type Seen = Pick<Submission, 'form' | 'recognisedBy'> | undefined;

/** What is sent in the place of a zip by mistake. */
const ARCHIVES: ReadonlySet<string> = new Set(['.zip', '.7z', '.rar', '.cab', '.gz']);

/** What a zip holds that speaks for this channel; one that cannot be looked into goes by its name. */
async function zipBy(source: Source, limits: Limits): Promise<By | undefined> {
  const named = isOurName(source.path) ? 'name' : undefined;
  const { state, members } = await openLabZip(source, limits);
  if (state !== 'readable') return named;
  const files = members.filter(({ is }) => is === 'xml' || is === 'other');
  let hidden = false;
  for (const member of files.filter(({ name }) => ['.xml', '.txt', ''].includes(extensionOf(name))).slice(0, INSIDE)) {
    const isOurs = await isLabXml(member);
    if (isOurs) return 'content';
    hidden ||= isOurs === undefined;
  }
  const [only, ...more] = files;
  if (only?.is === 'xml' && more.length === 0 && only.entry.encrypted) return 'name';
  return hidden ? named : undefined;
}

async function seen(source: Source, limits: Limits): Promise<Seen> {
  const extension = extensionOf(source.path);
  if (extension === '.xml') {
    if (source.size === 0) return isOurName(source.path) ? { form: 'loose', recognisedBy: 'name' } : undefined;
    return (await holdsLabXml(source)) ? { form: 'loose', recognisedBy: 'content' } : undefined;
  }
  const isZip = async (): Promise<boolean> => archiveKind(await source.read(0, HEAD_BYTES)) === 'zip';
  if (!ARCHIVES.has(extension) && (extension !== '' || !(await isZip()))) return undefined;
  const recognisedBy = await zipBy(source, limits);
  return recognisedBy && { form: 'zip', recognisedBy };
}

async function quietly(source: Source, limits: Limits): Promise<Seen> {
  try {
    return await seen(source, limits);
  } catch (error) {
    if (!(error instanceof IntakeError || error instanceof ArchiveError)) throw error;
    return undefined; // what nobody can read speaks for no channel
  }
}

/** What a file is taken for where the user named this channel. */
const byOption = ({ path }: Source): Seen =>
  extensionOf(path) === '.xml'
    ? { form: 'loose', recognisedBy: 'option' }
    : ARCHIVES.has(extensionOf(path))
      ? { form: 'zip', recognisedBy: 'option' }
      : undefined;

/**
 * Zips that hold an XML of this channel, and such XMLs alone: each is a submission of its own. What cannot be looked
 * into (encrypted, damaged, no zip at all) is of this channel by its name, or where the user named the channel.
 */
export async function recognise(
  files: readonly Source[],
  { forced, limits }: { forced: boolean; limits: Limits },
): Promise<Submission[]> {
  const found: Submission[] = [];
  let peeks = 0;
  for (const source of files) {
    const own =
      (peeks++ < PEEKS ? await quietly(source, limits) : undefined) ?? (forced ? byOption(source) : undefined);
    if (own) found.push({ channel: 'lab-result', name: source.path, ...own, sources: [source] });
  }
  return found;
}

/** NHI refuses no upload of this channel for its name: nothing tells two submissions apart. */
export const memberNames = (): Promise<readonly string[]> => Promise.resolve([]);
