import type { Library } from '../../../src/engine/library.ts';
import type { Clause } from '../../../src/engine/library-schema.ts';
import { kindOf, type Rule } from '../../../src/engine/rule.ts';
import type { Case } from './corpus.ts';
import { HOLDS, withOpposites } from './opposites.ts';
import { runCase } from './run.ts';

/** What a case did to the rules. */
export interface Seen {
  readonly id: string;
  readonly accepted: boolean;
  /** Rules that applied to a record, could tell, and held. */
  readonly held: ReadonlySet<string>;
  readonly raised: ReadonlySet<string>;
}

/** A rule and the cases that show it. */
export interface RuleCoverage {
  readonly rule: Rule;
  readonly raisedBy: readonly string[];
  /** Cases that NHI takes, in which the rule held for a record and was broken by none. */
  readonly acceptedIn: readonly string[];
}

/** A clause and the rules that check it: those that cite it, and those that it names. */
export interface ClauseCoverage {
  readonly id: string;
  readonly clause: Clause;
  readonly rules: readonly RuleCoverage[];
}

export interface Coverage {
  readonly clauses: readonly ClauseCoverage[];
  readonly cases: number;
  /** What is missing, in words; empty when all is covered. */
  readonly gaps: readonly string[];
}

/** Records that exist only where something is wrong: no accepted case can hold one that is right. */
const ONLY_WHEN_WRONG: ReadonlySet<string> = new Set([
  'prior-auth.stray',
  'prior-auth.duplicate-key',
  'prior-auth.imaging-unnamed',
  'medical-image.duplicate',
  'medical-image.serial',
  'medical-image.shared',
  'medical-image.line',
  'medical-image.unnamed',
  'lab-result.repeat',
  'lab-result.day',
  'lab-result.field',
  'lab-result.text',
]);

/** Runs the cases one after another and notes what the rules did. */
export async function seenIn(cases: readonly Case[], library: Library): Promise<Seen[]> {
  const both = withOpposites(library);
  const unique = new Set(library.rules.filter((rule) => kindOf(rule) === 'unique').map(({ id }) => id));
  const seen: Seen[] = [];
  for (const one of cases) {
    const { judged } = await runCase(one, { library: both });
    const broken = judged.flatMap(({ findings }) => findings.map(({ rule }) => rule.id));
    const told = broken.filter((id) => id.endsWith(HOLDS)).map((id) => id.slice(0, -HOLDS.length));
    const looked = judged.flatMap(({ evaluated }) => [...evaluated].filter((id) => unique.has(id)));
    seen.push({
      id: one.id,
      accepted: judged.length > 0 && judged.every(({ answer }) => answer === 'accept' || answer === 'remind'),
      held: new Set([...told, ...looked]),
      raised: new Set(broken.filter((id) => !id.endsWith(HOLDS))),
    });
  }
  return seen;
}

function coverageOfRule(rule: Rule, seen: readonly Seen[]): RuleCoverage {
  const held = (one: Seen): boolean => ONLY_WHEN_WRONG.has(rule.record) || one.held.has(rule.id);
  const fine = seen.filter((one) => one.accepted && held(one) && !one.raised.has(rule.id));
  return {
    rule,
    raisedBy: seen.filter(({ raised }) => raised.has(rule.id)).map(({ id }) => id),
    acceptedIn: fine.map(({ id }) => id),
  };
}

/** Clause by clause: which rules check it, and which cases show each of them raised and not raised. */
export function coverageOf(library: Pick<Library, 'clauses' | 'rules'>, seen: readonly Seen[]): Coverage {
  const rules = library.rules.map((rule) => coverageOfRule(rule, seen));
  const clauses = [...library.clauses].map(([id, clause]): ClauseCoverage => {
    return { id, clause, rules: rules.filter(({ rule }) => rule.clause === id || clause.by?.includes(rule.id)) };
  });
  const gaps = [
    ...clauses
      .filter(({ clause, rules: citing }) => citing.length === 0 && !clause.notChecked)
      .map(({ id }) => `clause ${id}: no rule cites it, and it does not say why it is not checked`),
    ...rules
      .filter(({ raisedBy }) => raisedBy.length === 0)
      .map(({ rule }) => `rule ${rule.id}: no case of the corpus raises it`),
    ...rules
      .filter(({ rule, acceptedIn }) => rule.outcome !== 'unknown' && acceptedIn.length === 0)
      .map(({ rule }) => `rule ${rule.id}: no accepted case in which it applied and held`),
  ];
  return { clauses, cases: seen.length, gaps };
}
