import type { Unit } from '../record.ts';
import type { Member } from './members.ts';
import { caseKey } from './names.ts';

/** The files of one case number, in the order of the submission. */
export interface CaseFiles {
  readonly unit: Unit;
  /** `institution_caseNumber`; undefined for a file whose name carries none. */
  readonly key: string | undefined;
  readonly members: readonly Member[];
}

/** Ten signs that are no national id, and a case number. */
const IMPERSONAL = /^(?![A-Z][A-D0-9]\d{8}_)[0-9A-Z]{10}_\d{16}$/;

/** What a Mac leaves beside files, and other names that begin with a dot. */
const isHidden = ({ name, shown }: Member): boolean => name.startsWith('.') || shown.includes('/__MACOSX/');

/** Whether a member is a file of this channel at all: by its name, or because content shows a Bundle. */
const belongs = (member: Member, bundles: ReadonlySet<Member>): boolean =>
  member.parsed !== null || bundles.has(member) || (/\.(7z|cab)$/i.test(member.name) && !isHidden(member));

/**
 * Ties FHR, ATT and DCF of one key together; each file without a key is a unit of its own. Unit ids carry a key
 * only where it has the form that cannot name a person.
 * @param bundles members that are a Bundle by their content
 */
export function casesOf(
  members: readonly Member[],
  bundles: ReadonlySet<Member>,
): { cases: CaseFiles[]; strays: Member[] } {
  const cases = new Map<string, Member[]>();
  const strays: Member[] = [];
  let lone = 0;
  for (const member of members) {
    if (!belongs(member, bundles)) {
      strays.push(member);
      continue;
    }
    const key = (member.parsed && caseKey(member.parsed)) ?? `file-${++lone}`;
    const files = cases.get(key);
    if (files) files.push(member);
    else cases.set(key, [member]);
  }
  let odd = 0;
  return {
    strays,
    cases: [...cases].map(([key, files]) => {
      const own = key.startsWith('file-');
      const fhr = files.find(({ parsed }) => parsed?.role === 'fhr') ?? files[0];
      const id = own || IMPERSONAL.test(key) ? key : `case-${++odd}`;
      const unit: Unit = { id, kind: 'case', locations: [{ file: fhr?.shown ?? '' }] };
      return { unit, key: own ? undefined : key, members: files };
    }),
  };
}
