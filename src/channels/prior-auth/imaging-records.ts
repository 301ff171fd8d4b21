import { optional } from '../../readers/optional.ts';
import type { CheckRecord } from '../record.ts';
import { type NamedImage, namedImages } from './imaging.ts';
import { agreement, type Held, headerOf, heldIn, type ImagingInput } from './imaging-input.ts';
import { patientRecords } from './imaging-patient.ts';
import { unnamedRecords } from './imaging-unnamed.ts';
import type { DataOf } from './record-types.ts';

/** What the Bundle names, against the DICOMDIR. */
function imagingRecord({ unit, document }: ImagingInput, image: NamedImage, held: Held | undefined): CheckRecord {
  const data: DataOf<'prior-auth.imaging'> = {
    level: image.level,
    found: held !== undefined,
    ...optional('modality', held && agreement(image.modality, held.audited.record.modality)),
    ...optional(
      'sopClass',
      held && agreement(image.sopClass, headerOf(held.audited)?.sopClass ?? held.audited.record.sopClass),
    ),
  };
  return {
    type: 'prior-auth.imaging',
    unit,
    data,
    locate: () => document.place(image.pointer),
    places: { dicomdir: held ? [held.place] : [] },
  };
}

/** The joined view of the Bundle's ImagingStudy and the DICOMDIR, both ways, and of the patient. */
export function* imagingRecords(input: ImagingInput): Generator<CheckRecord> {
  if (input.sets.length === 0) return;
  const held = heldIn(input.sets);
  const named = new Set<string>();
  for (const image of namedImages(input.view)) {
    const key = `${image.level} ${image.uid}`;
    const parent = image.level === 'instance' ? `series ${image.series}` : `study ${image.study}`;
    named.add(key);
    if (image.level === 'study' || held.has(parent)) yield imagingRecord(input, image, held.get(key));
  }
  if (named.size > 0) yield* unnamedRecords(input, named, held);
  yield* patientRecords(input);
}
