import { inArchive, shownName } from '../../readers/archive/shown-name.ts';
import type { Content } from '../../readers/content/content.ts';
import type { CheckRecord, Unit } from '../record.ts';
import type { BundleView } from './bundle.ts';
import type { Contents } from './contents.ts';
import { at, codings, list, text } from './json.ts';
import type { DataOf } from './record-types.ts';

/** ICD-10-CM M05 and M06: rheumatoid arthritis (M08 is the juvenile one). */
const RHEUMATOID = /^M0[56]/i;
const ADULT = 18;

/** 附表13, 附表15, DAS28: how the two forms are called. */
const FORM_NAME = /附表[\s_-]*(?:1[35](?!\d)|１[３５]|十[三五])|DAS[\s_-]*28/i;

function ageOn(birthDate: string, asOf: string): number {
  const years = Number(asOf.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return asOf.slice(4) < birthDate.slice(4) ? years - 1 : years;
}

/** Whether a case is about an adult with rheumatoid arthritis and an immunologic agent. @param asOf yyyy-MM-dd */
export function isAdultRheumatoid({ kind, entries }: BundleView, asOf: string): boolean {
  if (kind !== 'imm') return false;
  const birthDate = text(entries.find(({ type }) => type === 'Patient')?.resource.birthDate) ?? '';
  const adult = !/^\d{4}-\d{2}-\d{2}$/.test(birthDate) || ageOn(birthDate, asOf) >= ADULT;
  const diagnoses = entries
    .filter(({ type }) => type === 'Claim')
    .flatMap(({ resource }) => list(resource.diagnosis))
    .flatMap((diagnosis) => codings(at(diagnosis, 'diagnosisCodeableConcept')));
  return adult && diagnoses.some(({ code }) => RHEUMATOID.test(text(code) ?? ''));
}

/** What is no PDF has no fields to fill in. */
const formOf = (content: Content): 'fillable' | 'flat' | 'unknown' => (content.kind === 'pdf' ? content.form : 'flat');

/**
 * A record for each PDF that by its name is one of the two forms; where no name tells, one for the ATT as a whole.
 */
export function* raFormRecords(unit: Unit, atts: readonly Contents[]): Generator<CheckRecord> {
  const files = atts.flatMap(({ member, attachments }) =>
    [...(attachments ?? [])].map(([path, content]) => ({
      path,
      content,
      shown: inArchive(member.shown, path),
    })),
  );
  const record = (form: DataOf<'prior-auth.ra-form'>['form'], name: string, file: string): CheckRecord => ({
    type: 'prior-auth.ra-form',
    unit,
    data: { form, name } satisfies DataOf<'prior-auth.ra-form'>,
    locate: () => ({ file }),
  });
  const forms = files.filter(({ path }) => FORM_NAME.test(path));
  for (const { path, content, shown } of forms) {
    yield record(formOf(content), shownName(path), shown);
  }
  const [att] = atts;
  const told = files.every(({ content }) => formOf(content) !== 'unknown');
  if (forms.length === 0 && att && told) {
    const some = files.some(({ content }) => formOf(content) === 'fillable');
    yield record(some ? 'fillable' : 'none', att.member.name, att.member.shown);
  }
}
