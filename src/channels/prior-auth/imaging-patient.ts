import type { AuditedRecord, FileSetAudit } from '../../readers/dicom/types.ts';
import { optional } from '../../readers/optional.ts';
import { remember } from '../../readers/remember.ts';
import type { CheckRecord, Location } from '../record.ts';
import { patientOf } from './imaging.ts';
import { agreement, directoryOf, headerOf, type ImagingInput } from './imaging-input.ts';
import type { DataOf } from './record-types.ts';

/** Patient IDs are compared without letter case and leading zeros; what has bytes beyond ASCII is not compared. */
const plainId = (id: string): string | undefined =>
  /^[\x20-\x7e]+$/.test(id)
    ? id
        .trim()
        .toUpperCase()
        .replace(/^0+(?=.)/, '')
    : undefined;

/** The patient of each PATIENT record, against the one of the Bundle. */
export function* patientRecords({ unit, view, document, sets }: ImagingInput): Generator<CheckRecord> {
  const patient = patientOf(view);
  if (!patient) return;
  const ids = new Set(patient.ids.map(plainId));
  for (const { archive, audit } of sets) {
    const file = directoryOf(archive);
    const birthDates = birthDatesBelow(audit);
    for (const audited of audit.records.filter(({ record }) => record.type === 'PATIENT')) {
      const { patientId } = audited.record;
      const id = patientId === undefined ? undefined : plainId(patientId);
      const birthDate = audited.record.birthDate ?? birthDates.get(audited);
      const born = agreement(patient.birthDate, /^\d{8}$/.test(birthDate ?? '') ? birthDate : undefined);
      const data: DataOf<'prior-auth.imaging-patient'> = {
        ...optional('id', id === undefined || ids.size === 0 ? undefined : ids.has(id) ? 'agrees' : 'differs'),
        ...optional('birthDate', born),
      };
      const place = (tag: string): Location => ({ file, record: audited.path, tag });
      yield {
        type: 'prior-auth.imaging-patient',
        unit,
        data,
        locate: (pointer) => place(pointer === '/birthDate' ? '(0010,0030)' : '(0010,0020)'),
        places: {
          get patient() {
            return [document.place(patient.pointer)];
          },
        },
      };
    }
  }
}

/** The birth date in the first file below each PATIENT record that has one. */
function birthDatesBelow({ records }: FileSetAudit): Map<AuditedRecord, string> {
  const dates = new Map<AuditedRecord, string>();
  for (const audited of records) {
    const date = headerOf(audited)?.birthDate;
    const patient = audited.parent?.parent?.parent;
    if (date && patient) remember(dates, patient, () => date);
  }
  return dates;
}
