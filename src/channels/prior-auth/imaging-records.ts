import { optional } from '../../readers/optional.ts';
import type { CheckRecord } from '../record.ts';
import { type NamedImage, namedImages } from './imaging.ts';
import { type Held, heldIn, type ImagingInput, keyOf } from './imaging-input.ts';
import { patientRecords } from './imaging-patient.ts';
import { unnamedRecords } from './imaging-unnamed.ts';
import type { DataOf } from './record-types.ts';

/** Whether two values agree; undefined where one is not there. */
function agreement(named: string | undefined, held: string | undefined): 'agrees' | 'differs' | undefined {
  if (named === undefined || held === undefined) return undefined;
  return named === held ? 'agrees' : 'differs';
}

/** What the Bundle names, against the DICOMDIR. */
function imagingRecord({ unit, document }: ImagingInput, image: NamedImage, held: Held | undefined): CheckRecord {
  const data: DataOf<'prior-auth.imaging'> = {
    level: image.level,
    found: held !== undefined,
    ...optional('modality', agreement(image.modality, held?.modality)),
    ...optional('sopClass', agreement(image.sopClass, held?.sopClass)),
  };
  return {
    type: 'prior-auth.imaging',
    unit,
    data,
    locate: () => document.place(image.pointer),
    places: { dicomdir: held ? [held.place] : [] },
  };
}

const ABOVE = { instance: 'series', series: 'study', study: 'study' } as const;

/** The joined view of the Bundle's ImagingStudy and the DICOMDIR, both ways, and of the patient. */
export function* imagingRecords(input: ImagingInput): Generator<CheckRecord> {
  if (input.sets.length === 0) return;
  const held = heldIn(input.sets);
  const images = namedImages(input.view);
  for (const image of images) {
    const { level, uids, parents } = image;
    const found = uids.map((uid) => held.get(keyOf(level, uid))).find((one) => one !== undefined);
    // where the whole study or series is missing, that is told, not each of its parts
    const told = parents.length > 0 && !parents.some((parent) => held.has(keyOf(ABOVE[level], parent)));
    if (!told) yield imagingRecord(input, image, found);
  }
  if (images.length > 0) yield* unnamedRecords(input.unit, images, held);
  yield* patientRecords(input);
}
