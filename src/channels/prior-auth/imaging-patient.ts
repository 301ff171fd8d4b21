import { patientsIn, plainId } from '../dicom/patients.ts';
import type { CheckRecord, Location } from '../record.ts';
import { type BundlePatient, isNationalId, patientOf } from './imaging.ts';
import type { ImagingInput } from './imaging-input.ts';
import type { DataOf } from './record-types.ts';

type Data = DataOf<'prior-auth.imaging-patient'>;

/** Where the Bundle has no chart number, only another national id is somebody else's. */
const comparable = ({ ids, chart }: BundlePatient, id: string): boolean =>
  ids.length > 0 && (chart || isNationalId(id));

/** The patients of the DICOMDIR and the images, against the one of the Bundle. */
export function* patientRecords({ unit, view, document, sets }: ImagingInput): Generator<CheckRecord> {
  const patient = patientOf(view);
  if (!patient) return;
  const own = new Set(patient.ids.map(plainId));
  const record = (data: Data, place: Location): CheckRecord => ({
    type: 'prior-auth.imaging-patient',
    unit,
    data,
    locate: () => ({ ...place }),
    places: {
      get patient() {
        return [document.place(patient.pointer)];
      },
    },
  });
  for (const { archive, audit } of sets) {
    const { ids, birthDates } = patientsIn(archive, audit);
    for (const [id, place] of ids)
      if (comparable(patient, id)) yield record({ id: own.has(id) ? 'agrees' : 'differs' }, place);
    for (const [date, place] of patient.birthDate === undefined ? [] : birthDates)
      yield record({ birthDate: date === patient.birthDate ? 'agrees' : 'differs' }, place);
  }
}
