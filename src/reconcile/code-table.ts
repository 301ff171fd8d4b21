import type { Library } from '../engine/library.ts';
import { remember } from '../readers/remember.ts';
import { type OurFinding, returns } from './our-side.ts';
import type { Reconciliation } from './result-schema.ts';
import type { AnswerWay } from './types.ts';

type Row = Reconciliation['codes'][number];

/** Counts codes, unit by unit. */
export interface CodeCounting {
  /** @param nhi codes of NHI for a unit @param ours what we found in it */
  add(nhi: ReadonlySet<string>, ours: readonly OurFinding[]): void;
  /** In order of the codes. */
  done(): Row[];
}

const codesOf = (findings: readonly OurFinding[]): Set<string> => new Set(findings.flatMap(({ code }) => code ?? []));

/** The codes for which we return something. */
export const returnCodes = (ours: readonly OurFinding[]): Set<string> => codesOf(ours.filter(returns));

/** How often NHI and we found the same code. */
export function codeCounting({ errors, codeClause }: AnswerWay, { codes, clauses }: Library): CodeCounting {
  const names = codes.get(errors) ?? {};
  const counts = new Map<string, Pick<Row, 'nhi' | 'ours' | 'both' | 'reminded'>>();
  const of = (code: string) => remember(counts, code, () => ({ nhi: 0, ours: 0, both: 0, reminded: 0 }));
  return {
    add(nhi, ours) {
      const own = returnCodes(ours);
      const all = codesOf(ours);
      for (const code of nhi) {
        const row = of(code);
        row.nhi++;
        if (own.has(code)) row.both++;
        else if (all.has(code)) row.reminded++;
      }
      for (const code of own) of(code).ours++;
    },
    done: () =>
      [...counts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([code, row]) => {
          const name = names[code];
          const reason = clauses.get(codeClause(code))?.notChecked?.reason;
          return {
            code,
            name: typeof name === 'string' ? name : null,
            ...row,
            ...(reason ? { notChecked: reason } : {}),
          };
        }),
  };
}
