import path from 'node:path';
import { IntakeError } from '../../intake/errors.ts';
import type { Source } from '../../intake/source.ts';
import { remember } from '../../readers/remember.ts';
import type { Limits, Submission } from '../channel.ts';
import { caseName } from '../prior-auth/names.ts';
import { archivesNamedIn } from './named-in.ts';
import { archiveRole, baseName, caseKeyOf, isMeantAsCsv } from './names.ts';
import { outsideOf } from './outside.ts';
import { zippedBatches } from './zipped.ts';

const PEEK_BYTES = 65_536;
/** CSVs whose names say nothing are opened only up to this many. */
const PEEKS = 200;

type By = Submission['recognisedBy'];

const isCsv = (source: Source): boolean => /\.csv\s*$/i.test(source.path.normalize('NFKC'));
const isFhr = (source: Source): boolean => caseName(baseName(source.path))?.role === 'fhr';

/** Whether the first 64 KiB name an archive as column 14 does; NUL is left out, so that UTF-16 shows it too. */
async function namesArchives(source: Source): Promise<boolean> {
  try {
    const head = Buffer.from(await source.read(0, PEEK_BYTES)).toString('latin1');
    return /(?:DCF|ATT)[0-9A-Z]{10}_[0-9A-Z]{8}/i.test(head.replaceAll('\0', ''));
  } catch (error) {
    if (error instanceof IntakeError) return false; // what nobody can read speaks for no channel
    throw error;
  }
}

/** The files of one folder that may belong together. */
interface Group {
  readonly csvs: { source: Source; by: By }[];
  readonly archives: Source[];
  fhr: boolean;
}

async function grouped(files: readonly Source[], forced: boolean): Promise<Map<string, Group>> {
  const groups = new Map<string, Group>();
  const of = (source: Source): Group =>
    remember(groups, path.posix.dirname(source.path), () => ({ csvs: [], archives: [], fhr: false }));
  for (const source of files) {
    if (archiveRole(baseName(source.path))) of(source).archives.push(source);
    if (isFhr(source)) of(source).fhr = true;
  }
  const csvs = files.filter(isCsv);
  const named = new Set(csvs.filter((source) => isMeantAsCsv(baseName(source.path))));
  const withNamed = new Set([...named].map(of));
  let peeks = 0;
  for (const source of csvs) {
    const group = of(source);
    if (named.has(source)) group.csvs.push({ source, by: 'name' });
    else if (forced) group.csvs.push({ source, by: 'option' });
    else if (group.archives.length > 0 && !group.fhr && !withNamed.has(group)) group.csvs.push({ source, by: 'name' });
    else if (peeks++ < PEEKS && (await namesArchives(source))) group.csvs.push({ source, by: 'content' });
  }
  return groups;
}

const submissionOf = (sources: readonly Source[], name: string, recognisedBy: By): Submission => ({
  channel: 'medical-image',
  name,
  recognisedBy,
  form: 'loose',
  sources,
});

/** One submission for each CSV; archives of a folder with several go to the first that names them, else to the first. */
async function ofGroup({ csvs, archives }: Group): Promise<Submission[]> {
  const [first, ...others] = csvs;
  if (!first) return [];
  if (others.length === 0) return [submissionOf([first.source, ...archives], first.source.path, first.by)];
  const named = await Promise.all(csvs.map(({ source }) => archivesNamedIn(source, archives)));
  return csvs.map(({ source, by }, i) => {
    const own = archives.filter((archive) => {
      const owner = named.findIndex((names) => names.has(archive));
      return (owner === -1 ? 0 : owner) === i;
    });
    return { ...submissionOf([source, ...own], source.path, by), others: csvs.length - 1 };
  });
}

/**
 * A CSV and the archives beside it; where there is but one CSV, all archives that came with it. Archives without any CSV
 * are a submission that lacks it, unless an FHR lies beside them. What is meant for the web page's single upload is
 * recognised as that, and so is a batch in a zip.
 */
export async function recognise(
  files: readonly Source[],
  { forced, limits }: { forced: boolean; limits: Limits },
): Promise<Submission[]> {
  const groups = [...(await grouped(files, forced))];
  const withCsv = groups.filter(([, { csvs }]) => csvs.length > 0);
  const apart = groups.filter(([, { csvs, archives, fhr }]) => csvs.length === 0 && archives.length > 0 && !fhr);
  const zipped = (await zippedBatches(files, limits)).map((zip) => submissionOf([zip], zip.path, 'content'));
  const [only] = withCsv;
  if (only && withCsv.length === 1 && only[1].csvs.length === 1) {
    const [, { csvs, archives, fhr }] = only;
    const all = [...(fhr ? archives.filter(isOurs) : archives), ...apart.flatMap(([, group]) => group.archives)];
    return [...(await ofGroup({ csvs, archives: all, fhr })), ...zipped];
  }
  const found: Submission[] = [];
  for (const [, group] of withCsv) found.push(...(await ofGroup(group)));
  for (const [folder, { archives }] of apart) {
    const ours = archives.filter(isOurs);
    const [first] = ours;
    if (!first || (!forced && ours.length < archives.length)) continue;
    found.push(submissionOf(ours, folder === '.' || ours.length === 1 ? first.path : folder, 'name'));
  }
  found.push(...zipped);
  if (found.length > 0) return found;
  const outside = await outsideOf(files, forced);
  return outside ? [submissionOf(outside.sources, outside.name, outside.by)] : [];
}

/** Twelve letters or digits, as archives of this channel have; sixteen digits are prior authorization's. */
const isOurs = (source: Source): boolean => /_[0-9A-Z]{12}(?:\.[^.]*)*$/i.test(baseName(source.path));

/** What tells the archives of a submission apart from those of another batch: whatever their kind and format. */
export const memberNames = async ({ sources }: Submission): Promise<readonly string[]> => [
  ...new Set(sources.flatMap(({ path: shown }) => caseKeyOf(baseName(shown)) ?? [])),
];
