import { posix } from 'node:path';
import type { Finding } from '../engine/run.ts';
import { inArchive } from '../readers/archive/shown-name.ts';
import { changes, type Edit, partOf, type Why } from './edit.ts';
import { NAMES } from './names.ts';
import type { Package, Part } from './package.ts';

/** The name that NHI's document shows as an example, for a file whose own has no letter and no digit. */
const EXAMPLE = 'TOTFA';

const isXml = ({ path }: Part): boolean => /\.xml$/i.test(path);

/**
 * A name of letters and digits alone: the file's own where it is one, else such signs as it has. NHI's page makes nothing
 * of a name, so no meaning is lost.
 */
function plainName(name: string, extension = posix.extname(name)): string {
  const base = posix.basename(name, posix.extname(name)).replace(/[^0-9A-Za-z]/g, '');
  return (base || EXAMPLE) + extension;
}

/** Whether a finding points at what an edit changes: then that one answers it. */
function isMeant({ locations }: Finding, zip: string, edit: Edit): boolean {
  if (edit.kind === 'rename-package') return locations.some(({ file }) => file === zip);
  const target = edit.kind === 'drop-folders' ? inArchive(zip, edit.from) : (partOf(edit)?.shown ?? '');
  return locations.some(({ file }) => file !== zip && target.startsWith(file));
}

/**
 * What makes a package a zip with one XML at its top and nothing else: a loose XML is put into one; of a zip only folders
 * and what an operating system left behind may go; names become letters and digits.
 */
export function oneZip(finding: Finding, { submission, name: zip, parts, folders }: Package): readonly Edit[] | Why {
  const { isLeftover } = NAMES[submission.channel];
  const kept = parts.filter(({ path }) => !isLeftover(path));
  const [part, ...others] = kept;
  if (!part || !isXml(part)) return 'not-certain';
  if (others.length > 0) return kept.filter(isXml).length > 1 ? 'two-candidates' : 'not-certain';
  const name = posix.basename(part.path);
  if (submission.form === 'loose') {
    const to = plainName(name, '.zip');
    return [{ kind: 'zip-xml', part, from: name, to, inner: plainName(name), finding }];
  }
  const edits: Edit[] = [{ kind: 'rename-package', from: zip, to: plainName(zip), finding }];
  const leftovers: Edit[] = parts
    .filter((each) => each !== part)
    .map((each) => ({ kind: 'drop-file', part: each, from: each.path, finding }));
  edits.push(...leftovers);
  if (part.path.includes('/')) edits.push({ kind: 'flatten-file', part, from: part.path, to: name, finding });
  edits.push({ kind: 'rename-file', part, from: name, to: plainName(name), finding });
  const empty = folders.filter((folder) => !parts.some(({ path }) => path.startsWith(folder)));
  if (empty[0] !== undefined) edits.push({ kind: 'drop-folders', from: empty[0], to: '', finding });
  const own = edits.filter((edit) => isMeant(finding, submission.name, edit));
  return own.some(changes) ? own : edits;
}
