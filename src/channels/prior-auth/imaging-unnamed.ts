import type { AuditedRecord } from '../../readers/dicom/types.ts';
import { remember } from '../../readers/remember.ts';
import type { CheckRecord, Location } from '../record.ts';
import { type NamedImage, namedImages } from './imaging.ts';
import { type Held, type ImagingInput, levelOf, uidOf } from './imaging-input.ts';
import type { DataOf } from './record-types.ts';

const WHAT: Readonly<Record<NamedImage['level'], { what: string; whatEn: string }>> = {
  study: { what: '個檢查', whatEn: 'study' },
  series: { what: '個系列', whatEn: 'series' },
  instance: { what: '張影像', whatEn: 'image(s)' },
};

/** A study, or a series of a named study, that the Bundle does not name; or the instances of a named series. */
export function* unnamedRecords(
  input: ImagingInput,
  named: ReadonlySet<string>,
  held: ReadonlyMap<string, Held>,
): Generator<CheckRecord> {
  const listed = new Set<string>();
  for (const image of namedImages(input.view)) if (image.level === 'instance' && image.series) listed.add(image.series);
  const instances = new Map<AuditedRecord, Held[]>();
  const record = (level: NamedImage['level'], places: Location[]): CheckRecord => ({
    type: 'prior-auth.imaging-unnamed',
    unit: input.unit,
    data: { level, named: false, count: places.length, ...WHAT[level] } satisfies DataOf<'prior-auth.imaging-unnamed'>,
    locate: () => places[0] ?? { file: '' },
  });
  const isNamed = (audited: AuditedRecord | undefined): boolean =>
    audited !== undefined && named.has(`${levelOf(audited)} ${uidOf(audited)}`);
  for (const [key, { audited, place }] of held) {
    if (named.has(key)) continue;
    const { parent } = audited;
    if (audited.record.type === 'STUDY' || (audited.record.type === 'SERIES' && isNamed(parent)))
      yield record(audited.record.type === 'STUDY' ? 'study' : 'series', [place]);
    else if (audited.instance && parent && isNamed(parent) && listed.has(parent.record.series ?? ''))
      remember(instances, parent, () => []).push({ audited, place });
  }
  for (const group of instances.values())
    yield record(
      'instance',
      group.map(({ place }) => place),
    );
}
