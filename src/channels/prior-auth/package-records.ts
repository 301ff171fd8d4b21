import { optional } from '../../readers/optional.ts';
import type { Context, Submission } from '../channel.ts';
import { type CheckRecord, type Location, MOST_PLACES } from '../record.ts';
import type { CaseFiles } from './cases.ts';
import { daysFrom, western } from './dates.ts';
import type { Member, Members } from './members.ts';
import { baseName, zipName } from './names.ts';
import type { DataOf } from './record-types.ts';

/** Where the whole submission is: the zip, or the folder. */
export const container = (submission: Submission): Location => ({ file: submission.name });

/** The institutions in the names of files, most frequent first. */
function institutionsOf(cases: readonly CaseFiles[]): string[] {
  const codes = cases
    .flatMap(({ members }) => members.map(({ parsed }) => parsed?.institution?.toUpperCase()))
    .filter((code) => code !== undefined);
  return [...Map.groupBy(codes, (code) => code)].sort(([, a], [, b]) => b.length - a.length).map(([code]) => code);
}

const zipInstitution = ({ form, name }: Submission): string | undefined =>
  form === 'zip' ? zipName(baseName(name)).institution?.toUpperCase() : undefined;

/** The institution that all names shall carry: the configured one, the zip's where a file has it, or that of most files. */
export function expectedInstitution(
  submission: Submission,
  cases: readonly CaseFiles[],
  configured?: string,
): string | undefined {
  const codes = institutionsOf(cases);
  const zip = zipInstitution(submission);
  return configured ?? (zip !== undefined && codes.includes(zip) ? zip : codes[0]);
}

/** The record of the zip or folder itself. */
export function packageRecord(
  submission: Submission,
  { state, members, hostileFolders }: Members,
  cases: readonly CaseFiles[],
  cx: Context,
): CheckRecord {
  const name = baseName(submission.name);
  const zip = submission.form === 'zip' ? zipName(name) : undefined;
  const codes = institutionsOf(cases);
  const layered = members.filter((member) => member.layered).map(({ shown }) => shown);
  const hostile = [...members.filter((member) => member.hostile).map(({ shown }) => shown), ...hostileFolders];
  const data: DataOf<'prior-auth.package'> = {
    form: submission.form,
    name,
    state,
    caseFiles: cases.reduce((sum, files) => sum + files.members.length, 0),
    layered: layered.length,
    hostile: hostile.length,
    ...optional('institution', zipInstitution(submission)),
    ...optional('files', codes.length === 1 ? codes[0] : undefined),
    ...optional('configured', cx.institution),
    ...optional('daysFromAsOf', daysFrom(cx.asOf, western(zip?.date))),
    ...(zip && cx.sentBefore ? { sentBefore: cx.sentBefore(name) } : {}),
  };
  const places = (list: readonly string[]): Location[] => list.slice(0, MOST_PLACES).map((file) => ({ file }));
  return {
    type: 'prior-auth.package',
    unit: null,
    data,
    locate: () => container(submission),
    places: { layered: places(layered), hostile: places(hostile) },
  };
}

/** A member that is none of FHR, ATT, DCF. */
export const strayRecord = ({ name, shown }: Member): CheckRecord => ({
  type: 'prior-auth.stray',
  unit: null,
  data: { name, stray: true } satisfies DataOf<'prior-auth.stray'>,
  locate: () => ({ file: shown }),
});

/** The record of a file's name. */
export function fileRecord({ parsed, name, shown }: Member, { unit }: CaseFiles, cx: Context): CheckRecord {
  const data: DataOf<'prior-auth.file'> = {
    name,
    nameKey: name.toUpperCase(),
    role: parsed?.role ?? (/\.json$/i.test(name) ? 'fhr' : 'att'),
    extension: parsed?.extension ?? '',
    ...optional('elsewhere', cx.elsewhere(name)),
  };
  return { type: 'prior-auth.file', unit, data, locate: () => ({ file: shown }) };
}

/** The record of what the files of a case share in their names, placed at each of them. */
export function caseNumberRecord({ unit, members }: CaseFiles, expected: string | undefined, cx: Context): CheckRecord {
  const parsed = members[0]?.parsed;
  const caseDate = parsed?.caseNumber?.slice(0, 8);
  const data: DataOf<'prior-auth.case-number'> = {
    ...optional('institution', parsed?.institution?.toUpperCase()),
    ...optional('configured', cx.institution),
    ...optional('expected', expected),
    ...optional('caseNumber', parsed?.caseNumber),
    ...optional('caseDate', caseDate),
    ...optional('daysFromAsOf', daysFrom(cx.asOf, caseDate)),
  };
  const places = { files: members.map(({ shown }) => ({ file: shown })) };
  return { type: 'prior-auth.case-number', unit, data, places, locate: () => ({ file: members[0]?.shown ?? '' }) };
}
