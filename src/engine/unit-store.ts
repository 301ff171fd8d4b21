import type { Unit } from '../channels/record.ts';
import { type Answer, OUTCOMES, type Outcome } from './outcome.ts';
import type { Policy } from './policy.ts';

/** Units listed: all of them up to here, beyond that those not accepted up to here. */
export const UNITS_LISTED = 10_000;

/** A set of outcomes as a number: one bit each, in the order of `OUTCOMES`. */
type Mask = number;
const bitOf = (outcome: Outcome): Mask => 1 << OUTCOMES.indexOf(outcome);
/** What leaves a unit accepted. */
const HARMLESS: Mask = bitOf('remind') | bitOf('advise');

const outcomesIn = (mask: Mask): Outcome[] => OUTCOMES.filter((outcome) => mask & bitOf(outcome));

/** The units of a submission and which outcomes each has, a byte a unit: there may be a million of them. */
export interface UnitStore {
  /** Makes a unit known. */
  see(unit: Unit): void;
  /** A finding of this outcome was made for it. */
  add(unit: Unit, outcome: Outcome): void;
  /** All outcomes that any unit has. */
  outcomes(): Set<Outcome>;
  /** The answers once the outcomes of the whole are known, which every unit has as well. */
  answered(policy: Policy, passedDown: readonly Outcome[]): Promise<UnitAnswers>;
}

export interface UnitAnswers {
  /** By number; all where there are at most 10,000, else the first 10,000 or so that are not accepted. */
  readonly units: readonly { unit: Unit; answer: Answer }[];
  /** Exact. */
  readonly counts: ReadonlyMap<Answer, number>;
  /** The answer of any unit, listed or not, by its number; undefined where there is none of it. */
  answerOf(number: number): Answer | undefined;
}

/** Makes an empty store. */
export function unitStore(): UnitStore {
  let masks = new Uint8Array(1_024);
  let size = 0;
  /** Units without a number of their own get one in the order in which they are met. */
  const numbers = new Map<string, number>();
  const first: Unit[] = [];
  const refused = new Map<number, Unit>();

  const numberOf = ({ id, number }: Unit): number => {
    if (number !== undefined) return number;
    const known = numbers.get(id) ?? numbers.size;
    numbers.set(id, known);
    return known;
  };
  const seen = (unit: Unit): number => {
    const number = numberOf(unit);
    if (number < size) return number;
    if (number !== size) throw new Error('units are numbered from 0 without gaps');
    if (size === masks.length) {
      const grown = new Uint8Array(size * 2);
      grown.set(masks);
      masks = grown;
    }
    size++;
    if (number < UNITS_LISTED) first.push(unit);
    return number;
  };
  const listed = (all: Mask): [number, Unit][] => {
    if (size <= UNITS_LISTED || all & ~HARMLESS) return [...first.entries()];
    return [...refused].sort(([a], [b]) => a - b);
  };
  return {
    see: (unit) => void seen(unit),
    add(unit, outcome) {
      const number = seen(unit);
      masks[number] = (masks[number] ?? 0) | bitOf(outcome);
      const isRefused = (bitOf(outcome) & ~HARMLESS) !== 0;
      if (isRefused && refused.size < UNITS_LISTED && !refused.has(number)) refused.set(number, unit);
    },
    outcomes() {
      let all = 0;
      for (let i = 0; i < size; i++) all |= masks[i] ?? 0;
      return new Set(outcomesIn(all));
    },
    async answered(policy, passedDown) {
      const down = passedDown.reduce((mask, outcome) => mask | bitOf(outcome), 0);
      const tally = new Uint32Array(1 << OUTCOMES.length);
      for (let i = 0; i < size; i++) {
        const mask = (masks[i] ?? 0) | down;
        tally[mask] = (tally[mask] ?? 0) + 1;
      }
      const counts = new Map<Answer, number>();
      const byMask = new Map<Mask, Answer>();
      for (const [mask, count] of tally.entries()) {
        if (count === 0) continue;
        const answer = await policy(new Set(outcomesIn(mask)));
        byMask.set(mask, answer);
        counts.set(answer, (counts.get(answer) ?? 0) + count);
      }
      const units: { unit: Unit; answer: Answer }[] = [];
      for (const [number, unit] of listed(down))
        units.push({ unit, answer: await policy(new Set(outcomesIn((masks[number] ?? 0) | down))) });
      const answerOf = (number: number): Answer | undefined =>
        number < size ? byMask.get((masks[number] ?? 0) | down) : undefined;
      return { units, counts, answerOf };
    },
  };
}
