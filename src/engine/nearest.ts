import { closestMatch } from 'leven';

/** The name that somebody may have meant: at most a third of its signs differ. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  const maxDistance = Math.max(1, Math.floor(name.length / 3));
  return closestMatch(name, [...names], { maxDistance });
}
