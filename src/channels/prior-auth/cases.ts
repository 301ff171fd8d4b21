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

/** Whether a member is a file of this channel at all: by its name, or, loose, because content showed a Bundle. */
const belongs = (member: Member, loose: boolean): boolean =>
  member.parsed !== null || loose || /\.(json|7z|cab)$/i.test(member.name);

/**
 * Ties FHR, ATT and DCF of one key together; each file without a key is a unit of its own. Unit ids carry a key
 * only where it has the form that cannot name a person.
 */
export function casesOf(members: readonly Member[], loose: boolean): { cases: CaseFiles[]; strays: Member[] } {
  const cases = new Map<string, Member[]>();
  const strays: Member[] = [];
  let lone = 0;
  for (const member of members) {
    if (!belongs(member, loose)) {
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
