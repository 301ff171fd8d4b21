import { nearest } from './nearest.ts';
import { OUTCOMES, type Outcome } from './outcome.ts';
import type { Rule } from './rule.ts';

/** How loud a rule can be made: what it does then, or nothing. `unknown` is for limits of ours alone. */
export const LEVELS = ['return-file', 'return-unit', 'hold', 'remind', 'advise', 'off'] as const;
export type LevelName = (typeof LEVELS)[number];

/** What a configuration says of a rule. */
export interface Level {
  readonly level: LevelName;
  /** Why; has to be there where a rule that NHI enforces is made quieter. */
  readonly reason?: string;
}
export type Levels = Readonly<Record<string, Level>>;

/** A rule that is louder or quieter than in the ruleset. */
export interface LevelChange {
  readonly ruleId: string;
  readonly from: Outcome;
  readonly to: LevelName;
  readonly reason: string | null;
}

/** Levels that cannot be: of no rule, of a limit of ours, or a rule of NHI made quieter without a reason. */
export class LevelError extends Error {
  readonly ruleId: string;

  constructor(ruleId: string, what: string) {
    super(what);
    this.name = 'LevelError';
    this.ruleId = ruleId;
  }
}

const ENFORCED: ReadonlySet<Outcome> = new Set(['return-file', 'return-unit', 'hold']);
const loudness = (level: LevelName): number => (level === 'off' ? OUTCOMES.length : OUTCOMES.indexOf(level));

function changeOf(rule: Rule, { level, reason }: Level): LevelChange {
  const { id, outcome } = rule;
  if (outcome === 'unknown') throw new LevelError(id, 'a limit of nhi-precheck; its level cannot be changed');
  if (ENFORCED.has(outcome) && loudness(level) > loudness(outcome) && !reason?.trim())
    throw new LevelError(id, `NHI enforces this (${outcome}): making it quieter (${level}) needs a reason`);
  return { ruleId: id, from: outcome, to: level, reason: reason?.trim() ?? null };
}

/**
 * The rules at the levels told.
 * @returns all rules, those told at their new outcome; `off`: those that shall find nothing; `changes`: what differs,
 * in the order of the rules
 * @throws LevelError
 */
export function levelled(
  rules: readonly Rule[],
  levels: Levels,
): { rules: readonly Rule[]; off: ReadonlySet<string>; changes: readonly LevelChange[] } {
  const ids = new Set(rules.map(({ id }) => id));
  for (const id of Object.keys(levels))
    if (!ids.has(id)) {
      const near = nearest(id, ids);
      throw new LevelError(id, `there is no rule "${id}"${near ? `; did you mean "${near}"?` : ''}`);
    }
  const changes: LevelChange[] = [];
  const off = new Set<string>();
  const told = rules.map((rule): Rule => {
    const level = Object.hasOwn(levels, rule.id) ? levels[rule.id] : undefined;
    const change = level && changeOf(rule, level);
    if (!change || change.to === change.from) return rule;
    changes.push(change);
    if (change.to !== 'off') return { ...rule, outcome: change.to };
    off.add(rule.id);
    return rule;
  });
  return { rules: told, off, changes };
}
