/** What NHI does about a finding, from hardest to softest; `unknown` is a limit or fault of ours. */
export const OUTCOMES = ['return-file', 'return-unit', 'hold', 'unknown', 'remind', 'advise'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The predicted answer, from worst to best. */
export const ANSWERS = ['return-file', 'return-unit', 'hold', 'unknown', 'remind', 'accept'] as const;
export type Answer = (typeof ANSWERS)[number];
