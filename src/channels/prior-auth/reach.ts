import type { BundleView, Entry } from './bundle.ts';
import { at, codings } from './json.ts';
import type { ProfileRow } from './profiles.ts';

/** The entries that belong to the case: those that references reach from the Claim (申請說明 六 4). */
export function reachable({ entries, links }: BundleView): ReadonlySet<Entry> {
  const outgoing = Map.groupBy(links, (link) => link.from);
  const reached = new Set(entries.filter(({ type }) => type === 'Claim'));
  const queue = [...reached];
  for (let entry = queue.pop(); entry; entry = queue.pop()) {
    for (const { target } of outgoing.get(entry) ?? []) {
      if (!target || reached.has(target)) continue;
      reached.add(target);
      queue.push(target);
    }
  }
  return reached;
}

/** Which element ought to point at an entry, e.g. `DiagnosticReport-image-twpas.media.link`. */
export function ownerOf(entry: Entry, row: ProfileRow | undefined): string | undefined {
  const category = [at(entry.resource, 'category')].flat().flatMap(codings)[0]?.code;
  if (row?.byCategory && typeof category === 'string' && Object.hasOwn(row.byCategory, category))
    return row.byCategory[category];
  return row?.owner;
}

/** Finds the first entry of the profile that an owner names, for the other end of a finding. */
export function ownerIndex(entries: readonly Entry[]): (owner: string | undefined) => Entry | undefined {
  const firsts = new Map<string, Entry>();
  for (const entry of entries)
    for (const key of [entry.profile, entry.type === 'Claim' ? 'Claim' : undefined])
      if (key !== undefined && !firsts.has(key)) firsts.set(key, entry);
  return (owner) => (owner === undefined ? undefined : firsts.get(owner.split('.')[0] ?? ''));
}
