/** One argument of the command line, as far as naming its files goes. */
export interface Named {
  /** The folders above the files, outermost first; never the root or drive. */
  readonly above: readonly string[];
  /** Its files, from there, with `/`. */
  readonly files: readonly string[];
}

/**
 * The paths that the user is shown, per argument in the order of its files. Where arguments would show the same path,
 * both get the name of the folder above in front, and the one above that, until they differ; when there is none left
 * (the same path on two drives), `#2/` goes in front of the later one. No two are the same.
 */
export function shownPaths(args: readonly Named[]): string[][] {
  const depth = args.map(() => 0);
  const shown = args.map((arg) => [...arg.files]);
  for (let alike = clashes(shown); alike.size > 0; alike = clashes(shown)) {
    const deeper = [...alike].filter((index) => (depth[index] ?? 0) < (args[index]?.above.length ?? 0));
    if (deeper.length === 0) return numbered(shown);
    for (const index of deeper) {
      const name = args[index]?.above.at(-1 - (depth[index] ?? 0));
      depth[index] = (depth[index] ?? 0) + 1;
      shown[index] = (shown[index] ?? []).map((path) => `${name}/${path}`);
    }
  }
  return shown;
}

/** The arguments that share a shown path with another. */
function clashes(shown: readonly string[][]): Set<number> {
  const first = new Map<string, number>();
  const alike = new Set<number>();
  for (const [index, paths] of shown.entries()) {
    for (const path of paths) {
      const other = first.get(path);
      if (other === undefined) first.set(path, index);
      else if (other !== index) alike.add(other).add(index);
    }
  }
  return alike;
}

function numbered(shown: readonly string[][]): string[][] {
  const taken = new Set<string>();
  return shown.map((paths) => {
    let prefix = '';
    for (let n = 2; paths.some((path) => taken.has(prefix + path)); n++) prefix = `#${n}/`;
    const free = paths.map((path) => prefix + path);
    for (const path of free) taken.add(path);
    return free;
  });
}
