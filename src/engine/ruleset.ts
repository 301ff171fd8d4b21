import type { Check } from './check.ts';
import { conditionsCheck } from './kind-conditions.ts';
import { fhirpathCheck } from './kind-fhirpath.ts';
import { schemaCheck } from './kind-schema.ts';
import { type History, uniqueCheck } from './kind-unique.ts';
import { type LevelChange, type Levels, levelled } from './levels.ts';
import type { Library } from './library.ts';
import { type Policy, verdictPolicy } from './policy.ts';
import { inForce, type Kind, kindOf, type Rule } from './rule.ts';

/** The rules in force on a day, compiled on first use. Immutable; shared by all submissions of a process. */
export interface Ruleset {
  readonly version: string;
  /** yyyy-MM-dd, Asia/Taipei. */
  readonly asOf: string;
  readonly library: Library;
  readonly rules: readonly Rule[];
  /** Rules that shall find nothing; others may still need to know whether they hold. */
  readonly off: ReadonlySet<string>;
  /** Rules in force that a configuration made louder or quieter. */
  readonly levels: readonly LevelChange[];
  readonly policy: Policy;
  /** Checks of a record type that keep no state. */
  checksOf(recordType: string): readonly Check[];
  /** Checks that keep state for one submission. */
  uniqueOf(recordType: string, history: History): Check | undefined;
  /** The rules of a record type, in the order in which `needs` are decided. */
  rulesOf(recordType: string): readonly Rule[];
}

const COMPILE: Record<Exclude<Kind, 'unique'>, (library: Library, rules: readonly Rule[]) => Check> = {
  schema: schemaCheck,
  conditions: conditionsCheck,
  fhirpath: fhirpathCheck,
};

/** The folder of a rule under `rules/`. */
const folderOf = ({ file }: Rule): string => file.slice(0, file.indexOf('/'));

/**
 * Chooses the rules in force on `asOf` (yyyy-MM-dd), at the levels told.
 * @param others folders of rules that judge submissions of another kind than this one
 * @throws LevelError
 */
export function rulesetAt(
  library: Library,
  asOf: string,
  levels: Levels = {},
  others: ReadonlySet<string> = new Set(),
): Ruleset {
  const { rules: all, off, changes } = levelled(library.rules, levels);
  const rules = Object.freeze(all.filter((rule) => inForce(rule, asOf) && !others.has(folderOf(rule))));
  const compiled = new Map<string, readonly Check[]>();
  const byType = Map.groupBy(rules, (rule) => rule.record);
  for (const ofOne of byType.values()) Object.freeze(ofOne);
  const ofType = (type: string, kind: Kind): Rule[] => (byType.get(type) ?? []).filter((rule) => kindOf(rule) === kind);
  return Object.freeze({
    version: library.version,
    asOf,
    library,
    rules,
    off,
    levels: changes.filter(({ ruleId }) => rules.some(({ id }) => id === ruleId)),
    policy: verdictPolicy(library),
    rulesOf: (type: string) => byType.get(type) ?? [],
    checksOf(type: string) {
      let checks = compiled.get(type);
      if (!checks) {
        const made = (['schema', 'conditions', 'fhirpath'] as const).flatMap((kind) => {
          const chosen = ofType(type, kind);
          return chosen.length > 0 ? [COMPILE[kind](library, chosen)] : [];
        });
        checks = Object.freeze(made);
        compiled.set(type, checks);
      }
      return checks;
    },
    uniqueOf(type: string, history: History) {
      const chosen = ofType(type, 'unique');
      return chosen.length > 0 ? uniqueCheck(chosen, history) : undefined;
    },
  });
}
