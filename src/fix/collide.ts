import { posix } from 'node:path';
import { type Edit, partOf } from './edit.ts';
import type { Part } from './package.ts';

/** Names that are one file on the reader's disk, or one original name to NHI, have one key. */
export const nameKey = (path: string): string => path.normalize('NFC').toUpperCase();

/** The paths of parts after these edits; null for what is dropped. */
export function pathsAfter(parts: readonly Part[], edits: readonly Edit[]): Map<Part, string | null> {
  const paths = new Map<Part, string | null>(parts.map((part) => [part, part.path]));
  for (const edit of edits) {
    const part = partOf(edit);
    const path = part && paths.get(part);
    if (!part || typeof path !== 'string') continue;
    if (edit.kind === 'drop-file') paths.set(part, null);
    else if (edit.kind === 'flatten-file') paths.set(part, edit.to);
    else if (edit.kind === 'rename-file' || edit.kind === 'repack')
      paths.set(part, posix.join(posix.dirname(path), edit.to));
  }
  return paths;
}

/** Parts that share their path with another one after these edits. */
function colliding(parts: readonly Part[], edits: readonly Edit[]): Set<Part> {
  const kept = [...pathsAfter(parts, edits)].filter(([, path]) => path !== null);
  const groups = Map.groupBy(kept, ([, path]) => nameKey(path ?? ''));
  return new Set(
    [...groups.values()].filter(({ length }) => length > 1).flatMap((group) => group.map(([part]) => part)),
  );
}

const MOVES: ReadonlySet<Edit['kind']> = new Set(['flatten-file', 'rename-file', 'repack', 'rename-inside']);

/**
 * Takes back edits until no two files would have one name: of a part whose new name is taken, all that move it, and
 * all flattening as soon as one file cannot leave its folder.
 */
export function withoutCollisions(parts: readonly Part[], edits: readonly Edit[]): { kept: Edit[]; taken: Edit[] } {
  let kept = [...edits];
  const taken: Edit[] = [];
  const takeBack = (chosen: (edit: Edit) => boolean): boolean => {
    const gone = kept.filter(chosen);
    taken.push(...gone);
    kept = kept.filter((edit) => !chosen(edit));
    return gone.length > 0;
  };
  const flat = kept.filter(({ kind }) => kind === 'flatten-file' || kind === 'drop-file');
  if (colliding(parts, flat).size > 0) takeBack(({ kind }) => kind === 'flatten-file');
  for (;;) {
    const clashes = colliding(parts, kept);
    const moves = (edit: Edit): boolean => {
      const part = partOf(edit);
      return part !== undefined && clashes.has(part) && MOVES.has(edit.kind);
    };
    if (takeBack((edit) => moves(edit) && edit.kind !== 'flatten-file')) continue;
    if (kept.some(moves) && takeBack(({ kind }) => kind === 'flatten-file')) continue;
    return { kept, taken };
  }
}
