import { inArchive, shownName } from '../../readers/archive/shown-name.ts';
import { optional } from '../../readers/optional.ts';
import { type CheckRecord, type Location, MOST_PLACES } from '../record.ts';
import type { CaseFiles } from './cases.ts';
import type { Contents } from './contents.ts';
import type { DataOf } from './record-types.ts';

/** The record of an ATT or DCF. */
export function archiveRecord({ unit }: CaseFiles, contents: Contents): CheckRecord {
  const { member, role, state, files, repeated, hostile } = contents;
  const data: DataOf<'prior-auth.archive'> = {
    role,
    name: member.name,
    state: state ?? 'readable',
    ...optional('files', files?.length),
    ...optional('repeated', repeated?.length),
    ...optional('hostile', hostile?.length),
    ...optional('twin', repeated?.[0] === undefined ? undefined : shownName(repeated[0])),
  };
  const inside = (paths: readonly string[] = []): Location[] =>
    paths.slice(0, MOST_PLACES).map((path) => ({ file: inArchive(member.shown, path) }));
  return {
    type: 'prior-auth.archive',
    unit,
    data,
    locate: () => ({ file: member.shown }),
    places: {
      get repeated() {
        return inside(repeated);
      },
      get hostile() {
        return inside(hostile);
      },
    },
  };
}

/** A record for each file inside an ATT: whether the Bundle names it. */
export function attEntryRecords(
  { unit }: CaseFiles,
  { member, files, attachments }: Contents,
  named: ReadonlySet<string>,
): CheckRecord[] {
  return (files ?? []).map((path) => {
    const data: DataOf<'prior-auth.att-entry'> = {
      name: shownName(path),
      named: named.has(path),
      dicom: attachments?.get(path)?.kind === 'dicom',
    };
    return {
      type: 'prior-auth.att-entry',
      unit,
      data,
      locate: () => ({ file: inArchive(member.shown, path) }),
      places: { att: [{ file: member.shown }] },
    };
  });
}
