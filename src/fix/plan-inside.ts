import { posix } from 'node:path';
import type { Finding } from '../engine/run.ts';
import { hostileName } from '../readers/archive/names.ts';
import { inArchive } from '../readers/archive/shown-name.ts';
import type { Edit, Why } from './edit.ts';
import type { Part } from './package.ts';

const LONGEST_PATH = 4_000;
const LONGEST_NAME = 255;

/** One for names that differ only by letter case, width or how Unicode composes them; blanks count. */
const folded = (name: string): string => name.normalize('NFKC').toLowerCase();

const base = (path: string): string => posix.basename(path);

/** A plain file name that every disk takes. */
const isPlain = (name: string): boolean =>
  hostileName(name) === null &&
  !/[/\\:*?"<>|]/.test(name) &&
  !/^\s|[\s.]$/.test(name) &&
  Buffer.byteLength(name) <= LONGEST_NAME;

/** Whether the file may be given the name that the Bundle has for it. */
function renamed(part: Part, from: string, to: string): Why | null {
  const files = part.inside?.listing.entries.filter(({ directory }) => !directory).map(({ path }) => path) ?? [];
  if (!isPlain(to) || from.length > LONGEST_PATH || folded(base(from)) !== folded(to)) return 'not-certain';
  const alike = files.filter((path) => folded(base(path)) === folded(to));
  if (alike.length > 1) return 'two-candidates';
  if (files.some((path) => folded(path).startsWith(`${folded(to)}/`))) return 'name-taken'; // a folder of that name
  return alike[0] === from ? null : 'not-certain';
}

/** The renaming of an attachment to the name that the Bundle has for it. */
export function insideEdit(finding: Finding, parts: readonly Part[]): Edit | Why {
  const { from, to } = finding.fix ?? {};
  if (typeof from !== 'string' || typeof to !== 'string') return 'not-certain';
  const places = new Set(finding.locations.map(({ file }) => file));
  const [part, ...others] = parts.filter(({ shown }) => places.has(inArchive(shown, from)));
  if (!part?.inside || others.length > 0) return 'not-certain';
  return renamed(part, from, to) ?? { kind: 'rename-inside', part, from, to, finding };
}

/** What a cabinet is called once it is a 7z. */
const as7z = (name: string): string => name.replace(/(?:\.[^.]*)?$/, '.7z');

/**
 * The edits that come with renamings inside cabinets, which only a 7z of the same files can have.
 * @param nameOf what a part is called by then, without folders
 */
export function repacks(edits: readonly Edit[], nameOf: (part: Part) => string): Edit[] {
  const first = new Map<Part, Edit>();
  for (const edit of edits)
    if (edit.kind === 'rename-inside' && edit.part.kind === 'cab' && !first.has(edit.part)) first.set(edit.part, edit);
  return [...first].map(([part, { finding }]) => {
    const from = nameOf(part);
    return { kind: 'repack', part, from, to: as7z(from), finding };
  });
}

/** Renamings of one file to two names, or of two files to one: neither is done. */
export function ambiguous(edits: readonly Edit[]): Set<Edit> {
  const inside = edits.filter((edit) => edit.kind === 'rename-inside');
  const wrong = new Set<Edit>();
  for (const [, same] of Map.groupBy(inside, ({ part }) => part))
    for (const by of ['from', 'to'] as const)
      for (const [, alike] of Map.groupBy(same, (edit) => folded(base(edit[by]))))
        if (new Set(alike.map(({ from, to }) => `${from}\0${to}`)).size > 1) for (const edit of alike) wrong.add(edit);
  return wrong;
}
