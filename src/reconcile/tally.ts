import type { AnswerPlace, Tally } from './types.ts';

const PLACES = 20;

/** A tally that grows. */
export interface Tallying<Why extends string> {
  add(place: AnswerPlace<Why>): void;
  /** Adds another tally. */
  join(other: Tally<Why>): void;
  done(): Tally<Why>;
}

/** Counts by reason, and keeps the first places. */
export function tallying<Why extends string>(): Tallying<Why> {
  const counts: Partial<Record<Why, number>> = {};
  const places: AnswerPlace<Why>[] = [];
  let total = 0;
  return {
    add(place) {
      total++;
      counts[place.why] = (counts[place.why] ?? 0) + 1;
      if (places.length < PLACES) places.push(place);
    },
    join(other) {
      total += other.total;
      for (const [why, count] of Object.entries(other.counts) as [Why, number][])
        counts[why] = (counts[why] ?? 0) + count;
      places.push(...other.places.slice(0, PLACES - places.length));
    },
    done: () => ({ counts, total, places }),
  };
}
