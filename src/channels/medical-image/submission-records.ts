import type { Source } from '../../intake/source.ts';
import { optional } from '../../readers/optional.ts';
import type { Context } from '../channel.ts';
import type { CheckRecord } from '../record.ts';
import { baseName, csvName } from './names.ts';
import type { SubmissionData } from './submission-record-type.ts';

const DAY = 86_400_000;

/** The record of the submission as a whole: its CSV's name, and that it has one. */
export function submissionRecord(
  { csv, archives, otherCsvs }: { csv: Source | undefined; archives: readonly Source[]; otherCsvs: number },
  { asOf, institution: login }: Pick<Context, 'asOf' | 'institution'>,
): CheckRecord {
  const counts = { archives: archives.length, otherCsvs };
  const file = csv?.path ?? archives[0]?.path ?? '';
  const record = (data: SubmissionData): CheckRecord => ({
    type: 'medical-image.submission',
    unit: null,
    data,
    locate: () => ({ file }),
  });
  if (!csv) return record({ csv: 'none', ...counts });
  const name = baseName(csv.path);
  const { state, institution, day, date } = csvName(name);
  const days = day === undefined ? undefined : Math.round((Date.parse(day) - Date.parse(asOf)) / DAY);
  const configured: SubmissionData['configured'] = login === institution ? 'agrees' : 'differs';
  const dateState: SubmissionData['dateState'] = day === undefined ? 'not-real' : 'real';
  return record({
    csv: 'one',
    ...counts,
    name,
    nameState: state,
    ...optional('institution', institution),
    ...optional('configured', login === undefined || institution === undefined ? undefined : configured),
    ...optional('login', login),
    ...optional('date', date),
    ...optional('dateState', date === undefined ? undefined : dateState),
    ...optional('daysFromAsOf', days),
  });
}

/** The record of an archive that no row names. @param like a name in column 14 that may have been meant */
export const unnamedRecord = (archive: Source, like: string | undefined): CheckRecord => ({
  type: 'medical-image.unnamed',
  unit: null,
  data: { name: baseName(archive.path), ...optional('like', like) },
  locate: () => ({ file: archive.path }),
});
