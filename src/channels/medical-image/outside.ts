import path from 'node:path';
import { IntakeError } from '../../intake/errors.ts';
import type { Source } from '../../intake/source.ts';
import type { Submission } from '../channel.ts';
import { baseName } from './names.ts';

const isGuide = (source: Source): boolean => /^DICOMDIR\.?$/i.test(baseName(source.path));
const isJpeg = (source: Source): boolean => /\.jpe?g$/i.test(source.path);

/** Whether a file is DICOM by its preamble. */
async function isDicom(source: Source): Promise<boolean> {
  try {
    return Buffer.from(await source.read(128, 132)).toString('latin1') === 'DICM';
  } catch (error) {
    if (error instanceof IntakeError) return false;
    throw error;
  }
}

/**
 * What the web page's single upload takes (四(二)2): a DICOMDIR as the guide file with its images, or JPEG pictures and
 * nothing else. There is no CSV to check them against.
 */
export async function outsideOf(
  files: readonly Source[],
  forced: boolean,
): Promise<{ sources: readonly Source[]; name: string; by: Submission['recognisedBy'] } | undefined> {
  const guide = files.find(isGuide);
  if (guide) {
    const folder = path.posix.dirname(guide.path);
    const beneath = folder === '.' ? files : files.filter((source) => source.path.startsWith(`${folder}/`));
    return { sources: [guide, ...beneath.filter((source) => source !== guide)], name: guide.path, by: 'name' };
  }
  const [first] = files;
  if (!first || files.length > 1_000) return undefined;
  for (const source of files) if (!isJpeg(source) && !(await isDicom(source))) return undefined;
  return { sources: files, name: first.path, by: forced ? 'option' : 'content' };
}

/** Whether a submission is one of the single upload: it has neither a CSV nor an archive. */
export const isOutside = ({ sources }: Submission): boolean =>
  sources.every((source) => !/\.(?:csv|7z|cab|zip|rar|001)\s*$/i.test(source.path.normalize('NFKC')));
