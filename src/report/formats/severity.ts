import type { Outcome } from '../../engine/outcome.ts';

/** How loud a finding is where a format knows three steps. */
export type Severity = 'error' | 'warning' | 'note';

const SEVERITY: Record<Outcome, Severity> = {
  'return-file': 'error',
  'return-unit': 'error',
  hold: 'error',
  unknown: 'error',
  remind: 'warning',
  advise: 'note',
};

/** What keeps a package from being accepted is an error, also where we could not tell. */
export const severityOf = (outcome: Outcome): Severity => SEVERITY[outcome];
