import { errorCodeOf } from '../engine/error-code.ts';
import type { Library } from '../engine/library.ts';
import type { Answer } from '../engine/outcome.ts';
import type { Checked } from '../precheck.ts';
import { remember } from '../readers/remember.ts';
import type { Difference } from './result-schema.ts';

/** A rule that was broken. */
export type OurFinding = Difference['ours'][number];

/** What we say of the units of a package. */
export interface OurSide {
  readonly total: number;
  /** What becomes of a unit: `unclear` where we cannot tell, or NHI would wait. */
  of(number: number): 'taken' | 'refused' | 'unclear';
  /** What was found in a unit, and in the file as a whole; each rule once. */
  findings(number: number): readonly OurFinding[];
  /** Rules for which we return something, the file as a whole first. */
  readonly returning: readonly OurFinding[];
  /** 1-based; null where it is not listed. */
  line(number: number): number | null;
  /** Findings beyond those that were kept: some codes are not known. */
  readonly cut: boolean;
}

const STATE: Readonly<Record<Answer, ReturnType<OurSide['of']>>> = {
  'return-file': 'refused',
  'return-unit': 'refused',
  hold: 'unclear',
  unknown: 'unclear',
  remind: 'taken',
  accept: 'taken',
};

/** What an answer is, as far as NHI's can be compared with it. */
export const stateOf = (answer: Answer | undefined): ReturnType<OurSide['of']> =>
  answer === undefined ? 'unclear' : STATE[answer];

/** Whether a finding is why something is returned. */
export const returns = ({ outcome }: OurFinding): boolean => outcome === 'return-unit' || outcome === 'return-file';

/** Our own answer to a package, by unit. */
export function ourSide({ judged }: Pick<Checked, 'judged'>, library: Library): OurSide {
  const byRule = new Map<string, OurFinding>();
  const byUnit = new Map<number, Set<OurFinding>>();
  const whole = new Set<OurFinding>();
  for (const { rule, unit } of judged.findings) {
    const found = remember(byRule, rule.id, () => ({
      ruleId: rule.id,
      outcome: rule.outcome,
      code: errorCodeOf(rule, library)?.code ?? null,
    }));
    if (unit?.number === undefined) whole.add(found);
    else remember(byUnit, unit.number, () => new Set()).add(found);
  }
  const lines = new Map(judged.units.map(({ unit }) => [unit.number, unit.locations[0]?.line ?? null]));
  return {
    total: [...judged.unitCounts.values()].reduce((sum, count) => sum + count, 0),
    of: (number) => stateOf(judged.answerOf(number)),
    findings: (number) => [...(byUnit.get(number) ?? []), ...whole],
    returning: [...new Set([...whole, ...byRule.values()])].filter(returns),
    line: (number) => lines.get(number) ?? null,
    cut: judged.findings.length < judged.findingCount,
  };
}
