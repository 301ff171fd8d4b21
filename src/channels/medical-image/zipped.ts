import { IntakeError } from '../../intake/errors.ts';
import type { Source } from '../../intake/source.ts';
import { ArchiveError } from '../../readers/archive/errors.ts';
import { openZip } from '../../readers/archive/zip.ts';
import type { Limits, Submission } from '../channel.ts';
import { caseName } from '../prior-auth/names.ts';
import { archiveRole, baseName, isMeantAsCsv } from './names.ts';

/** Zips are opened only up to this many. */
const PEEKS = 200;

/** A zip that is no archive of images by its name. */
const isZip = (source: Source): boolean =>
  /\.zip\s*$/i.test(source.path.normalize('NFKC')) && archiveRole(baseName(source.path)) === undefined;

async function holdsBatch(source: Source, { entries: maxEntries }: Limits): Promise<boolean> {
  try {
    const { entries } = await openZip(source, { maxEntries });
    const names = entries.filter(({ directory }) => !directory).map((entry) => baseName(entry.path));
    return names.some(isMeantAsCsv) && !names.some((name) => caseName(name)?.role === 'fhr');
  } catch (error) {
    if (error instanceof IntakeError || error instanceof ArchiveError) return false; // nothing speaks for this channel
    throw error;
  }
}

/** Zips that hold the CSV of a batch and no FHR: a whole batch in one file, as NHI's documents know none. */
export async function zippedBatches(files: readonly Source[], limits: Limits): Promise<Source[]> {
  const found: Source[] = [];
  for (const source of files.filter(isZip).slice(0, PEEKS)) if (await holdsBatch(source, limits)) found.push(source);
  return found;
}

/** Whether a submission is such a zip. */
export const isZipped = ({ sources: [only, ...others] }: Submission): boolean =>
  only !== undefined && others.length === 0 && isZip(only);
