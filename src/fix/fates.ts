import type { Checked } from '../judge.ts';

/** Rows or records beside each other that were left out for the same reason, by their places before any repair, from 1. */
export interface RowRun {
  readonly from: number;
  readonly to: number;
  readonly why: 'not-taken' | 'unknown';
}

/** So many runs of rows are told. */
export const MOST_RUNS = 10_000;
/** What is left may look otherwise without the rows that went; after so many rounds it is taken as it is. */
export const ROUNDS = 5;

/** What becomes of a unit. */
export const [KEPT, NOT_TAKEN, UNKNOWN] = [0, 1, 2] as const;

/** How many units a judged submission has. */
export const unitsIn = ({ judged }: Checked): number =>
  [...judged.unitCounts.values()].reduce((sum, count) => sum + count, 0);

/** What becomes of a unit, by its number. */
export const fateOf = (checked: Checked, number: number): number => {
  const answer = checked.judged.answerOf(number);
  if (answer === 'accept' || answer === 'remind') return KEPT;
  return answer === 'unknown' ? UNKNOWN : NOT_TAKEN;
};

/** How many stay. */
export const keptIn = (fates: Uint8Array): number => fates.reduce((sum, fate) => sum + (fate === KEPT ? 1 : 0), 0);

/** Notes for each unit of the first judgement, by its number there, why it went. */
export function noteFates(fates: Uint8Array, checked: Checked): void {
  let number = 0;
  for (const [i, fate] of fates.entries()) if (fate === KEPT) fates[i] = fateOf(checked, number++);
}
