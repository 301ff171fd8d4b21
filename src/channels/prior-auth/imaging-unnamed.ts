import { remember } from '../../readers/remember.ts';
import { type CheckRecord, type Location, MOST_PLACES, type Unit } from '../record.ts';
import type { NamedImage } from './imaging.ts';
import { type Held, keyOf } from './imaging-input.ts';
import type { DataOf } from './record-types.ts';

const WHAT: Readonly<Record<NamedImage['level'], { what: string; whatEn: string }>> = {
  study: { what: '個檢查', whatEn: 'study' },
  series: { what: '個系列', whatEn: 'series' },
  instance: { what: '張影像', whatEn: 'image(s)' },
};

/**
 * A study, or a series of a named study, that the Bundle does not name; or together the instances of a named series
 * of which it names others.
 */
export function* unnamedRecords(
  unit: Unit,
  images: readonly NamedImage[],
  held: ReadonlyMap<string, Held>,
): Generator<CheckRecord> {
  const named = new Set(images.flatMap(({ level, uids }) => uids.map((uid) => keyOf(level, uid))));
  const listed = new Set(images.filter(({ level }) => level === 'instance').flatMap(({ parents }) => parents));
  const studies = images.some(({ level }) => level === 'study');
  const instances = new Map<string, Location[]>();
  const record = (level: NamedImage['level'], places: readonly Location[]): CheckRecord => ({
    type: 'prior-auth.imaging-unnamed',
    unit,
    data: { level, named: false, count: places.length, ...WHAT[level] } satisfies DataOf<'prior-auth.imaging-unnamed'>,
    locate: () => ({ ...(places[0] ?? { file: '' }) }),
    places: { others: places.slice(1, MOST_PLACES) },
  });
  const under = (level: 'study' | 'series', uid: string | undefined): boolean =>
    uid === undefined || named.has(keyOf(level, uid));
  for (const [key, { level, parent, place }] of held) {
    if (named.has(key)) continue;
    if (level === 'study' ? studies : level === 'series' && (!studies || under('study', parent)))
      yield record(level, [place]);
    else if (level === 'instance' && parent !== undefined && under('series', parent) && listed.has(parent))
      remember(instances, parent, () => []).push(place);
  }
  for (const places of instances.values()) yield record('instance', places);
}
